import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { attachment } from '#src/platform/http/attachment.ts'
import { Refused } from '#src/platform/refusal.ts'
import { isUuid } from '#src/platform/uuid.ts'
import type { ReportDeps } from '../deps.ts'
import { FORMATS } from '../export/report-files.ts'
import { incomplete, noStatistics, nothingThere } from '../refusals.ts'
import { filtersText } from '../report/filters-text.ts'
import { loadNaming } from '../report/load-naming.ts'
import { type ReportQuery, readQuery, writeQuery } from '../report/query.ts'
import { send } from '../report/report-routes.ts'
import { mayAdministerStatistics, mayMeasure, scopeOf } from '../scope.ts'
import { nextRun, RHYTHMS } from './next-run.ts'
import {
  countReports,
  findReport,
  findRun,
  insertReport,
  listReports,
  listRuns,
  makeDue,
  sendAgain,
  stopReport,
} from './schedule.store.ts'
import { schedulesPage } from './schedules-page.ts'
import { scheduleWords as words } from './words.ts'

const MOST = 20

/** A person's own scheduled reports: what they hold is what that person may know, so nobody else opens them here. */
export function registerSchedules(server: FastifyInstance, deps: ReportDeps): void {
  const path = '/estadisticas/programados'
  server.get(
    path,
    { preHandler: requirePerson },
    answering((request, reply) => sendPage(deps, request, reply, queryOf(deps, request, request.query))),
  )
  server.post(
    path,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const sent = (request.body ?? {}) as Readonly<Record<string, unknown>>
      const query = queryOf(deps, request, Object.fromEntries(new URLSearchParams(text(sent.consulta))))
      const view = viewOf(deps.people, request)
      try {
        await schedule(deps, request, sent, query)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        reply.code(error.refusal.status)
        return sendPage(deps, request, reply, query, { sent, message: error.refusal[view.locale] })
      }
      leaveFlash(reply, { kind: 'done', text: words(view.locale, 'saved') })
      return reply.redirect(path, 303)
    }),
  )
  server.post(
    `${path}/:id/detener`,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      await stopReport(deps.db, idOf(request), personOf(request).id, deps.clock())
      leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, 'gone') })
      return reply.redirect(path, 303)
    }),
  )
  server.post(
    `${path}/:id/enviar`,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const [id, owner] = [idOf(request), personOf(request).id]
      const report = await findReport(deps.db, id, owner)
      if (report === null || report.stoppedAt !== null) throw nothingThere()
      const due = await transaction(deps.db, (tx) => makeDue(tx, id, owner, deps.clock()))
      const { locale } = viewOf(deps.people, request)
      leaveFlash(
        reply,
        due ? { kind: 'done', text: words(locale, 'now.done') } : { kind: 'refused', text: words(locale, 'now.soon') },
      )
      return reply.redirect(path, 303)
    }),
  )
  server.post(
    `${path}/envios/:id/repetir`,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      await sendAgain(deps.db, idOf(request), personOf(request).id, deps.clock())
      leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, 'again.done') })
      return reply.redirect(path, 303)
    }),
  )
  server.get(
    `${path}/archivos/:id/:at`,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const run = await findRun(deps.db, idOf(request), personOf(request).id)
      const file = run?.files[Number((request.params as { at: string }).at)]
      if (file === undefined) throw nothingThere()
      return reply
        .type(file.type)
        .header('content-length', file.size)
        .header('cache-control', 'private, no-store')
        .header('content-disposition', attachment(file.name))
        .send(await deps.files.openOwn(file.sha256))
    }),
  )
}

function idOf(request: FastifyRequest): string {
  const { id } = request.params as { id: string }
  if (!isUuid(id)) throw nothingThere()
  return id
}

function askedOf(deps: ReportDeps, request: FastifyRequest, asked: unknown): ReportQuery {
  const directory = directoryOf(request)
  const scope = scopeOf(directory, personOf(request))
  if (scope === null) throw noStatistics()
  return readQuery((asked ?? {}) as Record<string, unknown>, scope, directory, deps.clock())
}

/** The filters of an address, written anew: nothing else is kept. */
function queryOf(deps: ReportDeps, request: FastifyRequest, asked: unknown): string {
  return writeQuery(askedOf(deps, request, asked), { periodo: null, fecha: null, desde: null, hasta: null })
}

async function sendPage(
  deps: ReportDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  query: string,
  refused?: { readonly sent: Readonly<Record<string, unknown>>; readonly message: string },
): Promise<FastifyReply> {
  const view = viewOf(deps.people, request)
  const directory = directoryOf(request)
  const person = personOf(request)
  const [reports, runs] = [await listReports(deps.db, person.id), await listRuns(deps.db, person.id)]
  const naming = await loadNaming(deps.db, deps.manuals, { locale: view.locale, directory, now: deps.clock() })
  const filtersOf = (kept: string) =>
    filtersText(naming, askedOf(deps, request, Object.fromEntries(new URLSearchParams(kept))))
  const body = schedulesPage(view, {
    reports,
    runs,
    query,
    filtersOf,
    csrf: person.csrf,
    mail: deps.mail,
    may: { measure: mayMeasure(directory, person), administer: mayAdministerStatistics(directory, person) },
    ...(refused === undefined ? {} : { refused }),
  })
  return send(deps, request, reply, words(view.locale, 'title'), body)
}

async function schedule(
  deps: ReportDeps,
  request: FastifyRequest,
  sent: Readonly<Record<string, unknown>>,
  query: string,
): Promise<void> {
  const refuse = (key: 'name' | 'at' | 'formats' | 'recipients' | 'many') =>
    incomplete(words('es', `refuse.${key}`), words('en', `refuse.${key}`))
  const owner = personOf(request).id
  const name = text(sent.nombre).replace(/\s+/g, ' ').trim()
  const at = text(sent.hora)
  const every = RHYTHMS.find((each) => each === sent.cada) ?? 'month'
  const formats = FORMATS.filter((format) => [sent.formatos].flat().includes(format))
  const recipients = [
    ...new Set(
      text(sent.correos)
        .split(/[,;\s]+/)
        .filter((each) => each !== ''),
    ),
  ]
  if (name === '' || name.length > 120) throw refuse('name')
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(at)) throw refuse('at')
  if (formats.length === 0) throw refuse('formats')
  const address = /^[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/
  if (recipients.length > 20 || recipients.some((each) => each.length > 200 || !address.test(each)))
    throw refuse('recipients')
  const now = deps.clock()
  const { calendar, calendarCode } = await deps.institution(deps.db, now)
  const nextAt = nextRun(calendar(calendarCode), every, at, now)
  await transaction(deps.db, async (tx) => {
    if ((await countReports(tx, owner)) >= MOST) throw refuse('many')
    await insertReport(tx, { name, owner, query, every, at, formats, recipients, nextAt }, now)
  })
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 5_000) : ''
}
