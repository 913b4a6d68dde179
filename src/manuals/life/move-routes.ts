import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readableNumbers } from '#src/cases/case.store.ts'
import { runAsSystem } from '#src/cases/command.ts'
import { type CaseReading, readCase } from '#src/cases/read-case.ts'
import { readersOf } from '#src/cases/readers.ts'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, shellOf, viewOf } from '#src/people/http/shell.ts'
import { render } from '#src/platform/http/html.ts'
import { Refused } from '#src/platform/refusal.ts'
import { page } from '#src/web/layout.ts'
import { inForceFrom, type PlannedMap, savePlan } from './move.store.ts'
import { movePage } from './move-page.ts'
import { type MovePlan, movePlan } from './move-plan.ts'
import { taskWithVerb } from './task-with-verb.ts'
import { words } from './words.ts'

/** The page of a move: everybody who may read its case sees the plan, whoever has the step changes it. */
export function registerMove(server: FastifyInstance, deps: CaseRouteDeps): void {
  const url = '/expedientes/:number/traslado'
  server.get(
    url,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const { number } = request.params as { number: string }
      const reading = await readCase(deps, number, personOf(request).id, request.revision)
      // The page of a case that moves nothing says so.
      const plan = ordersMove(reading) ? await planOf(deps, reading, null) : null
      return send(deps, request, reply, reading, plan)
    }),
  )
  server.post(
    url,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const { number } = request.params as { number: string }
      const person = personOf(request).id
      const reading = await readCase(deps, number, person, request.revision)
      taskWithVerb(reading, person, 'manuales.preparar-traslado')
      const body = (request.body ?? {}) as Record<string, unknown>
      const maps = mapsOf(body)
      const plan = await planOf(deps, reading, maps)
      // What is only looked at is no new page for Turbo: it is drawn like a refusal.
      if (body.hacer !== 'guardar') return send(deps, request, reply.code(422), reading, plan)
      await runAsSystem(deps, async ({ tx, now, touched }) => {
        const kept = plan.parts.map(({ from, procedure, map }) => ({ from: from.id, procedure, map }))
        await savePlan(tx, reading.file.id, { toVersion: plan.to.id, maps: kept }, { person, at: now })
        touched.add(`case:${number}`)
      })
      leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, 'move.saved') })
      return reply.redirect(`/expedientes/${number}/traslado`, 303)
    }),
  )
}

function planOf(deps: CaseRouteDeps, { file, institution }: CaseReading, maps: readonly PlannedMap[] | null) {
  return movePlan(deps.db, { deps, institution, now: deps.clock() }, file, maps)
}

/** `paso:12:8:3` = `4`: step 3 of procedure 8 of version 12 goes on at 4; empty: nowhere. */
function mapsOf(body: Readonly<Record<string, unknown>>): readonly PlannedMap[] {
  const maps = new Map<string, { from: number; procedure: string; map: Record<string, number | null> }>()
  for (const [name, value] of Object.entries(body)) {
    const match = /^paso:(\d{1,9}):([\d.]{1,20}):(\d{1,4})$/.exec(name)
    if (!match || typeof value !== 'string') continue
    const [, from, procedure, step] = match as unknown as [string, string, string, string]
    const key = `${from}:${procedure}`
    const part = maps.get(key) ?? { from: Number(from), procedure, map: {} }
    part.map[step] = /^\d{1,4}$/.test(value) ? Number(value) : null
    maps.set(key, part)
  }
  return [...maps.values()]
}

async function send(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  reading: CaseReading,
  plan: MovePlan | null,
): Promise<FastifyReply> {
  const view = viewOf(deps.people, request)
  const { id, csrf } = personOf(request)
  const { file } = reading
  const body = movePage(view, {
    file,
    plan,
    since: plan === null ? null : await inForceFrom(deps.db, plan.to.id),
    csrf,
    editable: mayPrepare(reading, id),
    readable: new Set(await readableNumbers(deps.db, numbersOf(plan), readersOf(directoryOf(request), id))),
  })
  const shell = await shellOf(deps.people, request, reply)
  const title = words(view.locale, 'move.title')
  return reply
    .type('text/html; charset=utf-8')
    .send(render(page({ ...shell, path: `/expedientes/${file.number}`, title, body })))
}

function numbersOf(plan: MovePlan | null): string[] {
  return (plan?.parts ?? []).flatMap(({ cases }) => cases.map(({ file }) => file.number))
}

function ordersMove({ file, version }: CaseReading): boolean {
  const rows = version.procedure(file.procedure)?.rows.values() ?? []
  return [...rows].some(({ facts }) => facts.actions.some(({ verb }) => verb === 'manuales.preparar-traslado'))
}

function mayPrepare(reading: CaseReading, person: string): boolean {
  try {
    taskWithVerb(reading, person, 'manuales.preparar-traslado')
    return true
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}
