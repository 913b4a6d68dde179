import { type RawBuilder, sql } from 'kysely'
import { foldText } from '#src/manual/index.ts'

/** Which entries of a book are wanted: days of the institution, both included, and words of what they say or of their case. */
export interface EntryFilter {
  readonly from: string | null
  readonly until: string | null
  readonly words: string
}

const MOST_CHARACTERS = 100

/** Reads a filter from an address. What says nothing is left out. */
export function readEntryFilter({ desde, hasta, q }: Readonly<Record<string, unknown>>): EntryFilter {
  return {
    from: dayOf(desde),
    until: dayOf(hasta),
    words: typeof q === 'string' ? q.trim().slice(0, MOST_CHARACTERS) : '',
  }
}

export const isFiltered = ({ from, until, words }: EntryFilter): boolean =>
  from !== null || until !== null || words !== ''

/** The same as parameters, for the addresses of the next pages. */
export function writeEntryFilter({ from, until, words }: EntryFilter): string[] {
  return [
    ...(from === null ? [] : [`desde=${from}`]),
    ...(until === null ? [] : [`hasta=${until}`]),
    ...(words === '' ? [] : [`q=${encodeURIComponent(words)}`]),
  ]
}

/** On an entry `e` with its private part `p` and its case; holds where nothing is asked. */
export function entryCondition({ from, until, words }: EntryFilter, timeZone: string): RawBuilder<unknown> {
  const start = from === null ? null : instantOf(from, timeZone)
  const end = until === null ? null : instantOf(Temporal.PlainDate.from(until).add({ days: 1 }).toString(), timeZone)
  const patterns = foldText(words)
    .split(' ')
    .filter(Boolean)
    .slice(0, 8)
    .map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`)
  return sql`(${start}::timestamptz is null or e.written_at >= ${start}::timestamptz)
    and (${end}::timestamptz is null or e.written_at < ${end}::timestamptz)
    and (${patterns.length === 0} or ${said} like all(${patterns}::text[]))`
}

// As `foldText` folds them.
const said = sql`translate(lower(coalesce(p.fields::text, '') || ' ' || case_file.title || ' ' || case_file.number),
  'áàäâãéèëêíìïîóòöôõúùüûñç', 'aaaaaeeeeiiiiooooouuuunc')`

function instantOf(day: string, timeZone: string): string {
  return Temporal.PlainDate.from(day).toZonedDateTime(timeZone).toInstant().toString()
}

function dayOf(text: unknown): string | null {
  if (typeof text !== 'string' || !/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return null
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString()
  } catch {
    return null
  }
}
