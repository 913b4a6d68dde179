import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import type { ManualVersion } from '#src/cases/versions.ts'
import { SHEET_FORMATS, type SheetFormat } from '#src/interchange/spreadsheet/index.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { shellOf, viewOf } from '#src/people/http/shell.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import { sendMade } from '#src/platform/http/attachment.ts'
import { render } from '#src/platform/http/html.ts'
import { Refused } from '#src/platform/refusal.ts'
import { page } from '#src/web/layout.ts'
import { localMoment } from '#src/web/locale/time.ts'
import { writeTrayFile } from './file/tray-file.ts'
import { readChoices } from './filter-choices.ts'
import { filterFacts } from './filter-condition.ts'
import type { Query } from './filter-query.ts'
import { trayRefused } from './refusals.ts'
import { countFiltered, countTrays, listTray, placeAsked, type TrayTask } from './tray.store.ts'
import { isEmptyFilter, type TrayFilter } from './tray-filter.ts'
import { lookText, orderOf, readLook, readLookText, saysLook, type TrayLook } from './tray-look.ts'
import { trayPage } from './tray-page.ts'
import { isTrayName, TRAYS, type TrayName, type TrayScope, traysOf } from './tray-scope.ts'
import { trayTopics } from './tray-topics.ts'
import { listViews, type SavedView } from './views/view.store.ts'
import { shareable, viewReader } from './views/view-permissions.ts'
import { words } from './words.ts'

/** The pages of the trays. */
export function registerTrayPages(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    '/bandejas',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const views = await viewsOf(deps, request)
      const first = views.find((view) => view.first)
      return reply.redirect(first === undefined ? '/bandejas/mias' : `/bandejas/${first.tray}?vista=${first.id}`, 303)
    }),
  )
  server.get(
    '/bandejas/:name',
    { preHandler: requirePerson },
    answering((request, reply) => sendTray(deps, request, reply)),
  )
  for (const format of SHEET_FORMATS)
    server.get(
      `/bandejas/:name/tareas.${format}`,
      { preHandler: requirePerson },
      answering((request, reply) => sendTrayFile(deps, request, reply, format)),
    )
}

async function sendTray(deps: CaseRouteDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const since = deps.live.cursor()
  const directory = directoryOf(request)
  const person = personOf(request)
  const view = viewOf(deps.people, request)
  const query = request.query as Query
  const trays = traysOf(directory, person, view.now)
  const { name, scope } = trayAsked(request, trays)
  const views = await viewsOf(deps, request)
  const { look, open, faults } = lookAsked(query, views, person.id)
  const order = orderOf(name, look)
  const place = placeAsked(order, query.desde, query.antes)
  const filter = factsOf(look.filter, request, view.now)
  const quick = deps.shared ?? deps.db
  const [found, counts, pinned] = await Promise.all([
    listTray(filter === null ? quick : deps.db, { scope, order, filter, place }),
    countTrays(quick, trays),
    countPinned(deps, request, views, trays, view.now),
  ])
  const panel = typeof query.abrir === 'string' ? query.abrir : undefined
  const body = trayPage(view, {
    name,
    look,
    found,
    versions: await versionsOf(deps, found.tasks),
    choices: await readChoices(deps, directory, scope, look.filter, panel === 'filtros'),
    counts,
    pinned,
    open,
    panel,
    shareable: panel === 'vista' ? shareable(directory, person.id) : { units: [], positions: [] },
    person: person.id,
    csrf: person.csrf,
    key: randomUUID(),
    later: place !== null,
    chosen: query.marcar === 'todas',
    here: request.url,
    faults,
  })
  const shell = await shellOf(deps.people, request, reply)
  const topics = trayTopics(directory, person.id, name, found.tasks)
  const title = `${open?.view.name ?? words(view.locale, TRAYS[name])} · ${words(view.locale, 'title')}`
  const live = { url: deps.live.url, topics, since }
  return reply.type('text/html; charset=utf-8').send(render(page({ ...shell, title, body, live })))
}

