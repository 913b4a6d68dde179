import type { Tx } from '#src/platform/db/types.ts'
import type { CompiledRow } from '#src/procedure/index.ts'
import type { FormValue } from '#src/procedure/types.ts'
import type { Institution } from '../call.ts'
import type { CaseFile } from '../types.ts'
import type { ManualVersion } from '../versions.ts'

/** What a sheet of a row is made of, where the row left no document. */
export interface SheetRequest {
  readonly tx: Tx
  readonly file: CaseFile
  readonly version: ManualVersion
  readonly row: CompiledRow
  readonly institution: Institution
  /** Values of the forms filled in the case, by code. */
  readonly forms: Readonly<Record<string, Readonly<Record<string, FormValue>>>>
  /** What was written when the row was done. */
  readonly note: string | null
  readonly doneBy: string | null
  readonly requester: string
  readonly now: string
}

/** A document of one row as PDF, with the places of the signatures that it asks for; without places, a page of signatures is added. */
export interface Sheet {
  readonly bytes: Uint8Array
  readonly approvals: readonly {
    readonly act: string
    readonly post: string
    readonly page: number
    readonly rect: readonly [number, number, number, number]
  }[]
}

export type SheetOf = (request: SheetRequest) => Promise<Sheet>
