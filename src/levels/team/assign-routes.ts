import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { CommandDefinition } from '#src/cases/call.ts'
import { checkInput } from '#src/cases/check-input.ts'
import { runCommand } from '#src/cases/command.ts'
import { assignTask } from '#src/cases/desk/assign-task.ts'
import { levelRefused } from '#src/cases/desk/level-refusals.ts'
import { handOverTask } from '#src/cases/hand-over-task.ts'
import { type CaseReading, readCase } from '#src/cases/read-case.ts'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { sendPage } from '#src/cases/send-page.ts'
import { taskParams } from '#src/cases/task-params.ts'
import { answering } from '#src/people/http/answering.ts'
import { personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { type CompiledProcedure, isHeadAbove, mayMove } from '#src/procedure/index.ts'
import type { Task } from '#src/procedure/types.ts'
import { words } from '../words.ts'
import { assignPage } from './assign-page.ts'
import { candidatesOf } from './candidates-of.ts'
import type { Candidate } from './rank-candidates.ts'
import { teamWords } from './team-words.ts'

/** Whom to give a task: a page, and its list for programs. */
export function registerAssignment(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    '/expedientes/:number/tareas/:task/asignar',
    { preHandler: requirePerson },
    answering(async (request, reply) => draw(deps, request, reply, await asked(deps, request))),
  )
  server.post(
    '/expedientes/:number/tareas/:task/asignar',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const found = await asked(deps, request)
      const body = (request.body ?? {}) as Readonly<Record<string, unknown>>
      const sent = { to: text(body.a), reason: text(body.motivo), key: text(body.clave) }
      try {
        await give(deps, request, found, sent)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return draw(deps, request, reply, found, { ...sent, refusal: error.refusal })
      }
      const { locale } = viewOf(deps.people, request)
      const name = found.reading.institution.directory.personName(sent.to)
      leaveFlash(reply, { kind: 'done', text: words(locale, 'done.assigned', { name }) })
      return reply.redirect(`/expedientes/${found.reading.file.number}`, 303)
    }),
  )
  server.get(
    '/api/cases/:number/tasks/:task/candidates',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'task-candidates',
        summary: 'Persons to whom a task may be given, with their load and skills, in the suggested order',
        tags: ['cases'],
        params: Type.Object({ number: Type.String({ maxLength: 60 }), task: Type.String({ maxLength: 10 }) }),
      },
    },
    answering(async (request, reply) =>
      reply.send({ candidates: await candidates(deps, request, await asked(deps, request)) }),
    ),
  )
}

interface Found {
  readonly reading: CaseReading
  readonly procedure: CompiledProcedure
  readonly task: Task
}

/** The open task, for whoever may decide where it goes. */
async function asked(deps: CaseRouteDeps, request: FastifyRequest): Promise<Found> {
  const { number, task: id } = taskParams(request.params as Record<string, string>)
  const person = personOf(request).id
  const reading = await readCase(deps, number, person)
  const { file, institution } = reading
  const procedure = reading.version.procedure(file.procedure)!
  const task = file.state.tasks.find((each) => each.id === id && each.tray !== null)
  if (file.status !== 'open' || task === undefined) throw levelRefused('task-not-here')
  if (!mayMove(procedure, file.state, task, person, institution.directory)) throw levelRefused('may-not-move')
  return { reading, procedure, task }
}

function candidates(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  { reading, procedure, task }: Found,
): Promise<Candidate[]> {
  const { file, institution } = reading
  return candidatesOf(deps.db, {
    procedure,
    state: file.state,
    task,
    title: file.title,
    person: personOf(request).id,
    directory: institution.directory,
    now: deps.clock(),
  })
}

/** A head assigns, whoever has the task hands it over: the same act by the command that fits. */
async function give(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  { reading, task }: Found,
  sent: { to: string; reason: string; key: string },
) {
  const person = personOf(request).id
  const head = isHeadAbove(task, person, reading.institution.directory)
  const definition = (head ? assignTask : handOverTask) as unknown as CommandDefinition
  const input = { to: sent.to, ...(sent.reason === '' ? {} : { reason: sent.reason }) }
  checkInput(definition.input, input)
  await runCommand(deps, definition as CommandDefinition<never>, {
    params: { number: reading.file.number, task: String(task.id) },
    input: input as never,
    person,
    ...(sent.key === '' ? {} : { idempotencyKey: sent.key }),
  })
}

async function draw(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  found: Found,
  sent: { to: string; reason: string; refusal?: Refusal } = { to: '', reason: '' },
): Promise<FastifyReply> {
  const view = viewOf(deps.people, request)
  const { number, title } = found.reading.file
  const ranked = await candidates(deps, request, found)
  const body = assignPage(view, {
    csrf: personOf(request).csrf,
    key: randomUUID(),
    number,
    title,
    task: found.task.id,
    row: found.task.row,
    candidates: ranked.filter((each) => each.person !== found.task.tray?.assignee),
    chosen: sent.to,
    reason: sent.reason,
    ...(sent.refusal === undefined ? {} : { refused: sent.refusal[view.locale] }),
  })
  const status = sent.refusal?.status ?? 200
  return sendPage(deps, request, reply, {
    title: teamWords(view.locale, 'assign.title', { row: found.task.row }),
    body,
    status,
  })
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}
