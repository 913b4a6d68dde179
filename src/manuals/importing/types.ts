import type { ImportedFile } from '#src/interchange/import/index.ts'
import type { Refusal } from '#src/platform/refusal.ts'

/** A document on its way into the notation. */
export interface ManualImport {
  readonly id: string
  readonly fileId: string | null
  readonly sha256: string | null
  /** Bytes. */
  readonly size: number | null
  readonly name: string
  readonly askedBy: string
  readonly askedAt: string
  readonly state: 'reading' | 'done' | 'refused' | 'discarded'
  readonly step: string
  /** From 0 to 1. */
  readonly share: number
  readonly heardAt: string
  readonly source: string | null
  readonly report: ImportedFile['report'] | null
  readonly counts: ImportedFile['counts'] | null
  readonly refusal: Refusal | null
  readonly draftId: string | null
}
