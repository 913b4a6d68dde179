/** What the catalogue says of one code, in Spanish. */
export interface FindingText {
  readonly severity: 'error' | 'warning'
  readonly title: string
  /** One paragraph: why it matters. */
  readonly explanation: string
  /** What to write instead. */
  readonly write: string
}
