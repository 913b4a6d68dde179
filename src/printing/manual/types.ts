import type { PaperSize } from '../paper/sheets.ts'
import type { Rect } from '../paper/types.ts'

export interface ManualPrintOptions {
  readonly paper: PaperSize
  /** A draft is marked as such on every page, and so is a version that no longer rules. */
  readonly state: 'draft' | 'in-force' | 'past'
  /** Days `2026-10-01`. What the front matter says where absent. */
  readonly inForceFrom?: string
  readonly inForceUntil?: string
  /** The register of modifications, the oldest first. */
  readonly modifications: readonly Modification[]
  /** Approvals that were given, with who gave them. */
  readonly given: readonly GivenApproval[]
  /** Signed with certificates afterwards: dates that are not known yet are not left to be written by hand. */
  readonly signedHere?: boolean
  /** The front matter's unless told. */
  readonly institution?: string
}

export interface Modification {
  readonly version: string
  readonly date: string
  readonly what: string
  readonly approvedBy: string
}

export interface GivenApproval {
  readonly act: string
  readonly post: string
  readonly name: string
  readonly date: string
}

/** Where an approval is signed on the paper. */
export interface ApprovalPlace {
  readonly act: string
  readonly post: string
  /** From 1. */
  readonly page: number
  readonly rect: Rect
}

export interface PrintedManual {
  readonly bytes: Uint8Array
  readonly pages: number
  /** In the order of the front matter. */
  readonly approvals: readonly ApprovalPlace[]
}
