import type { Form, SignatureKind } from '#src/manual/types.ts'
import type { PaperSize } from '../paper/sheets.ts'
import type { Rect } from '../paper/types.ts'

/** A form alone: empty, to be filled by hand, or as a case filled it. */
export interface FormPrint {
  readonly paper: PaperSize
  readonly institution: string
  readonly manual: { readonly code: string; readonly version: string; readonly title: string }
  readonly form: Form
  readonly signers: readonly FormSigner[]
  /** The day that the document bears, `2026-10-01`. */
  readonly date: string
  readonly draft?: boolean
  readonly filled?: FilledForm
}

export interface FilledForm {
  /** Number of the case. */
  readonly folio: string
  /** What the case is about: the procedure's title. */
  readonly about: string
  /** When and by whom, ready to be read. */
  readonly filledAt: string
  readonly filledBy: string
  /** Values by the field's name, ready to be read: names of persons and files, not their ids. `null` was left empty. */
  readonly values: Readonly<Record<string, string | boolean | null>>
  readonly verification: Verification
}

/** By what the bearer of the paper can have it checked. */
export interface Verification {
  readonly code: string
  /** Where it is looked up; the QR code says it. */
  readonly url: string
  /** SHA-256 of the values, hexadecimal. */
  readonly digest: string
}

/** Who signs a form: whoever fills it, then those whom the manual orders. */
export interface FormSigner {
  readonly kind: SignatureKind | 'fills'
  readonly role: string
  /** Where the signature was given already. */
  readonly given?: { readonly name: string; readonly at: string }
}

/** A step of a case that left no document, to be signed. Everything is ready to be read. */
export interface StepSheetPrint {
  readonly paper: PaperSize
  readonly institution: string
  readonly manual: { readonly code: string; readonly version: string; readonly title: string }
  readonly procedure: string
  /** Number of the case. */
  readonly folio: string
  readonly step: string
  /** What is told of it, term and value. */
  readonly facts: readonly (readonly [term: string, value: string])[]
  readonly activity: string
  readonly note: string | null
  /** The form that the step asks for, as it was filled. */
  readonly filled: { readonly form: Form; readonly values: FilledForm['values'] } | null
  /** In the manual's order. */
  readonly signers: readonly FormSigner[]
  /** The day that the document bears, `2026-10-01`. */
  readonly date: string
}

export interface SignaturePlace {
  readonly act: string
  readonly post: string
  /** From 1. */
  readonly page: number
  readonly rect: Rect
}

export interface PrintedForm {
  readonly bytes: Uint8Array
  readonly pages: number
  /** In the order of the signers. */
  readonly approvals: readonly SignaturePlace[]
}
