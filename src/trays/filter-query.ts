import { DUE_FILTERS, FILTER_PARTS, type FilterPart, TASK_KINDS, type TrayFilter } from './tray-filter.ts'

/** Parameters of an address as they come: whatever somebody wrote. */
export type Query = Readonly<Record<string, unknown>>

export interface ReadFilter {
  readonly filter: TrayFilter
  /** Names of the parameters that say nothing that a filter could mean; they are left out. */
  readonly faults: readonly string[]
}

/** Most values of one part, and most characters of a text. */
export const MOST_VALUES = 20
export const MOST_CHARACTERS = 100

/** Reads a filter from the parameters of a page (`es`) or of the API (`en`). Bounded, and never fails. */
export function readFilter(query: Query, names: 'es' | 'en'): ReadFilter {
  const filter: Record<string, unknown> = {}
  const faults: string[] = []
  for (const part of Object.keys(FILTER_PARTS) as FilterPart[]) {
    const name = FILTER_PARTS[part][names]
    const given = textsOf(query[name])
    if (given === null) faults.push(name)
    if (given === null || given.length === 0) continue
    const read = READERS[part](given)
    if (read === null) faults.push(name)
    else filter[part] = read
  }
  return { filter: filter as TrayFilter, faults }
}

/** The same filter as parameters, always in the same order. */
export function writeFilter(filter: TrayFilter, names: 'es' | 'en'): [name: string, value: string][] {
  return (Object.keys(FILTER_PARTS) as FilterPart[]).flatMap((part) =>
    [filter[part] ?? []].flat().map((value): [string, string] => [FILTER_PARTS[part][names], String(value)]),
  )
}

/** The values of one parameter without blanks and empty ones; null where they are no texts, or too many. */
function textsOf(value: unknown): string[] | null {
  const values = value === undefined ? [] : Array.isArray(value) ? value : [value]
  if (!values.every((each) => typeof each === 'string')) return null
  const texts = [...new Set(values.map((each) => each.trim()).filter((each) => each !== ''))]
  return texts.length > MOST_VALUES ? null : texts
}

type Reader = (texts: readonly string[]) => unknown

const list =
  (pattern: RegExp): Reader =>
  (texts) =>
    texts.every((text) => pattern.test(text)) ? texts : null

const one =
  (fits: (text: string) => boolean): Reader =>
  ([text, ...others]) =>
    others.length === 0 && fits(text!) ? text : null

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const WORDS = (text: string) => text.length <= MOST_CHARACTERS && !/\p{Cc}/u.test(text)

const READERS: Readonly<Record<FilterPart, Reader>> = {
  text: one(WORDS),
  procedures: list(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}\/[\p{L}\p{N}.]{1,20}$/u),
  steps: list(/^\d{1,4}(\.\d{1,4})?$/),
  kinds: (texts) => (texts.every((text) => (TASK_KINDS as readonly string[]).includes(text)) ? texts : null),
  units: list(UUID),
  priorities: (texts) => (texts.every((text) => /^[1-4]$/.test(text)) ? texts.map(Number) : null),
  levels: (texts) => (texts.every((text) => /^[1-3]$/.test(text)) ? texts.map(Number) : null),
  channels: list(/^[^\p{Cc}]{1,60}$/u),
  requester: one(WORDS),
  assignee: one((text) => text === 'me' || text === 'nobody' || UUID.test(text)),
  due: one((text) => (DUE_FILTERS as readonly string[]).includes(text)),
  arrivedSince: one(isDate),
}

function isDate(text: string): boolean {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}
