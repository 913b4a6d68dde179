import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { readersOf } from '#src/cases/readers.ts'
import { answering, localeOf } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { shellOf, viewOf } from '#src/people/http/shell.ts'
import { sendMade } from '#src/platform/http/attachment.ts'
import { type HtmlFragment, render } from '#src/platform/http/html.ts'
import { page } from '#src/web/layout.ts'
import type { ReportDeps } from '../deps.ts'
import { FORMATS, type ReportFormat, writeReportFile } from '../export/report-files.ts'
import { casesPage } from '../pages/cases-page.ts'
import { reportPage } from '../pages/report-page.ts'
import { readState } from '../record/statistic.store.ts'
import { noPeriod, noStatistics } from '../refusals.ts'
import { mayAdministerStatistics, mayMeasure, type Scope, scopeOf } from '../scope.ts'
import { words } from '../words.ts'
import { LISTINGS, listCases } from './listed-case.store.ts'
import { loadNaming } from './load-naming.ts'
import { loadReport, type ReportAsked } from './load-report.ts'
import { type AskedQuery, type ReportQuery, readQuery, unitsCounted, writeQuery } from './query.ts'
import { reportTables } from './tables.ts'
import { plainValue } from './value-text.ts'

/** Pages kept drawn while nothing that they show has changed. */
const KEPT = 60

/** The report on screen, as files and over the API, and the cases behind its numbers. */
export function registerReports(server: FastifyInstance, deps: ReportDeps): void {
  const kept = new Map<string, HtmlFragment>()

  async function drawn(request: FastifyRequest, scope: Scope, query: AskedQuery): Promise<HtmlFragment> {
    const view = viewOf(deps.people, request)
    const asked = askedOf(deps, request, scope, query)
    const person = personOf(request)
    // What the page says follows from these alone; the directory is another one whenever anything of it changes.
    const { stamp } = await readState(deps.db)
    const key = JSON.stringify([
      stamp,
      view.locale,
      asked.directory.today,
      revisionOf(asked.directory),
      scope,
      writeQuery(query),
      person.administrator,
    ])
    const refused = query.faults.length > 0
    const known = refused ? undefined : kept.get(key)
    if (known !== undefined) return known
    const loaded = await loadReport(deps.db, deps.manuals, asked)
    const administer = mayAdministerStatistics(asked.directory, person)
    const body = reportPage(view, {
      ...loaded,
      query,
      scope,
      channels: [],
      may: { measure: mayMeasure(asked.directory, person), administer },
      mayAct: administer,
    })
    if (refused) return body
    kept.set(key, body)
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!)
    return body
  }

  server.get(
    '/estadisticas',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const { scope, query } = asks(deps, request)
      const body = await drawn(request, scope, query)
      return send(deps, request, reply, words(localeOf(request), 'title'), body)
    }),
  )
  server.get(
    '/estadisticas/expedientes',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const { scope, query } = asks(deps, request)
      const said = request.query as { que?: unknown; antes?: unknown }
      const que = LISTINGS.find((each) => each === said.que) ?? 'reportados'
      const before = typeof said.antes === 'string' && /^\d{1,15}$/.test(said.antes) ? Number(said.antes) : null
      const directory = directoryOf(request)
      const units = unitsCounted(query, scope, directory)
      const readers = readersOf(directory, personOf(request).id)
      const refused = query.faults.length > 0
      const cases = refused ? [] : await listCases(deps.db, { ...query, units, que, readers, before })
      const view = viewOf(deps.people, request)
      const naming = await loadNaming(deps.db, deps.manuals, { locale: view.locale, directory, now: deps.clock() })
      const body = casesPage(view, { query, que, cases, naming, later: before !== null })
      return send(deps, request, reply, words(view.locale, 'cases.title'), body)
    }),
  )
  for (const format of FORMATS)
    server.get(
      `/estadisticas/informe.${format}`,
      { preHandler: requirePerson },
      answering((request, reply) => sendFile(deps, request, reply, format)),
    )
  server.get(
    '/api/statistics',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'statistics',
        summary:
          'The figures of a period, as tables; `few` is a count from 1 to 4 that is not told, `hidden` one of any size, withheld so that the sum does not tell it',
        tags: ['statistics'],
        querystring: Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 300 })),
      },
    },
    answering(async (request, reply) => {
      const { scope, query } = asksRightly(deps, request)
      const asked = askedOf(deps, request, scope, query)
      const { report, naming } = await loadReport(deps.db, deps.manuals, asked)
      const { from, until, before } = report.period
      const tables = reportTables(report, naming).map((table) => ({
        ...table,
        rows: table.rows.map((row) => row.map((value) => plainValue(asked.locale, value))),
      }))
      return reply.send({ from, until, before, tables })
    }),
  )
}

function asks(deps: ReportDeps, request: FastifyRequest): { scope: Scope; query: AskedQuery } {
  const directory = directoryOf(request)
  const scope = scopeOf(directory, personOf(request))
  if (scope === null) throw noStatistics()
  return { scope, query: readQuery(request.query as Record<string, unknown>, scope, directory, deps.clock()) }
}

/** Of files and programs: nobody reads there that the days are others. */
function asksRightly(deps: ReportDeps, request: FastifyRequest): ReturnType<typeof asks> {
  const asked = asks(deps, request)
  if (asked.query.faults.length > 0) throw noPeriod(asked.query.faults)
  return asked
}

function askedOf(deps: ReportDeps, request: FastifyRequest, scope: Scope, query: ReportQuery): ReportAsked {
  return { query, scope, directory: directoryOf(request), locale: localeOf(request), now: deps.clock() }
}

async function sendFile(
  deps: ReportDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  format: ReportFormat,
): Promise<FastifyReply> {
  const { scope, query } = asksRightly(deps, request)
  const asked = askedOf(deps, request, scope, query)
  const file = await writeReportFile(format, asked, await loadReport(deps.db, deps.manuals, asked), deps.printer)
  return sendMade(reply, file)
}

export async function send(
  deps: ReportDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  title: string,
  body: HtmlFragment,
): Promise<FastifyReply> {
  const shell = await shellOf(deps.people, request, reply)
  return reply.type('text/html; charset=utf-8').send(render(page({ ...shell, title, body })))
}

/** Snapshots of the directory by number: the same object is the same directory. */
const revisions = new WeakMap<object, number>()
let last = 0
function revisionOf(directory: object): number {
  const known = revisions.get(directory)
  if (known !== undefined) return known
  last += 1
  revisions.set(directory, last)
  return last
}
