import { caseHit } from './case-hit.ts'
import type { FoundEntry } from './find-entries.store.ts'
import type { ResultKind } from './query/filters.ts'
import type { QueryTerm } from './query/query-terms.ts'
import { casesByNumber, type ReadSearch, readSearch, type SearchContext, searchEntries } from './search-cases.ts'
import { type CountOfKind, RESULT_KINDS } from './search-page.ts'
import type { Hit, SearchDeps, SearchRequest } from './types.ts'

/** Results on a page, and as far as others are counted. */
export const HITS = 20
const COUNTED = 9

export interface SearchResult {
  readonly search: ReadSearch
  readonly kind: ResultKind
  readonly hits: readonly Hit[]
  readonly counts: readonly CountOfKind[]
  readonly next: number | null
  readonly instead: readonly { readonly written: string; readonly words: readonly string[] }[]
  readonly cut: boolean
}

export interface Asked {
  readonly text: string
  /** The kind that is looked at; of a filter `tipo:` when there is one, else cases. */
  readonly kind: ResultKind | null
  readonly before: number | null
  /** Whether the other kinds are counted too. */
  readonly counted: boolean
}

/** Searches everything that the person may read: the asked kind with its results, the others counted a little way. */
export async function runSearch(
  deps: SearchDeps,
  context: SearchContext & { readonly locale: 'es' | 'en' },
  asked: Asked,
): Promise<SearchResult> {
  const search = await readSearch(deps.db, asked.text, context)
  const kind = asked.kind ?? search.filters.type ?? 'cases'
  const empty = { search, kind, hits: [], counts: [], next: null, instead: [], cut: false }
  const looksFor = search.terms.length > 0 || search.written.filters.length > 0
  // What is wrong is said before anything is looked for: half of a search would find the wrong things.
  if (search.faults.length > 0 || !looksFor) return empty
  const kinds = asked.counted ? RESULT_KINDS : [kind]
  const found = await Promise.all(
    kinds.map(async (each) => ({
      kind: each,
      ...(await ofKind(deps, context, search, each, each === kind ? asked.before : null, each === kind)),
    })),
  )
  const own = found.find((each) => each.kind === kind)!
  return {
    search,
    kind,
    hits: own.hits,
    next: own.next,
    instead: own.instead,
    cut: own.cut,
    counts:
      asked.before === null
        ? found.map(({ kind: each, hits, more }) => ({ kind: each, count: hits.length, more }))
        : uncounted(own.more, kind),
  }
}

/** Of a later page: what there is besides is not counted again. */
function uncounted(more: boolean, kind: ResultKind): CountOfKind[] {
  return RESULT_KINDS.map((each) => ({ kind: each, count: null, more: each === kind && more }))
}

interface OfKind {
  readonly hits: readonly Hit[]
  readonly more: boolean
  readonly next: number | null
  readonly instead: SearchResult['instead']
  readonly cut: boolean
}

async function ofKind(
  deps: SearchDeps,
  context: SearchContext & { readonly locale: 'es' | 'en' },
  search: ReadSearch,
  kind: ResultKind,
  before: number | null,
  shown: boolean,
): Promise<OfKind> {
  if (kind === 'cases' || kind === 'messages') return entriesOf(deps, context, search, kind, before)
  const none = { hits: [], more: false, next: null, instead: [], cut: false }
  const source = deps.sources.find((each) => each.kind === kind)
  const text = search.written.words.map((word) => (word.without ? `-${word.text}` : word.text)).join(' ')
  // Filters are of cases: they tell nothing about anything else.
  if (source === undefined || text === '' || search.written.filters.some(({ name }) => name !== 'tipo')) return none
  const request: SearchRequest = { ...context, terms: search.terms, text, typing: false, most: shown ? 50 : COUNTED }
  const { hits, more } = await source.search(request)
  return { ...none, hits, more, cut: more }
}

async function entriesOf(
  deps: SearchDeps,
  context: SearchContext,
  search: ReadSearch,
  kind: 'cases' | 'messages',
  before: number | null,
): Promise<OfKind> {
  const pinned = kind === 'cases' && before === null ? await casesByNumber(deps.db, search, context.now) : []
  const { entries, last, terms, instead } = await searchEntries(
    deps.db,
    search,
    kind === 'messages' ? 'message' : null,
    before,
  )
  const unique = kind === 'cases' ? firstOfEachCase([...pinned, ...entries]) : entries
  const hits = unique.slice(0, HITS)
  // A page ends before an entry that did not fit on it any more.
  const next = unique.length > HITS ? hits.at(-1)!.id : last
  const drawn = await Promise.all(hits.map((entry) => hitOf(deps, entry, terms, context)))
  return { hits: drawn, more: next !== null, next, instead, cut: false }
}

async function hitOf(
  deps: SearchDeps,
  entry: FoundEntry,
  terms: readonly QueryTerm[],
  { directory }: SearchContext,
): Promise<Hit> {
  return caseHit(entry, terms, await deps.manuals.version(deps.db, entry.versionId), directory)
}

function firstOfEachCase(entries: readonly FoundEntry[]): FoundEntry[] {
  const seen = new Set<number>()
  return entries.filter(({ caseId }) => !seen.has(caseId) && seen.add(caseId))
}
