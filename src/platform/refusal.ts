/**
 * What a person is told when something is not done: a code from the catalogue of its feature, an HTTP status, and one sentence in
 * each language that says what to do. `fields` holds the faults of single fields of what was sent, by field name.
 */
export interface Refusal {
  readonly code: string
  readonly status: number
  readonly es: string
  readonly en: string
  readonly fields?: Readonly<Record<string, { readonly code: string; readonly es: string; readonly en: string }>>
}

/** Thrown at the edge of a command, so that its transaction rolls back. Never caught below the HTTP layer or the job that ran it. */
export class Refused extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(`${refusal.code}: ${refusal.en}`)
    this.refusal = refusal
  }
}