async function sendTrayFile(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  format: SheetFormat,
): Promise<FastifyReply> {
  const directory = directoryOf(request)
  const person = personOf(request)
  const view = viewOf(deps.people, request)
  const { name, scope } = trayAsked(request, traysOf(directory, person, view.now))
  const { look, faults } = readLook(request.query as Query, 'es')
  // Half of what was asked for would be taken for all of it.
  if (faults.length > 0) throw trayRefused('filter-unclear', { names: faults.join(', ') })
  const asked = { scope, order: orderOf(name, look), filter: factsOf(look.filter, request, view.now) }
  const versions = (tasks: readonly TrayTask[]) => versionsOf(deps, tasks)
  const input = { name, asked, directory, person: person.id, versionsOf: versions }
  const { type, bytes } = await writeTrayFile(deps.db, view, format, input)
  const file = `${name}-${localMoment(view, view.now).toPlainDate()}.${format}`
  return sendMade(reply, { name: file, type, bytes })
}

/** The tray that an address names; one that the person does not have is not found. */
export function trayAsked(
  request: FastifyRequest,
  trays: ReadonlyMap<TrayName, TrayScope>,
): { readonly name: TrayName; readonly scope: TrayScope } {
  const { name } = request.params as { name: string }
  const scope = isTrayName(name) ? trays.get(name) : undefined
  if (!isTrayName(name) || scope === undefined) throw new Refused(peopleRefusal('not-found'))
  return { name, scope }
}

/** The look that an address asks for: of its view, unless it says one itself. */
function lookAsked(query: Query, views: readonly SavedView[], person: string) {
  const { look, faults } = readLook(query, 'es')
  if (typeof query.vista !== 'string') return { look, open: null, faults }
  const saved = views.find(({ id }) => id === query.vista)
  if (saved === undefined) throw trayRefused('view-unknown')
  const kept = readLookText(saved.query)
  const own = saved.owner === person
  if (!saysLook(query) && query.ajuste === undefined)
    return { look: kept, open: { view: saved, changed: false, own }, faults: [] }
  return { look, open: { view: saved, changed: differs(look, kept, saved.tray), own }, faults }
}

function differs(look: TrayLook, kept: TrayLook, tray: TrayName): boolean {
  const whole = (each: TrayLook) => lookText({ ...each, order: orderOf(tray, each) })
  return whole(look) !== whole(kept)
}

/** What a filter asks of the database for this person; null for nothing. */
export function factsOf(filter: TrayFilter, request: FastifyRequest, now: Temporal.Instant) {
  return isEmptyFilter(filter) ? null : filterFacts(filter, directoryOf(request), personOf(request).id, now)
}

function viewsOf(deps: CaseRouteDeps, request: FastifyRequest): Promise<readonly SavedView[]> {
  return listViews(deps.shared ?? deps.db, viewReader(directoryOf(request), personOf(request).id))
}

/** Tabs beyond this many would not be found again. */
const MOST_TABS = 8

async function countPinned(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  views: readonly SavedView[],
  trays: ReadonlyMap<TrayName, TrayScope>,
  now: Temporal.Instant,
) {
  const pinned = views.filter(({ pinned: chosen, tray }) => chosen && trays.has(tray)).slice(0, MOST_TABS)
  return Promise.all(
    pinned.map(async (view) => {
      const filter = factsOf(readLookText(view.query).filter, request, now)
      return { view, count: await countFiltered(deps.db, { scope: trays.get(view.tray)!, filter }) }
    }),
  )
}

export async function versionsOf(deps: CaseRouteDeps, tasks: readonly TrayTask[]): Promise<Map<number, ManualVersion>> {
  const versions = new Map<number, ManualVersion>()
  for (const id of new Set(tasks.map((task) => task.versionId)))
    versions.set(id, await deps.manuals.version(deps.db, id))
  return versions
}
