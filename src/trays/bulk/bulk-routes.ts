import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { readableBy } from '#src/cases/case.store.ts'
import { readersOf } from '#src/cases/readers.ts'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { UNDO_MINUTES } from '#src/cases/undo-move.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, shellOf, viewOf } from '#src/people/http/shell.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import { render } from '#src/platform/http/html.ts'
import { Refused } from '#src/platform/refusal.ts'
import { tableOn } from '#src/procedure/index.ts'
import { page } from '#src/web/layout.ts'
import { localPath } from '#src/web/preferences.ts'
import { trayRefused } from '../refusals.ts'
import { fieldsOf } from '../views/view-routes.ts'
import { words } from '../words.ts'
import {
  BULK_ACTIONS,
  type BulkAction,
  type BulkItem,
  type BulkRun,
  type ChosenRow,
  findRun,
  listItems,
} from './bulk.store.ts'
import { ASKING, type AskingAction, type BulkSent, bulkForm, bulkResult } from './bulk-pages.ts'
import { bulkReceivers } from './bulk-receivers.ts'
import { type BulkCall, type BulkRequest, continueBulk, MOST_ROWS, runBulk } from './run-bulk.ts'

const isAsking = (action: BulkAction): action is AskingAction => (ASKING as readonly string[]).includes(action)

const ROOT = '/bandejas/lote'

/** Acting on several rows: the form, what else it needs, and what became of each row. */
export function registerBulkPages(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.post(
    ROOT,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const fields = fieldsOf(request)
      const back = backOf(fields.volver)
      const rows = rowsOf(((request.body ?? {}) as Record<string, unknown>).fila)
      const action = actionOf(fields.accion)
      if (rows.length === 0) return sayNothingChosen(deps, request, reply, back)
      if (isAsking(action) && fields.pedido === undefined) return reply.redirect(askAddress(action, rows, back), 303)
      const input = {
        ...(fields.a === undefined || fields.a === '' ? {} : { to: fields.a }),
        ...(fields.nota === undefined || fields.nota.trim() === '' ? {} : { note: fields.nota }),
        ...(fields.motivo === undefined || fields.motivo.trim() === '' ? {} : { reason: fields.motivo }),
        ...(action === 'prioritise' ? { impact: Number(fields.impacto), urgency: Number(fields.urgencia) } : {}),
      }
      try {
        const key = fields.clave || randomUUID()
        const id = await runFresh(bulkCall(deps, request), { action, rows, input, key })
        return answer(deps, request, reply, id, back)
      } catch (error) {
        if (!(error instanceof Refused) || fields.pedido === undefined) throw error
        const {
          a: to = '',
          nota: note = '',
          motivo: reason = '',
          impacto: impact = '',
          urgencia: urgency = '',
        } = fields
        const sent = { to, note, reason, impact, urgency }
        const { locale } = viewOf(deps.people, request)
        const message = error.refusal[locale]
        const faults = Object.fromEntries(
          Object.entries(error.refusal.fields ?? {}).map(([name, fault]) => [name, fault[locale]]),
        )
        reply.code(error.refusal.status)
        return sendForm(deps, request, reply, { action, rows, back, sent: { ...sent, message, faults } })
      }
    }),
  )
  server.get(
    ROOT,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const query = request.query as Record<string, unknown>
      const back = backOf(query.volver)
      const rows = rowsOf(query.fila)
      if (rows.length === 0) throw trayRefused('bulk-empty')
      return sendForm(deps, request, reply, { action: actionOf(query.accion), rows, back })
    }),
  )
  server.get(
    `${ROOT}/:id`,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const run = await runAsked(deps, request)
      const items = await listItems(deps.db, run.id)
      const person = personOf(request)
      const view = viewOf(deps.people, request)
      const back = backOf((request.query as Record<string, unknown>).volver)
      const body = bulkResult(view, {
        id: run.id,
        action: run.action,
        items,
        titles: await titlesOf(deps.db, items, readersOf(directoryOf(request), person.id)),
        undoable: isUndoable(run, items, view.now),
        csrf: person.csrf,
        key: randomUUID(),
        back,
      })
      const shell = await shellOf(deps.people, request, reply)
      const title = words(view.locale, 'bulk.result')
      return reply.type('text/html; charset=utf-8').send(render(page({ ...shell, title, body })))
    }),
  )
  server.post(
    `${ROOT}/:id/continuar`,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const run = await runAsked(deps, request)
      await continueBulk(bulkCall(deps, request), run)
      return reply.redirect(resultAddress(run.id, backOf(fieldsOf(request).volver)), 303)
    }),
  )
  server.post(
    `${ROOT}/:id/deshacer`,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const run = await runAsked(deps, request)
      const fields = fieldsOf(request)
      const rows = (await listItems(deps.db, run.id)).filter(({ outcome }) => outcome === 'done')
      if (!UNDOABLE.includes(run.action)) throw trayRefused('bulk-unclear')
      const chosen = rows.map(({ number, task, seq }) => ({ number, task, ...(seq === undefined ? {} : { seq }) }))
      const key = fields.clave || randomUUID()
      const id = await runBulk(bulkCall(deps, request), { action: 'undo', rows: chosen, input: {}, key })
      return reply.redirect(resultAddress(id, backOf(fields.volver)), 303)
    }),
  )
}

const UNDOABLE: readonly BulkAction[] = ['claim', 'release', 'hand-over']

