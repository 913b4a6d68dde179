import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendPage } from '#src/cases/send-page.ts'
import { foldText } from '#src/manual/index.ts'
import { searchContacts } from '#src/people/contacts/contact.store.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePermission } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { may } from '#src/people/permissions.ts'
import { checkPassword } from '#src/people/signing/prove-self.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { isUuid } from '#src/platform/uuid.ts'
import type { CareDeps } from '../deps.ts'
import { careRefused } from '../refusals.ts'
import { placeOf, textOf } from '../typed.ts'
import { words } from '../words.ts'
import { askErasure } from './ask-erasure.ts'
import { confirmErasure, declineErasure } from './decide-erasure.ts'
import { erasureUnderWay, findErasure, listErasedCases, listErasures, resultOf } from './erasure.store.ts'
import { type Found, HOME, overviewPage, requestHref, subjectHref, subjectPage } from './pages.ts'
import { type RequestForm, requestPage } from './request-page.ts'
import { knownSubject, type Subject, subjectFrom } from './subject.ts'
import { countTraces, listTraces, TRACES_PAGE } from './trace.store.ts'

const MOST_FOUND = 20

/** «Datos personales»: where they stand, asking for their erasure, and confirming it. `nudge` begins the work at once. */
export function registerErasures(server: FastifyInstance, deps: CareDeps, nudge: () => void): void {
  const open = { schema: { hide: true } as object, preValidation: requirePermission('care.administer') }
  const { db } = deps
  const by = (request: FastifyRequest) => ({ person: personOf(request), directory: directoryOf(request) })

  server.get(
    HOME,
    open,
    answering(async (request, reply) => {
      const view = viewOf(deps.people, request)
      const directory = directoryOf(request)
      const asked = textOf((request.query as Readonly<Record<string, unknown>>).buscar).slice(0, 200)
      const requests = (await listErasures(db)).map(({ contactName, ...each }) => ({
        ...each,
        name: nameOf(each.subject, contactName, directory),
      }))
      const found = asked === '' ? null : await find(asked, directory)
      const body = overviewPage(view, { asked, found, requests, directory })
      return sendPage(deps, request, reply, { title: words(view.locale, 'title'), body })
    }),
  )
  const find = async (asked: string, directory: InstitutionDirectory): Promise<Found[]> => {
    if (/^\d{4}-\d{6,12}$/.test(asked)) {
      const known = await knownSubject(db, { kind: 'case', id: asked }, directory)
      return known === null ? [] : [{ kind: 'case', id: asked, name: asked, about: '' }]
    }
    const folded = foldText(asked)
    const people = directory.rows.people
      .filter(({ name, username }) => foldText(name).includes(folded) || username === folded)
      .slice(0, MOST_FOUND)
    const { contacts } = await searchContacts(db, asked, MOST_FOUND)
    return [
      ...people.map(({ id, name, username }): Found => ({ kind: 'person', id, name, about: username })),
      ...contacts.map(({ id, name, entity }): Found => ({ kind: 'contact', id, name, about: entity?.name ?? '' })),
    ]
  }

  server.get(
    `${HOME}/:what/:id`,
    open,
    answering((request, reply) => showSubject(request, reply)),
  )
  server.post(
    `${HOME}/:what/:id`,
    open,
    answering(async (request, reply) => {
      const body = (request.body ?? {}) as Readonly<Record<string, unknown>>
      const typed = { reason: textOf(body.motivo), basis: textOf(body.fundamento) }
      const subject = subjectOf(request)
      const who = { person: personOf(request).id, directory: directoryOf(request) }
      try {
        const id = await askErasure(deps, { subject, ...typed }, who)
        leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, 'asked.done') })
        return reply.redirect(requestHref(id), 303)
      } catch (error) {
        if (!(error instanceof Refused) || error.refusal.status === 404) throw error
        return showSubject(request, reply, typed, error.refusal)
      }
    }),
  )
  const subjectOf = (request: FastifyRequest) => {
    const { what, id } = request.params as { what: string; id: string }
    const subject = subjectFrom(what, id)
    if (subject === null) throw careRefused('subject-unknown')
    return subject
  }
  const showSubject = async (
    request: FastifyRequest,
    reply: FastifyReply,
    typed = { reason: '', basis: '' },
    refusal?: Refusal,
  ) => {
    const subject = await knownSubject(db, subjectOf(request), directoryOf(request))
    if (subject === null) throw careRefused('subject-unknown')
    const before = placeOf(request)
    const [counts, traces, underWay] = await Promise.all([
      countTraces(db, subject),
      listTraces(db, subject, before),
      erasureUnderWay(db, subject),
    ])
    const body = subjectPage(viewOf(deps.people, request), {
      csrf: personOf(request).csrf,
      subject,
      traces,
      counts,
      later: before !== null,
      underWay,
      typed,
      ...(refusal === undefined ? {} : { refusal }),
    })
    return sendPage(deps, request, reply, {
      title: subject.name,
      body,
      path: subjectHref(subject),
      status: refusal?.status ?? 200,
    })
  }

  server.get(
    `${HOME}/solicitudes/:id`,
    open,
    answering((request, reply) => showRequest(request, reply)),
  )
  const deciding = (path: RequestForm, done: 'confirmed.done' | 'refused.done' | 'withdrawn.done', work: Work) =>
    server.post(
      `${HOME}/solicitudes/:id/${path}`,
      open,
      answering(async (request, reply) => {
        const id = idOf(request)
        const typed = (request.body ?? {}) as Readonly<Record<string, unknown>>
        const reason = textOf(typed.motivo)
        try {
          await work(request, id, { reason, password: typeof typed.contrasena === 'string' ? typed.contrasena : '' })
        } catch (error) {
          if (!(error instanceof Refused) || error.refusal.status === 404) throw error
          return showRequest(request, reply, { form: path, refusal: error.refusal, reason })
        }
        leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, done) })
        return reply.redirect(requestHref(id), 303)
      }),
    )
  deciding('confirmar', 'confirmed.done', async (request, id, { password }) => {
    const erasure = await findErasure(db, id)
    if (erasure !== null && !may(personOf(request), 'care.confirm', erasure.askedBy)) throw careRefused('own-request')
    await checkPassword(db, deps.people, {
      person: personOf(request).id,
      password,
      address: request.ip,
      now: deps.clock(),
    })
    await confirmErasure(deps, id, by(request))
    nudge()
  })
  deciding('rechazar', 'refused.done', (request, id, { reason }) =>
    declineErasure(deps, id, by(request), 'refused', reason),
  )
  deciding('retirar', 'withdrawn.done', (request, id, { reason }) =>
    declineErasure(deps, id, by(request), 'withdrawn', reason),
  )
  const showRequest = async (
    request: FastifyRequest,
    reply: FastifyReply,
    refused?: { readonly form: RequestForm; readonly refusal: Refusal; readonly reason: string },
  ) => {
    const erasure = await findErasure(db, idOf(request))
    if (erasure === null) throw careRefused('erasure-unknown')
    const view = viewOf(deps.people, request)
    const directory = directoryOf(request)
    const before = placeOf(request)
    const subject = await knownSubject(db, erasure.subject, directory)
    const [counts, result, cases] = await Promise.all([
      erasure.status === 'asked' && subject !== null ? countTraces(db, subject) : null,
      resultOf(db, erasure.id),
      listErasedCases(db, erasure.id, before, TRACES_PAGE),
    ])
    const person = personOf(request)
    const body = requestPage(view, {
      csrf: person.csrf,
      erasure,
      name: subject?.name ?? '—',
      own: erasure.askedBy === person.id,
      mayConfirm: may(person, 'care.confirm', erasure.askedBy),
      directory,
      counts,
      result,
      cases,
      size: TRACES_PAGE,
      later: before !== null,
      ...(refused === undefined ? {} : { refused }),
    })
    return sendPage(deps, request, reply, {
      title: words(view.locale, 'request'),
      body,
      path: requestHref(erasure.id),
      status: refused?.refusal.status ?? 200,
    })
  }
}

type Work = (
  request: FastifyRequest,
  id: string,
  typed: { readonly reason: string; readonly password: string },
) => Promise<void>

function idOf(request: FastifyRequest): string {
  const { id } = request.params as { id: string }
  if (!isUuid(id)) throw careRefused('erasure-unknown')
  return id
}

function nameOf({ kind, id }: Subject, contactName: string | null, directory: InstitutionDirectory): string {
  if (kind === 'case') return id
  return kind === 'person' ? directory.personName(id) : (contactName ?? '—')
}
