import type { FastifyInstance } from 'fastify'
import { type TSchema, Type } from 'typebox'
import { answering, localeOf } from '#src/people/http/answering.ts'
import { personOf, requirePerson } from '#src/people/http/identify.ts'
import { explainTask, mayAct } from '#src/procedure/index.ts'
import type { CommandDefinition } from '../call.ts'
import { cardParts } from '../card-parts.ts'
import { runCommand } from '../command.ts'
import { COMMANDS } from '../commands.ts'
import { type CaseReading, readCase } from '../read-case.ts'
import { readRecord } from '../record-entry.ts'
import type { CaseRouteDeps } from './deps.ts'

/** The API of cases: every command of the pages, the catalogue, and a case with its record. */
export function registerCaseApi(server: FastifyInstance, deps: CaseRouteDeps): void {
  for (const definition of COMMANDS) registerCommand(server, deps, definition)
  server.get(
    '/api/catalogue',
    {
      preHandler: requirePerson,
      schema: { operationId: 'catalogue', summary: 'What the manuals in force offer', tags: ['cases'] },
    },
    answering(async (_request, reply) => {
      const offers = await deps.manuals.offers(deps.db, deps.clock())
      return reply.send({
        offers: offers.map(({ version, procedure, name, channels, form }) => ({
          manual: version.code,
          version: version.version,
          procedure: procedure.number,
          title: procedure.title,
          start: name,
          channels,
          form: form === null ? null : { code: form.code, title: form.title, fields: form.fields },
        })),
      })
    }),
  )
  server.get(
    '/api/cases/:number',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'case',
        summary: 'A case, its open tasks and its record',
        tags: ['cases'],
        params: paramsOf('/:number'),
      },
    },
    answering(async (request, reply) => {
      const { number } = request.params as { number: string }
      const person = personOf(request).id
      const reading = await readCase(deps, number, person, request.revision)
      return reply.send(caseAnswer(reading, person, deps.clock(), localeOf(request)))
    }),
  )
}

/** A command as a route of the API; features above the cases register theirs by it too. */
export function registerCommand(
  server: FastifyInstance,
  deps: CaseRouteDeps,
  definition: CommandDefinition,
  tag = 'cases',
): void {
  const path = `/api${definition.route.slice('POST '.length)}`
  server.post(
    path,
    {
      preHandler: requirePerson,
      schema: {
        operationId: definition.name,
        summary: definition.summary.en,
        description: `${definition.summary.es}. Send the header \`Idempotency-Key\` to make repeating safe.`,
        tags: [tag],
        params: paramsOf(path),
        headers: Type.Object({ 'idempotency-key': Type.Optional(Type.String({ minLength: 8, maxLength: 200 })) }),
        body: definition.input,
        response: { 200: definition.answer },
      },
    },
    answering(async (request, reply) => {
      const key = request.headers['idempotency-key']
      const answer = await runCommand(deps, definition, {
        params: request.params as Record<string, string>,
        input: request.body as never,
        person: personOf(request).id,
        revision: request.revision,
        ...(typeof key === 'string' ? { idempotencyKey: key } : {}),
      })
      return reply.send(answer)
    }),
  )
}

function caseAnswer(reading: CaseReading, person: string, now: string, locale: 'es' | 'en') {
  const { file, version, institution } = reading
  const procedure = version.procedure(file.procedure)!
  const { directory, calendar } = institution
  const context = { actor: { kind: 'person', person } as const, now, calendar, directory }
  return {
    number: file.number,
    title: file.title,
    status: file.status,
    seq: file.seq,
    priority: file.priority,
    channel: file.channel,
    manual: version.code,
    version: version.version,
    procedure: file.procedure,
    requester: reading.requester,
    openedAt: file.openedAt,
    closedAt: file.closedAt,
    tasks: file.state.tasks.map((task) => {
      const { own, question, answers } = cardParts(procedure, task)
      const permission = task.tray === null ? null : mayAct(procedure, file.state, task, person, directory)
      return {
        task: task.id,
        kind: task.kind,
        row: task.row,
        text: own.text,
        question: (question ?? own).step.question ?? null,
        answers: answers.map(({ answer, row }) => ({ answer, text: row.text })),
        role: task.tray?.role ?? null,
        assignee: task.tray?.assignee ?? null,
        arrivedAt: task.arrivedAt,
        dueAt: task.due?.at ?? null,
        mayAct: permission === 'yes',
        ...explainTask(procedure, file.state, task, context, locale, directory.personName),
      }
    }),
    forms: reading.forms,
    files: reading.files.map(({ id, name, size, contentType }) => ({
      id,
      name,
      size,
      contentType,
      href: `/archivos/${id}`,
    })),
    part: reading.part,
    record: readRecord(reading.acts, directory, locale),
  }
}

/** Schema of the parameters of a path: all text. */
function paramsOf(path: string): TSchema {
  const names = [...path.matchAll(/:(\w+)/g)].map((match) => match[1]!)
  return Type.Object(Object.fromEntries(names.map((name) => [name, Type.String({ minLength: 1, maxLength: 60 })])))
}
