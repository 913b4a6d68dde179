import type { ResultKind } from './query/filters.ts'
import type { Asked } from './run-search.ts'
import { KIND_NAMES, RESULT_KINDS } from './search-page.ts'

/** A search as an address or a form says it. */
export type SearchAsked = Omit<Asked, 'counted'>

/** Reads it; whatever makes no sense is as if it were not there. */
export function askedOf(said: unknown): SearchAsked {
  const { q, en, desde } = (said ?? {}) as { q?: unknown; en?: unknown; desde?: unknown }
  const kind: ResultKind | undefined = RESULT_KINDS.find((each) => KIND_NAMES[each] === en)
  return {
    text: typeof q === 'string' ? q.slice(0, 2_000) : '',
    kind: kind ?? null,
    before: typeof desde === 'string' && /^[1-9]\d{0,14}$/.test(desde) ? Number(desde) : null,
  }
}
