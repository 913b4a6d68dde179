import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { checkInput } from '#src/cases/check-input.ts'
import { runCommand } from '#src/cases/command.ts'
import { openCase } from '#src/cases/open-case.ts'
import { formOfPost } from '#src/cases/post-form.ts'
import { type Post, readPost, withoutInfected } from '#src/cases/read-post.ts'
import { readersOf } from '#src/cases/readers.ts'
import type { Sent } from '#src/cases/sent.ts'
import type { Offer } from '#src/cases/versions.ts'
import { answering } from '#src/people/http/answering.ts'
import { csrfFits, directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import { Refused } from '#src/platform/refusal.ts'
import type { ReportDeps } from '../deps.ts'
import { noPeriod, noStatistics, notAllowed, nothingThere } from '../refusals.ts'
import { isTold } from '../report/few.ts'
import { loadNaming } from '../report/load-naming.ts'
import { loadReport } from '../report/load-report.ts'
import { readQuery, writeQuery } from '../report/query.ts'
import { send } from '../report/report-routes.ts'
import { valueText } from '../report/value-text.ts'
import { mayAdministerStatistics, mayMeasure, scopeOf } from '../scope.ts'
import { insertAction, listActions } from './action.store.ts'
import { actionsPage, newActionPage, offerKey } from './actions-page.ts'
import { actionWords as words } from './words.ts'

/** From a cause to a case that corrects or prevents it. */
export function registerActions(server: FastifyInstance, deps: ReportDeps): void {
  server.get(
    '/estadisticas/acciones',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const view = viewOf(deps.people, request)
      const directory = directoryOf(request)
      const person = personOf(request)
      const scope = scopeOf(directory, person)
      if (scope === null) throw noStatistics()
      const body = actionsPage(view, {
        actions: await listActions(deps.db, readersOf(directory, person.id)),
        naming: await loadNaming(deps.db, deps.manuals, { locale: view.locale, directory, now: deps.clock() }),
        may: { measure: mayMeasure(directory, person), administer: mayAdministerStatistics(directory, person) },
        masks: scope.masks,
      })
      return send(deps, request, reply, words(view.locale, 'title'), body)
    }),
  )
  server.get(
    '/estadisticas/acciones/nueva',
    { preHandler: requirePerson },
    answering((request, reply) => sendNew(deps, request, reply, request.query as Record<string, string>)),
  )
  server.post(
    '/estadisticas/acciones/nueva',
    { preHandler: requirePerson, config: { csrf: 'own' } },
    answering(async (request, reply) => {
      const post = await readPost(request, deps, personOf(request).id)
      if (!csrfFits(request, post.fields)) throw new Refused(peopleRefusal('stale-form'))
      const { cause, query, cases } = await causeAsked(deps, request, post.fields)
      const offer = await offerAsked(deps, post.fields.oferta)
      if (offer === null) throw nothingThere()
      const view = viewOf(deps.people, request)
      try {
        const { number } = await open(deps, request, offer, post)
        await insertAction(deps.db, number, {
          kind: post.fields.accion === words(view.locale, 'preventive') ? 'preventive' : 'corrective',
          cause,
          from: query.period.from,
          until: query.period.until,
          cases,
          openedBy: personOf(request).id,
          openedAt: deps.clock(),
        })
        leaveFlash(reply, { kind: 'done', text: words(view.locale, 'new.opened', { number }) })
        return reply.redirect(`/expedientes/${number}`, 303)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        reply.code(error.refusal.status)
        return sendNew(deps, request, reply, post.fields, sentOf(view.locale, offer, withoutInfected(post), error))
      }
    }),
  )
}

type Asked = Readonly<Record<string, string | undefined>>

/** The cause of an address, as the report of its period counts it. */
async function causeAsked(deps: ReportDeps, request: FastifyRequest, asked: Asked) {
  const directory = directoryOf(request)
  const person = personOf(request)
  const scope = scopeOf(directory, person)
  if (scope === null || !mayAdministerStatistics(directory, person)) throw notAllowed()
  const now = deps.clock()
  const { filters, faults, ...rest } = readQuery(asked, scope, directory, now)
  if (faults.length > 0) throw noPeriod(faults)
  const { cause, ...others } = filters
  if (cause === undefined || cause === '') throw nothingThere()
  const query = { ...rest, filters: others }
  const locale = viewOf(deps.people, request).locale
  const { report, naming } = await loadReport(deps.db, deps.manuals, { query, scope, directory, locale, now })
  const count = report.breakdowns.cause.find(({ value }) => value === cause)?.now.attended ?? 0
  return { cause, query, naming, cases: isTold(count) ? count : 0, casesText: valueText(locale, count) }
}

async function offerAsked(deps: ReportDeps, key: string | undefined): Promise<Offer | null> {
  const offers = await deps.manuals.offers(deps.db, deps.clock())
  return offers.find((offer) => offerKey(offer) === key) ?? null
}

async function sendNew(
  deps: ReportDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: Asked,
  sent?: Sent,
): Promise<FastifyReply> {
  const view = viewOf(deps.people, request)
  const { cause, query, naming, casesText } = await causeAsked(deps, request, asked)
  const offers = (await deps.manuals.offers(deps.db, deps.clock())).filter(({ channels }) => channels.length > 0)
  const body = newActionPage(view, {
    naming,
    cause,
    from: query.period.from,
    until: query.period.until,
    cases: casesText,
    asked: Object.fromEntries(new URLSearchParams(writeQuery(query, { causa: cause }))),
    offers,
    offer: await offerAsked(deps, asked.oferta),
    csrf: personOf(request).csrf,
    idempotencyKey: asked.clave ?? randomUUID(),
    sent,
  })
  return send(deps, request, reply, words(view.locale, 'new.title'), body)
}

function open(deps: ReportDeps, request: FastifyRequest, offer: Offer, post: Post): Promise<{ number: string }> {
  const { fields } = post
  const read = offer.form === null ? null : formOfPost(offer.form, post)
  const input = {
    manual: offer.version.code,
    procedure: offer.procedure.number,
    start: offer.name,
    channel: fields.canal ?? '',
    title: fields.asunto ?? '',
    ...(read === null ? {} : { form: read.values }),
    ...(read === null || read.files.length === 0 ? {} : { files: read.files }),
  }
  checkInput(openCase.input, input)
  const key = fields.clave
  return runCommand(deps, openCase, {
    params: {},
    input,
    person: personOf(request).id,
    ...(key === undefined || key === '' ? {} : { idempotencyKey: key }),
  })
}

function sentOf(locale: 'es' | 'en', offer: Offer, post: Post, { refusal }: Refused): Sent {
  const read = offer.form === null ? null : formOfPost(offer.form, post)
  return {
    message: refusal[locale],
    faults: Object.fromEntries(Object.entries(refusal.fields ?? {}).map(([name, fault]) => [name, fault[locale]])),
    ...(read === null || offer.form === null ? {} : { values: { [offer.form.code]: read.values } }),
    fileNames: Object.fromEntries(post.files.map(({ id, name }) => [id, name])),
    fields: post.fields,
  }
}
