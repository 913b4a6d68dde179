import { sql } from 'kysely'
import { readableBy } from '#src/cases/case.store.ts'
import { readersOf } from '#src/cases/readers.ts'
import type { ManualVersion } from '#src/cases/versions.ts'
import { numbersWritten } from '#src/cases/written-number.ts'
import type { SignedInPerson } from '#src/people/permissions.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import { splitWords, termsOf } from '#src/spanish/index.ts'
import { passageOfAct } from './act-text.ts'
import { type EntrySearch, type FoundEntry, findEntries, type Reading } from './find-entries.store.ts'
import { parseQuery } from './query/parse-query.ts'
import { type QueryTerm, queryTerms, tsquery } from './query/query-terms.ts'
import { type ResolvedFilters, resolveFilters } from './query/resolve-filters.ts'
import type { WrittenQuery } from './query/types.ts'
import { numbersOf, readingOf } from './reading.ts'
import { type NearWord, nearWords, usesOf, usesOfStems, wordsThatBegin } from './word.store.ts'

export interface SearchContext {
  readonly person: SignedInPerson
  readonly directory: InstitutionDirectory
  readonly manuals: readonly ManualVersion[]
  readonly now: string
  readonly timeZone: string
}

/** A search that has been read: what it looks for, in whose name. */
export interface ReadSearch {
  readonly written: WrittenQuery
  readonly terms: readonly QueryTerm[]
  readonly filters: ResolvedFilters
  readonly reading: Reading
  /** Numbers of units, of each list one. */
  readonly units: readonly (readonly number[])[]
  readonly faults: WrittenQuery['faults']
}

/** Reads a search. Words that are still being typed stand for those that begin so. */
export async function readSearch(
  db: Queryable,
  text: string,
  context: SearchContext,
  typing = false,
): Promise<ReadSearch> {
  const written = parseQuery(text, typing)
  const filters = resolveFilters(written.filters, { ...context, person: context.person.id })
  const readers = readersOf(context.directory, context.person.id)
  const [terms, reading, units] = await Promise.all([
    Promise.all(queryTerms(written.words).map((term) => completed(db, term))),
    readingOf(db, context.person.id, readers),
    Promise.all(filters.units.map((list) => numbersOf(db, list))),
  ])
  return { written, terms, filters, reading, units, faults: [...written.faults, ...filters.faults] }
}

async function completed(db: Queryable, term: QueryTerm): Promise<QueryTerm> {
  if (term.goesOn !== true || term.word === undefined) return term
  const words = await wordsThatBegin(db, term.word)
  return { ...term, terms: [...new Set([...term.terms, ...words.map(({ stem }) => stem)])] }
}

export interface FoundCases {
  readonly entries: readonly FoundEntry[]
  /** Where to go on. */
  readonly last: number | null
  /** What was looked for, with the words that were taken for slips of others. */
  readonly terms: readonly QueryTerm[]
  /** Words that something was found by instead of what was written. */
  readonly instead: readonly { readonly written: string; readonly words: readonly string[] }[]
}

/** Below so many finds, a word may be a slip of another. */
const FEW = 3
/** A word that occurs so often is no slip. */
const USUAL = 24
/** How often a search with conditions on what cases are now goes on by itself. */
const ROUNDS = 6

/** Cases or their messages, newest first. */
export async function searchEntries(
  db: Queryable,
  search: ReadSearch,
  kind: EntrySearch['kind'],
  before: number | null,
): Promise<FoundCases> {
  const first = await enough(db, search, search.terms, kind, before)
  if (before !== null || first.entries.length >= FEW) return { ...first, terms: search.terms, instead: [] }
  const { terms, instead } = await withNear(db, search.terms)
  if (instead.length === 0) return { ...first, terms: search.terms, instead: [] }
  const second = await enough(db, search, terms, kind, before)
  if (second.entries.length === first.entries.length) return { ...first, terms: search.terms, instead: [] }
  return { ...second, terms, instead: standing(instead, second.entries) }
}

/** Only words that stand in what is shown: any other is a word of a text that the person may not read. */
function standing(instead: readonly Near[], entries: readonly FoundEntry[]): FoundCases['instead'] {
  const shown = new Set(
    entries.flatMap(({ title, content }) =>
      splitWords(`${title} ${passageOfAct(content).slice(0, 20_000)}`).flatMap(termsOf),
    ),
  )
  return instead.flatMap(({ written, near }) => {
    const words = near.filter(({ stem }) => shown.has(stem)).map(({ word }) => word)
    return words.length === 0 ? [] : [{ written, words }]
  })
}

