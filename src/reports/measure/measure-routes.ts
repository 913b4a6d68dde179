import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ManualVersion } from '#src/cases/versions.ts'
import { createDraft, draftFacts, listDrafts, mayDraft, saveDraft } from '#src/manuals/drafts/index.ts'
import { draftNamed } from '#src/manuals/editor/draft-access.ts'
import { draftPath } from '#src/manuals/editor/places.ts'
import { listInForce, listVersions, readSource } from '#src/manuals/manual.store.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { localDate } from '#src/people/index.ts'
import { may } from '#src/people/permissions.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { formatInstant } from '#src/web/locale/time.ts'
import type { ReportDeps } from '../deps.ts'
import { incomplete, notAllowed, nothingThere } from '../refusals.ts'
import { send } from '../report/report-routes.ts'
import { mayAdministerStatistics, mayMeasure, scopeOf } from '../scope.ts'
import { sentFields } from '../sent-fields.ts'
import { type MonthFault, monthsBefore, readMonths } from './asked-months.ts'
import { listMeasured, readStepCounts } from './measure.store.ts'
import { measureProcedure } from './measure.ts'
import { type ListedProcedure, measuredListPage, measurePage } from './measure-page.ts'
import { workingDayOf } from './printable-time.ts'
import { withTimes } from './propose-times.ts'
import { measureWords as words } from './words.ts'

/** The measurement of manuals: the list, a procedure, and the proposal for its next version. */
export function registerMeasurement(server: FastifyInstance, deps: ReportDeps): void {
  server.get(
    '/estadisticas/manuales',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      allowed(request)
      const view = viewOf(deps.people, request)
      const since = monthsBefore(today(deps, request), 11)
      const body = measuredListPage(view, {
        procedures: await procedures(deps, since),
        since,
        administer: administers(request),
      })
      return send(deps, request, reply, words(view.locale, 'title'), body)
    }),
  )
  server.get(
    '/estadisticas/manuales/:code/:procedure',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      allowed(request)
      const view = viewOf(deps.people, request)
      const { code, version, measured, asked, masks, allVersions, versions } = await measure(
        deps,
        request,
        request.query,
      )
      const directory = directoryOf(request)
      const person = personOf(request)
      const writes = mayDraft(person, directory)
      const drafts = writes ? (await listDrafts(deps.db, null)).filter((draft) => draft.code === code) : []
      const body = measurePage(view, {
        code,
        procedure: version.procedure(measured.number)!,
        versions,
        allVersions,
        asked,
        measurement: measured.measurement,
        masks,
        csrf: person.csrf,
        drafts: drafts.map(({ id, title, changedAt }) => ({
          value: id,
          label: words(view.locale, 'propose.draft', { title: title ?? code, at: formatInstant(view, changedAt) }),
        })),
        mayDraft: writes,
        administer: administers(request),
      })
      return send(deps, request, reply, words(view.locale, 'title'), body)
    }),
  )
  server.post(
    '/estadisticas/manuales/:code/:procedure/propuesta',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      allowed(request)
      const directory = directoryOf(request)
      const person = personOf(request)
      if (!mayDraft(person, directory)) throw notAllowed()
      const view = viewOf(deps.people, request)
      const sent = sentFields(request)
      const { version, measured, asked } = await measure(deps, request, sent)
      if (asked.faults.length > 0) throw noMonths(asked.faults)
      const times = measured.measurement.rows.flatMap(({ number: row, proposal, blockUntil }) =>
        proposal === null ? [] : [{ row, time: proposal, ofBlock: blockUntil !== null }],
      )
      const texts = new Map(measured.measurement.rows.map(({ number: row, text }) => [row, text]))
      const { borrador = '' } = sent
      const draft = borrador === '' ? null : await draftNamed(deps, request, borrador)
      if (draft !== null && !may(person, 'draft.write', await draftFacts(deps.db, directory, person, draft)))
        throw notAllowed()
      const source = draft?.source ?? (await readSource(deps.db, version.id))
      const proposed = withTimes(source, measured.number, times, (row) => texts.get(row))
      if (proposed === null || proposed.written.length === 0) throw unreadable()
      const by = { person: person.id, at: deps.clock() }
      const id = await transaction(deps.db, async (tx) => {
        if (draft === null)
          return (await createDraft(tx, { source: proposed.text, origin: 'version', baseVersion: version.id, by })).id
        const saved = await saveDraft(tx, {
          id: draft.id,
          source: proposed.text,
          examples: draft.examples,
          seen: draft.revision,
          by,
        })
        if (saved.kind === 'conflict' || saved.kind === 'closed') throw draftMoved()
        return draft.id
      })
      const done = words(view.locale, 'propose.done', { count: proposed.written.length })
      const left =
        proposed.skipped.length === 0
          ? ''
          : ` ${words(view.locale, 'propose.skipped', { steps: proposed.skipped.join(', ') })}`
      leaveFlash(reply, { kind: left === '' ? 'done' : 'notice', text: done + left })
      return reply.redirect(draftPath(id), 303)
    }),
  )
}

