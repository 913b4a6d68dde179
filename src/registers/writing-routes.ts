import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { readersOf } from '#src/cases/readers.ts'
import { sendPage } from '#src/cases/send-page.ts'
import { answering, localeOf } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { fieldsOf } from '#src/people/http/sign-in-routes.ts'
import { may } from '#src/people/permissions.ts'
import { attachment } from '#src/platform/http/attachment.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { annotate } from './annotations/annotate.ts'
import { annotationsOf } from './annotations/annotation.store.ts'
import { type ClosingDeps, closeMonth, monthsWaiting } from './closings/close-month.ts'
import { bookStandings, listClosings } from './closings/closing.store.ts'
import { entryColumns, filesOf } from './entry-columns.ts'
import { folioPage } from './folio-page.ts'
import { monthsPage } from './months-page.ts'
import { bookFacts } from './permissions.ts'
import { registerRefusal } from './refusals.ts'
import { fileNames, findRegister, listEntries } from './register.store.ts'
import { words } from './words.ts'

const open = { preHandler: requirePerson, schema: { hide: true } as object }

/** What persons write in books: annotations, and the closing of months. */
export function registerWriting(server: FastifyInstance, deps: ClosingDeps): void {
  server.get(
    '/libros/:id/folios/:folio',
    open,
    answering((request, reply) => showFolio(deps, request, reply)),
  )
  server.post(
    '/libros/:id/folios/:folio',
    open,
    answering(async (request, reply) => {
      const [register, folio] = placeAsked(request)
      const { corrige: corrected = '', motivo: reason = '' } = fieldsOf(request)
      const who = { person: personOf(request), directory: directoryOf(request), now: deps.clock() }
      try {
        await annotate(deps.db, who, { register, folio, corrected, reason })
      } catch (error) {
        if (!(error instanceof Refused) || error.refusal.status === 404 || error.refusal.status === 403) throw error
        return showFolio(deps, request, reply, { refusal: error.refusal, typed: { corrected, reason } })
      }
      leaveFlash(reply, { kind: 'done', text: words(localeOf(request), 'folio.done') })
      return reply.redirect(`/libros/${register}/folios/${folio}`, 303)
    }),
  )
  server.post(
    '/api/registers/:id/folios/:folio/annotations',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'register.annotate',
        summary: 'Writes beside a folio what of it is corrected, and why; the folio stays as it is',
        tags: ['registers'],
        params: Type.Object({ id: Type.String({ maxLength: 12 }), folio: Type.String({ maxLength: 12 }) }),
        body: Type.Object(
          { corrected: Type.String({ maxLength: 4_000 }), reason: Type.String({ maxLength: 4_000 }) },
          { additionalProperties: false },
        ),
      },
    },
    answering(async (request, reply) => {
      const [register, folio] = placeAsked(request)
      const who = { person: personOf(request), directory: directoryOf(request), now: deps.clock() }
      const typed = request.body as { corrected: string; reason: string }
      return reply.code(201).send({ number: await annotate(deps.db, who, { register, folio, ...typed }) })
    }),
  )
  server.get(
    '/libros/:id/meses',
    open,
    answering((request, reply) => showMonths(deps, request, reply)),
  )
  server.post(
    '/libros/:id/meses/:month',
    open,
    answering(async (request, reply) => {
      const register = await bookOf(deps, request)
      const by = {
        person: personOf(request),
        directory: directoryOf(request),
        password: fieldsOf(request).contrasena ?? '',
        address: request.ip,
      }
      try {
        await closeMonth(deps, by, register.id, monthAsked(request))
      } catch (error) {
        if (!(error instanceof Refused) || error.refusal.status === 404 || error.refusal.status === 403) throw error
        return showMonths(deps, request, reply, error.refusal)
      }
      leaveFlash(reply, { kind: 'done', text: words(localeOf(request), 'month.done') })
      return reply.redirect(`/libros/${register.id}/meses`, 303)
    }),
  )
  server.get(
    '/libros/:id/meses/:month/acta.pdf',
    open,
    answering(async (request, reply) => {
      const register = await bookOf(deps, request)
      if (!may(personOf(request), 'register.close', bookFacts(directoryOf(request), register.unit)))
        throw registerRefusal('may-not-close')
      const month = monthAsked(request)
      const [closing] = await listClosings(deps.db, register.id, { month, limit: 1 })
      if (closing === undefined) throw registerRefusal('closing-unknown')
      if (closing.withdrawnAt !== null) throw registerRefusal('closing-withdrawn')
      return reply
        .type('application/pdf')
        .header('content-disposition', attachment(`${register.name} ${month}.pdf`))
        .send(await deps.files.openOwn(closing.sha256))
    }),
  )
}