interface Near {
  readonly written: string
  readonly near: readonly NearWord[]
}

async function enough(
  db: Queryable,
  search: ReadSearch,
  terms: readonly QueryTerm[],
  kind: EntrySearch['kind'],
  before: number | null,
): Promise<Pick<FoundCases, 'entries' | 'last'>> {
  const { filters, reading, units } = search
  const query = tsquery(terms, filters.facets, kind === 'message' ? 'BC' : '')
  // Words were written, and none of them can find anything.
  if (query === null && search.written.words.length > 0) return { entries: [], last: null }
  const asked: EntrySearch = {
    query,
    ...(reading.share === 'few' ? ANY : await howUsual(db, terms, query !== null)),
    kind,
    marks: units,
    from: filters.from,
    until: filters.until,
    now: filters.now,
    before,
  }
  let found = await findEntries(db, asked, reading)
  const entries = [...found.entries]
  for (let round = 1; round < ROUNDS && found.last !== null && entries.length < 20; round++) {
    found = await findEntries(db, { ...asked, before: found.last }, reading)
    entries.push(...found.entries)
  }
  return { entries, last: found.last }
}

/** In about so many texts a word may occur for all of them to be looked at. */
const SELDOM = 400
/** Whoever reads few cases is asked for them, however usual the words are. */
const ANY = { seldom: false, density: 1, newest: 0 }
/** Where only other conditions count, or a phrase: about which part of all they leave. */
const OF_CONDITIONS = 0.05

/**
 * How usual the rarest of the words is that have to be there; each further one is taken to leave half of what it finds. Numbers, addresses
 * and phrases tell much.
 */
async function howUsual(
  db: Queryable,
  terms: readonly QueryTerm[],
  asksWords: boolean,
): Promise<Pick<EntrySearch, 'seldom' | 'density' | 'newest'>> {
  const wanted = terms.filter(({ without }) => !without)
  const words = wanted.flatMap(({ terms: stems, kind }) => (kind === 'phrase' ? [] : [stems]))
  const { uses, newest } = await usesOfStems(db, words.flat())
  const certain = asksWords && wanted.some(({ word, kind }) => word === undefined && kind !== 'phrase')
  const rarest = Math.min(...words.map((stems) => stems.reduce((sum, each) => sum + (uses.get(each) ?? 0), 0)))
  if (words.length === 0) return { seldom: certain || wanted.length > 0, density: OF_CONDITIONS, newest }
  const density = Math.min(1, rarest / Math.max(newest, 1)) / 2 ** (words.length - 1)
  return { seldom: certain || rarest < SELDOM, density, newest }
}

/** Terms whose words hardly occur, widened by those that they may be slips of. */
async function withNear(db: Queryable, terms: readonly QueryTerm[]) {
  const words = terms.flatMap(({ word }) => (word === undefined || word.length < 4 ? [] : [word])).slice(0, 6)
  const instead: Near[] = []
  if (words.length === 0) return { terms, instead }
  const uses = await usesOf(db, words)
  const wide: QueryTerm[] = []
  for (const term of terms) {
    const doubtful = term.word !== undefined && words.includes(term.word) && (uses.get(term.word) ?? 0) < USUAL
    const near: NearWord[] = doubtful ? await nearWords(db, term.word!) : []
    const other = near.filter(({ stem }) => !term.terms.includes(stem))
    if (other.length === 0) wide.push(term)
    else {
      wide.push({ ...term, terms: [...term.terms, ...other.map(({ stem }) => stem)] })
      instead.push({ written: term.word!, near: other })
    }
  }
  return { terms: wide, instead }
}

const YEARS_BACK = 8

/** Cases whose number was written, whole (`2026-123`) or without its year (`123`), newest first. */
export async function casesByNumber(db: Queryable, search: ReadSearch, now: string): Promise<FoundEntry[]> {
  const year = Number(now.slice(0, 4))
  const numbers = search.written.words.flatMap(({ text, without }) =>
    without ? [] : numbersWritten(text, year, YEARS_BACK),
  )
  if (numbers.length === 0) return []
  const { rows } = await sql<FoundEntry>`
    select 0 as id, id as "caseId", 1 as seq, opened_at as at, false as internal, number, title, status, manual_version_id as "versionId",
      procedure, requester_person as "requesterPerson", requester_name as "requesterName", null as content
    from case_file where number = any(${numbers}::text[]) and ${readableBy(search.reading.readers)}
    order by case_file.id desc limit 10`.execute(db)
  return rows
}