function allowed(request: FastifyRequest): void {
  if (!mayMeasure(directoryOf(request), personOf(request))) throw notAllowed()
}

const administers = (request: FastifyRequest) => mayAdministerStatistics(directoryOf(request), personOf(request))

async function procedures(deps: ReportDeps, since: string): Promise<readonly ListedProcedure[]> {
  const counts = await listMeasured(deps.db, since)
  const versions = await deps.manuals.inForce(deps.db, deps.clock())
  return versions.flatMap(({ id, code, version, manual }) =>
    manual.procedures.map(({ number, title }) => {
      const own = counts.find((each) => each.versionId === id && each.procedure === number)
      return { code, version, number, title, visits: own?.visits ?? 0, timed: own?.timed ?? 0, late: own?.late ?? 0 }
    }),
  )
}

/** What an address asks to be measured. The chart is that of the latest version asked for. */
async function measure(deps: ReportDeps, request: FastifyRequest, said: unknown) {
  const { code, procedure: number } = request.params as { code: string; procedure: string }
  const { version: only = '', ...months } = (said ?? {}) as { version?: string; desde?: unknown; hasta?: unknown }
  const now = today(deps, request)
  const { from, until, faults, typed } = readMonths(months, now)
  const published = await listVersions(deps.db, code)
  const having: ManualVersion[] = []
  for (const { id } of published) {
    const each = await deps.manuals.version(deps.db, id)
    if (each.procedure(number) !== null) having.push(each)
  }
  const inForce = (await listInForce(deps.db, deps.clock())).find((each) => each.code === code)
  const chosen = only === '' ? having : having.filter((each) => each.version === only)
  const version = chosen.find(({ id }) => id === inForce?.id) ?? chosen[0]
  if (version === undefined) throw nothingThere()
  const institution = await deps.institution(deps.db, deps.clock())
  const days = new Map<string, number>()
  const counts = await readStepCounts(
    deps.db,
    chosen.map(({ id }) => id),
    number,
    { from, until },
  )
  const measurement = measureProcedure(version.procedure(number)!, counts, ({ calendar }) => {
    const known = days.get(calendar) ?? workingDayOf(institution.calendar(calendar), now)
    days.set(calendar, known)
    return known
  })
  const scope = scopeOf(directoryOf(request), personOf(request))
  return {
    code,
    version,
    versions: chosen.map((each) => each.version),
    allVersions: having.map((each) => each.version),
    asked: { version: only, from, until: lastDay(until), faults, typed },
    measured: { number, measurement },
    // Who measures manuals by office reads these figures whole; a head of one unit is not told small counts of others.
    masks: scope?.whole !== true,
  }
}

function today(deps: ReportDeps, request: FastifyRequest): string {
  return localDate(deps.clock(), directoryOf(request).rows.institution?.timeZone ?? 'UTC')
}

function lastDay(month: string): string {
  const date = Temporal.PlainDate.from(month)
  return date.with({ day: date.daysInMonth }).toString()
}

function noMonths(faults: readonly MonthFault[]) {
  const said = (locale: 'es' | 'en') => faults.map(({ fault }) => words(locale, `fault.${fault}`)).join(' ')
  return incomplete(said('es'), said('en'))
}

function unreadable() {
  return incomplete(
    'El texto del borrador no se puede leer o ya no tiene esas filas, y los tiempos no se escribieron. Corrija los hallazgos del borrador, o elija un borrador nuevo.',
    'The draft’s text cannot be read or no longer has those rows, and the times were not written. Correct the findings of the draft, or choose a new one.',
  )
}

function draftMoved() {
  return incomplete(
    'Alguien guardó ese borrador mientras tanto. Vuelva a la medición y propóngalo otra vez.',
    'Somebody saved that draft meanwhile. Go back to the measurement and propose it again.',
  )
}
