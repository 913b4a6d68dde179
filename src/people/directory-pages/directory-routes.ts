import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Server } from '#src/platform/http/server.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { endAbsence, recordAbsence } from '../admin/appointments.ts'
import { runAdminCommand } from '../admin/command.ts'
import { type Fields, readFields, schemaOf } from '../admin/field.ts'
import { sendPage } from '../http/admin-routes.ts'
import { answering, localeOf, refusalError } from '../http/answering.ts'
import type { PeopleDeps } from '../http/deps.ts'
import { directoryOf, personOf, requirePermission } from '../http/identify.ts'
import { leaveFlash, viewOf } from '../http/shell.ts'
import { may } from '../permissions.ts'
import { invalidInput, peopleRefusal } from '../refusals.ts'
import type { Person } from '../types.ts'
import { absenceEffect } from './absence-effect.ts'
import { absenceSubject, deputyCandidates } from './absence-rules.ts'
import { directoryWords as words } from './directory-words.ts'
import { absenceFormBody, personPageBody } from './person-page.ts'
import { treeBody, unitBody } from './tree-page.ts'

/** The directory that everybody reads, and absences as people and their heads record them. */
export function serveDirectoryPages(server: Server, deps: PeopleDeps): void {
  const { db, now } = deps
  const open = { schema: { hide: true } as object, preValidation: requirePermission('directory.read') }
  const text = (request: FastifyRequest, name: string) => {
    const value = (request.query as Readonly<Record<string, unknown>>)[name]
    return typeof value === 'string' ? value.trim().slice(0, 100) : ''
  }

  server.get(
    '/directorio',
    open,
    answering(async (request, reply) => {
      const view = viewOf(deps, request)
      const body = treeBody(view, directoryOf(request), text(request, 'buscar'))
      return sendPage(deps, request, reply, { title: words(view.locale, 'title'), body })
    }),
  )
  server.get(
    '/directorio/dependencias/:id',
    open,
    answering(async (request, reply) => {
      const directory = directoryOf(request)
      const unit = directory.unitById((request.params as { id: string }).id)
      if (unit === null || (unit.closedOn !== null && unit.closedOn <= directory.today))
        throw new Refused(peopleRefusal('not-found'))
      return sendPage(deps, request, reply, {
        title: unit.name,
        body: unitBody(viewOf(deps, request), directory, unit),
      })
    }),
  )
  server.get(
    '/directorio/personas/:id',
    open,
    answering(async (request, reply) => {
      const person = personAsked(request)
      const reader = personOf(request)
      const directory = directoryOf(request)
      const body = personPageBody(viewOf(deps, request), {
        person,
        directory,
        own: reader.id === person.id,
        mayRecord: mayRecord(request, person),
        administrator: reader.administrator,
      })
      return sendPage(deps, request, reply, { title: person.name, body })
    }),
  )
  server.get('/mis-ausencias', open, async (request, reply) =>
    reply.redirect(`/directorio/personas/${personOf(request).id}`, 303),
  )

  const form = '/directorio/personas/:id/ausencias/nueva'
  server.get(
    form,
    open,
    answering((request, reply) => showForm(request, reply, { from: directoryOf(request).today })),
  )
  server.post(
    form,
    open,
    answering(async (request, reply) => {
      const person = subjectOf(request)
      const typed = (request.body ?? {}) as Readonly<Record<string, unknown>>
      if (typed.paso === 'cambiar') return showForm(request, reply, typed)
      try {
        checkCandidate(request, person, typed.deputy)
        if (typed.paso !== 'guardar') return await showEffect(request, reply, person, typed)
        await record(request, person, typed)
      } catch (error) {
        if (!(error instanceof Refused) || error.refusal.status === 404) throw error
        return showForm(request, reply, typed, error.refusal)
      }
      leaveFlash(reply, { kind: 'done', text: words(viewOf(deps, request).locale, 'saved') })
      return reply.redirect(`/directorio/personas/${person.id}`, 303)
    }),
  )

  const end = '/directorio/personas/:id/ausencias/:absence/fin'
  server.get(
    end,
    open,
    answering((request, reply) => showEnd(request, reply, { back: directoryOf(request).today })),
  )
  server.post(
    end,
    open,
    answering(async (request, reply) => {
      const person = subjectOf(request)
      const raw = (request.body ?? {}) as Readonly<Record<string, unknown>>
      try {
        await finish(request, raw)
      } catch (error) {
        if (!(error instanceof Refused) || error.refusal.status === 404) throw error
        return showEnd(request, reply, raw, error.refusal)
      }
      leaveFlash(reply, { kind: 'done', text: words(viewOf(deps, request).locale, 'ended') })
      return reply.redirect(`/directorio/personas/${person.id}`, 303)
    }),
  )

  const about = (operationId: string, summary: string, body: object) => ({
    schema: { operationId, summary, tags: ['directory'], body },
    preValidation: requirePermission('directory.read'),
  })
  server.post(
    '/api/absences',
    about('absence.record', 'Records an absence: one’s own, or as the head of the person', {
      ...schemaOf(recordAbsence.fields),
      properties: { ...schemaOf(recordAbsence.fields).properties, person: Type.String({ format: 'uuid' }) },
      required: ['person', ...((schemaOf(recordAbsence.fields) as { required?: string[] }).required ?? [])],
    }),
    answering(async (request, reply) => {
      const { person: id, ...raw } = request.body as Readonly<Record<string, unknown>>
      const person = subjectOf(request, String(id))
      checkCandidate(request, person, raw.deputy)
      const { subject } = await record(request, person, raw)
      return reply.code(201).send({ subject })
    }),
  )

  const personAsked = (request: FastifyRequest, id = (request.params as { id: string }).id): Person => {
    const directory = directoryOf(request)
    const person = directory.personById(id)
    if (person === null || (person.leftOn !== null && person.leftOn <= directory.today))
      throw new Refused(peopleRefusal('not-found'))
    return person
  }
  const mayRecord = (request: FastifyRequest, person: Person) =>
    may(personOf(request), 'absence.record', absenceSubject(directoryOf(request), person.id))
  const subjectOf = (request: FastifyRequest, id?: string): Person => {
    const person = personAsked(request, id)
    if (!mayRecord(request, person)) throw refusalError(peopleRefusal('not-allowed'), localeOf(request))
    return person
  }
  const candidates = (request: FastifyRequest, person: Person) =>
    deputyCandidates(directoryOf(request), person.id, personOf(request).administrator)
  const checkCandidate = (request: FastifyRequest, person: Person, deputy: unknown) => {
    if (typeof deputy !== 'string' || deputy === '' || candidates(request, person).some(({ id }) => id === deputy))
      return
    const [es, en] = (['es', 'en'] as const).map((locale) => words(locale, 'not-a-candidate'))
    throw new Refused(invalidInput({ deputy: { code: 'not-a-candidate', es: es!, en: en! } }))
  }
  const fieldsFor = (request: FastifyRequest, person: Person): Fields => ({
    ...recordAbsence.fields,
    deputy: {
      ...recordAbsence.fields.deputy,
      options: () => candidates(request, person).map(({ id, name }) => ({ value: id, label: name })),
    },
  })
  const run = (
    request: FastifyRequest,
    command: typeof recordAbsence | typeof endAbsence,
    params: Readonly<Record<string, string>>,
    raw: Readonly<Record<string, unknown>>,
  ) => runAdminCommand(db, command, { actor: personOf(request).id, now: now().toString(), params, raw })
  const record = (request: FastifyRequest, person: Person, raw: Readonly<Record<string, unknown>>) =>
    run(request, recordAbsence, { id: person.id }, raw)
  const finish = (request: FastifyRequest, raw: Readonly<Record<string, unknown>>) =>
    run(request, endAbsence, request.params as Readonly<Record<string, string>>, raw)

  const showForm = (
    request: FastifyRequest,
    reply: FastifyReply,
    values: Readonly<Record<string, unknown>>,
    refusal?: Refusal,
    effect?: readonly string[],
  ) => {
    const person = subjectOf(request)
    const view = viewOf(deps, request)
    const body = absenceFormBody(view, {
      person,
      directory: directoryOf(request),
      csrf: personOf(request).csrf,
      fields: fieldsFor(request, person),
      values,
      refusal,
      effect,
      action: `/directorio/personas/${person.id}/ausencias/nueva`,
      ending: false,
    })
    return sendPage(deps, request, reply, { title: words(view.locale, 'absences.new'), body, status: refusal?.status })
  }
  const showEffect = async (
    request: FastifyRequest,
    reply: FastifyReply,
    person: Person,
    typed: Readonly<Record<string, unknown>>,
  ) => {
    const read = readFields(recordAbsence.fields, typed)
    if ('faults' in read) throw new Refused(invalidInput(read.faults))
    const { from, until, deputy } = read.input
    const directory = directoryOf(request)
    recordAbsence.check(directory, person, read.input)
    const positions = directory.positionsOf(person.id).map(({ id }) => id)
    const tasks = (await deps.openTasksOf?.(person.id, positions)) ?? { own: 0, waiting: 0, byRole: [] }
    const effect = absenceEffect(viewOf(deps, request), directory, {
      person,
      stretch: { from, until },
      deputy: deputy === null ? null : directory.personById(deputy),
      tasks,
    })
    return showForm(request, reply, typed, undefined, effect)
  }
  const showEnd = async (
    request: FastifyRequest,
    reply: FastifyReply,
    values: Readonly<Record<string, unknown>>,
    refusal?: Refusal,
  ) => {
    const person = subjectOf(request)
    const params = request.params as { id: string; absence: string }
    if ((await endAbsence.prefill(directoryOf(request), params, db)) === null)
      throw new Refused(peopleRefusal('not-found'))
    const view = viewOf(deps, request)
    const body = absenceFormBody(view, {
      person,
      directory: directoryOf(request),
      csrf: personOf(request).csrf,
      fields: endAbsence.fields,
      values,
      refusal,
      action: `/directorio/personas/${person.id}/ausencias/${params.absence}/fin`,
      ending: true,
    })
    return sendPage(deps, request, reply, {
      title: words(view.locale, 'absences.end-title'),
      body,
      status: refusal?.status,
    })
  }
}