async function showFolio(
  deps: ClosingDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: { readonly refusal?: Refusal; readonly typed?: { corrected: string; reason: string } } = {},
) {
  const [, folio] = placeAsked(request)
  const register = await bookOf(deps, request)
  const directory = directoryOf(request)
  const person = personOf(request)
  const asked = { before: folio + 1, limit: 1, wanted: null }
  const [found] = await listEntries(deps.db, register.id, readersOf(directory, person.id), asked)
  const entry = found?.folio === folio ? found.content : null
  if (entry === null) throw registerRefusal('entry-unknown')
  const version = await deps.manuals.version(deps.db, entry.versionId)
  const view = viewOf(deps.people, request)
  const body = folioPage(view, {
    register,
    folio,
    entry,
    columns: entryColumns([found!], new Map([[version.id, version]])),
    fileNames: await fileNames(deps.db, filesOf([{ content: entry }])),
    annotations: await annotationsOf(deps.db, register.id, [folio]),
    mayAnnotate: may(person, 'register.annotate', {
      ...bookFacts(directory, register.unit),
      writtenBy: entry.writtenBy,
    }),
    csrf: person.csrf,
    personName: directory.personName,
    ...refused,
  })
  const title = words(view.locale, 'folio.title', { folio })
  return sendPage(deps, request, reply, { title, body, status: refused.refusal?.status })
}

async function showMonths(deps: ClosingDeps, request: FastifyRequest, reply: FastifyReply, refusal?: Refusal) {
  const register = await bookOf(deps, request)
  const directory = directoryOf(request)
  const person = personOf(request)
  const view = viewOf(deps.people, request)
  const [standing] = await bookStandings(deps.db, register.id)
  const body = monthsPage(view, {
    register,
    csrf: person.csrf,
    closings: await listClosings(deps.db, register.id, { limit: 120 }),
    waiting: standing === undefined ? [] : monthsWaiting(standing, deps.clock(), view.timeZone),
    mayClose: may(person, 'register.close', bookFacts(directory, register.unit)),
    personName: directory.personName,
    refusal,
  })
  return sendPage(deps, request, reply, {
    title: words(view.locale, 'month.title'),
    body,
    status: refusal?.status,
  })
}

async function bookOf(deps: ClosingDeps, request: FastifyRequest) {
  const { id } = request.params as { id: string }
  const who = readersOf(directoryOf(request), personOf(request).id)
  const register = /^\d{1,9}$/.test(id) ? await findRegister(deps.db, Number(id), who) : null
  if (register === null) throw registerRefusal('register-unknown')
  return register
}

function placeAsked(request: FastifyRequest): [register: number, folio: number] {
  const { id, folio } = request.params as { id: string; folio: string }
  if (!/^\d{1,9}$/.test(id) || !/^\d{1,9}$/.test(folio)) throw registerRefusal('entry-unknown')
  return [Number(id), Number(folio)]
}

function monthAsked(request: FastifyRequest): string {
  const { month } = request.params as { month: string }
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw registerRefusal('closing-unknown')
  return month
}