function isUndoable(run: BulkRun, items: readonly BulkItem[], now: Temporal.Instant): boolean {
  const fresh = now.since(Temporal.Instant.from(run.begunAt)).total('minutes') < UNDO_MINUTES
  return fresh && UNDOABLE.includes(run.action) && items.some(({ outcome }) => outcome === 'done')
}

function bulkCall(deps: CaseRouteDeps, request: FastifyRequest): BulkCall {
  return { deps, directory: directoryOf(request), person: personOf(request).id }
}

/** A page that the browser took from its memory still has the key of what was sent from it before: another choice is another batch. */
async function runFresh(call: BulkCall, request: BulkRequest): Promise<string> {
  try {
    return await runBulk(call, request)
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.code !== 'bulk-key-reused') throw error
    return runBulk(call, { ...request, key: randomUUID() })
  }
}

/** Of one row its page says at once what became of it; of several there is a page. */
async function answer(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
  back: string,
): Promise<FastifyReply> {
  const items = await listItems(deps.db, id)
  const [item, ...others] = items
  if (item === undefined || others.length > 0) return reply.redirect(resultAddress(id, back), 303)
  const { locale } = viewOf(deps.people, request)
  const run = await findRun(deps.db, personOf(request).id, id)
  const { outcome, refusal, number, seq } = item
  if (outcome === 'refused') leaveFlash(reply, { kind: 'refused', text: `${number}: ${refusal![locale]}` })
  else if (outcome === 'already') leaveFlash(reply, { kind: 'notice', text: words(locale, 'bulk.one.already') })
  else {
    const undo = UNDOABLE.includes(run!.action) && seq !== undefined && seq !== null ? { undo: { number, seq } } : {}
    leaveFlash(reply, { kind: 'done', text: `${number}: ${words(locale, `bulk.one.${run!.action}`)}`, ...undo })
  }
  return reply.redirect(back, 303)
}

function sayNothingChosen(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  back: string,
): FastifyReply {
  const { locale } = viewOf(deps.people, request)
  leaveFlash(reply, { kind: 'refused', text: trayRefused('bulk-empty').refusal[locale] })
  return reply.redirect(back, 303)
}

interface Asked {
  readonly action: BulkAction
  readonly rows: readonly ChosenRow[]
  readonly back: string
  readonly sent?: BulkSent
}

async function sendForm(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { action, rows, back, sent }: Asked,
): Promise<FastifyReply> {
  const directory = directoryOf(request)
  const person = personOf(request)
  const view = viewOf(deps.people, request)
  if (!isAsking(action)) throw trayRefused('bulk-unclear')
  const { desk } = await deps.institution(deps.db, deps.clock(), request.revision ?? undefined)
  const body = bulkForm(view, {
    action,
    rows,
    titles: await titlesOf(deps.db, rows, readersOf(directory, person.id)),
    directory,
    receivers: action === 'hand-over' ? await bulkReceivers(deps, rows, person.id, directory) : new Set(),
    grades: tableOn(desk.history, directory.today).table,
    person: person.id,
    csrf: person.csrf,
    key: randomUUID(),
    back,
    ...(sent === undefined ? {} : { sent }),
  })
  const shell = await shellOf(deps.people, request, reply)
  const title = words(view.locale, `bulk.title.${action}`)
  return reply.type('text/html; charset=utf-8').send(render(page({ ...shell, path: back, title, body })))
}

/** Rows as `2026-000012/3`; what is written otherwise is left out, and more than allowed is refused. */
function rowsOf(value: unknown): ChosenRow[] {
  const texts = [value ?? []].flat().filter((each): each is string => typeof each === 'string')
  if (texts.length > MOST_ROWS) throw trayRefused('bulk-empty')
  return texts.flatMap((text) => {
    const [, number, task] = /^(\d{4}-\d{6,12})\/(\d{1,9})$/.exec(text) ?? []
    return number === undefined ? [] : [{ number, task: Number(task) }]
  })
}

function actionOf(value: unknown): BulkAction {
  const action = BULK_ACTIONS.find((each) => each === value && each !== 'undo')
  if (action === undefined) throw trayRefused('bulk-unclear')
  return action
}

/** Where the tray is from which the rows were chosen. */
function backOf(value: unknown): string {
  const path = typeof value === 'string' && value.length <= 3_000 ? localPath(value) : '/bandejas'
  return path.startsWith('/bandejas') ? path.replace(/([?&])marcar=todas&?/, '$1').replace(/[?&]$/, '') : '/bandejas'
}

function askAddress(action: BulkAction, rows: readonly ChosenRow[], back: string): string {
  const chosen = rows.map(({ number, task }): [string, string] => ['fila', `${number}/${task}`])
  return `${ROOT}?${new URLSearchParams([['accion', action], ...chosen, ['volver', back]])}`
}

function resultAddress(id: string, back: string): string {
  return `${ROOT}/${id}?${new URLSearchParams({ volver: back })}`
}

async function runAsked(deps: CaseRouteDeps, request: FastifyRequest): Promise<BulkRun> {
  const { id } = request.params as { id: string }
  const known = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
  const run = known ? await findRun(deps.db, personOf(request).id, id) : null
  if (run === null) throw trayRefused('bulk-unknown')
  return run
}

/** Subjects of the cases of some rows, of those that one of `readers` may read. */
async function titlesOf(
  db: Queryable,
  rows: readonly Pick<ChosenRow, 'number'>[],
  readers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows: found } = await sql<{ number: string; title: string }>`
    select number, title from case_file
    where number = any(${rows.map(({ number }) => number)}::text[]) and ${readableBy(readers)}`.execute(db)
  return new Map(found.map(({ number, title }) => [number, title]))
}
