import { may, type SignedInPerson } from '#src/people/permissions.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { transaction } from '#src/platform/db/pool.ts'
import type { Db } from '#src/platform/db/types.ts'
import { trayRefused } from '../refusals.ts'
import { lookText, readLookText } from '../tray-look.ts'
import {
  chooseView,
  countOwnViews,
  deleteView,
  findView,
  insertView,
  type SavedView,
  updateView,
  type ViewValues,
  viewNameTaken,
} from './view.store.ts'
import { mayShareWith, sharingFacts, viewReader } from './view-permissions.ts'

export const MOST_VIEWS = 50

/** Who acts, and when. */
export interface ViewCall {
  readonly db: Db
  readonly directory: InstitutionDirectory
  readonly person: SignedInPerson
  readonly now: string
}

export interface ViewUse {
  readonly pinned: boolean
  readonly first: boolean
}

/** Saves a look under a name. */
export async function createView(call: ViewCall, values: ViewValues, use: ViewUse): Promise<SavedView> {
  const fit = checked(call, values, null)
  const id = await transaction(call.db, async (tx) => {
    if ((await countOwnViews(tx, call.person.id)) >= MOST_VIEWS) throw trayRefused('views-full')
    const made = await insertView(tx, call.person.id, fit, call.now)
    if (made === null) throw trayRefused('view-name-taken')
    await chooseView(tx, call.person.id, made, use)
    return made
  })
  return readView(call, id)
}

/** Changes a view: its owner everything, who reads it only the use of it. */
export async function changeView(
  call: ViewCall,
  id: string,
  change: Partial<ViewValues> & Partial<ViewUse> & { readonly revision?: number },
): Promise<SavedView> {
  const view = await readView(call, id)
  const { pinned = view.pinned, first = view.first, revision, ...values } = change
  const changes = Object.keys(values).length > 0
  if (changes && !may(call.person, 'view.change', view)) throw trayRefused('view-not-yours')
  if (revision !== undefined && revision !== view.revision) throw trayRefused('view-changed')
  const fit = changes ? checked(call, { ...view, ...values }, view) : null
  await transaction(call.db, async (tx) => {
    if (fit !== null) {
      await countOwnViews(tx, view.owner)
      if (await viewNameTaken(tx, view.owner, fit.name, id)) throw trayRefused('view-name-taken')
      if (!(await updateView(tx, view, fit, call.now))) throw trayRefused('view-changed')
    }
    if (change.pinned !== undefined || change.first !== undefined)
      await chooseView(tx, call.person.id, id, { pinned, first })
  })
  return readView(call, id)
}

export async function removeView(call: ViewCall, id: string): Promise<void> {
  const view = await readView(call, id)
  const facts = { ...sharingFacts(call.directory, call.person.id, view), owner: view.owner }
  if (!may(call.person, 'view.delete', facts)) throw trayRefused('view-not-yours')
  await deleteView(call.db, id)
}

/** A view that the person may use; refuses a foreign one like one that does not exist. */
export async function readView({ db, directory, person }: ViewCall, id: string): Promise<SavedView> {
  const view = UUID.test(id) ? await findView(db, viewReader(directory, person.id), id) : null
  if (view === null) throw trayRefused('view-unknown')
  return view
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function checked({ directory, person }: ViewCall, values: ViewValues, before: SavedView | null): ViewValues {
  const name = values.name.trim()
  if (!/^\P{Cc}{1,60}$/u.test(name)) throw trayRefused('view-name-empty')
  const { unit, position, tray } = values
  const shared = unit !== null || position !== null
  // Whoever headed the unit when it was shared need not unshare it to rename it.
  const asBefore = before !== null && before.unit === unit && before.position === position
  if (shared && !asBefore && !mayShareWith(directory, person, { unit, position }))
    throw trayRefused('view-share-refused')
  return { name, tray, query: lookText(readLookText(values.query)), unit, position }
}
