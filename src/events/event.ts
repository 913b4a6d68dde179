import { eventOf, factsOf } from './event-names.ts'

/** An act with its case, as rows bring it. */
export interface ActRow {
  readonly seq: number
  readonly at: string
  readonly kind: string
  readonly text: string
  readonly number: string
  readonly manual: string
  readonly version: string
  readonly procedure: string
  readonly channel: string
}

/** What a program learns of one act: the record's facts without personal text. */
export interface CaseEvent {
  readonly event: string
  readonly at: string
  readonly case: {
    readonly number: string
    readonly manual: string
    readonly version: string
    readonly procedure: string
    readonly channel: string
    readonly href: string
  }
  readonly act: { readonly seq: number; readonly kind: string; readonly facts: Readonly<Record<string, unknown>> }
}

export function caseEvent(row: ActRow): CaseEvent {
  const { number, manual, version, procedure, channel, seq, kind } = row
  return {
    event: eventOf(kind),
    at: row.at,
    case: { number, manual, version, procedure, channel, href: `/expedientes/${number}` },
    act: { seq, kind, facts: factsOf(bodyOf(row.text)) },
  }
}

/** The body of an act from its canonical text. */
export function bodyOf(text: string): Readonly<Record<string, unknown>> {
  return (JSON.parse(text) as { body?: Readonly<Record<string, unknown>> }).body ?? {}
}
