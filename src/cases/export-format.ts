/** Version of the form of an export. */
export const EXPORT_FORMAT = 'ventanilla-expediente-1'

/** A case as signed JSON. The file is its RFC 8785 canonical text and a line feed, so that every character counts. */
export interface CaseExport {
  readonly format: typeof EXPORT_FORMAT
  readonly case: {
    readonly number: string
    readonly title: string
    readonly manual: { readonly code: string; readonly version: string; readonly sha256: string }
    readonly procedure: string
    readonly institution: string
  }
  readonly acts: readonly ExportedAct[]
  /** Names of the persons whose ids the acts carry, as they were at the export. */
  readonly people: Readonly<Record<string, string>>
  /** What the installation answers for: how many acts there are and where the chain ends. */
  readonly end: { readonly count: number; readonly hash: string; readonly exportedAt: string }
  readonly seal: {
    readonly algorithm: 'Ed25519'
    /** Fingerprint of the public key. */
    readonly key: string
    /** Signature over the canonical text of all the rest of the file, in base64url. */
    readonly signature: string
  }
}

export interface ExportedAct {
  /** RFC 8785 canonical text that the hash covers. */
  readonly text: string
  readonly hash: string
  /** Salt and personal text, whose digest is in `text`. */
  readonly salt?: string
  readonly private?: unknown
  /** Set where personal text was lawfully erased; the chain stays valid. */
  readonly erasedAt?: string
  /** An internal act in an export for whoever asked for the case: its hash links the chain, its text (empty here) is not told. */
  readonly withheld?: true
}
