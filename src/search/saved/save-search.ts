import { transaction } from '#src/platform/db/pool.ts'
import type { Db } from '#src/platform/db/types.ts'
import { isUuid } from '#src/platform/uuid.ts'
import { searchRefused } from '../refusals.ts'
import { countSavedSearches, deleteSavedSearch, insertSavedSearch, type SavedSearch } from './saved-search.store.ts'

const MOST_SAVED = 50
/** Letters of a search; what the box of the page takes. */
export const MOST_LETTERS = 400

export interface SavedSearchCall {
  readonly db: Db
  readonly person: string
  readonly now: string
}

/** Keeps a search under a name of the person's own. */
export async function saveSearch(call: SavedSearchCall, search: Omit<SavedSearch, 'id'>): Promise<void> {
  const name = search.name.trim()
  const query = search.query.trim()
  if (!/^\P{Cc}{1,60}$/u.test(name)) throw searchRefused('saved-name-empty')
  if (query === '' || query.length > MOST_LETTERS) throw searchRefused('saved-query-unclear')
  await transaction(call.db, async (tx) => {
    if ((await countSavedSearches(tx, call.person)) >= MOST_SAVED) throw searchRefused('saved-full')
    if (!(await insertSavedSearch(tx, call.person, { name, query, kind: search.kind }, call.now)))
      throw searchRefused('saved-name-taken')
  })
}

/** Forgets one; somebody else's is as unknown as one that never was. */
export async function forgetSearch({ db, person }: SavedSearchCall, id: string): Promise<void> {
  if (!isUuid(id) || !(await deleteSavedSearch(db, person, id))) throw searchRefused('saved-unknown')
}
