/** What the page of one finding tells beside its catalogue entry, in Spanish. */
export interface Lesson {
  /** Who feels it in the office, and how. */
  readonly who: string
  /** A piece of a manual with the fault, and the same piece mended. */
  readonly wrong: string
  readonly right: string
}
