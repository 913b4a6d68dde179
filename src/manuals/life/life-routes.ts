import type { FastifyInstance, FastifyRequest } from 'fastify'
import { runAsSystem } from '#src/cases/command.ts'
import { readCase } from '#src/cases/read-case.ts'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { answering } from '#src/people/http/answering.ts'
import { personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { beginDraft } from './begin-draft.ts'
import { registerCopies } from './copy-routes.ts'
import { registerMove } from './move-routes.ts'
import { taskWithVerb } from './task-with-verb.ts'
import { words } from './words.ts'

/** What the cards of a manual's own life send. */
export function registerLife(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.post(
    '/expedientes/:number/borrador',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const { number } = request.params as { number: string }
      const person = personOf(request).id
      const reading = await readCase(deps, number, person, request.revision)
      taskWithVerb(reading, person, 'manuales.redactar')
      const asked = askedOf(request)
      await runAsSystem(deps, async (call) => {
        await beginDraft(call.tx, call, reading.file.id, asked, { person, at: call.now })
        call.touched.add(`case:${number}`)
      })
      leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, 'draft.begun') })
      return reply.redirect(`/expedientes/${number}`, 303)
    }),
  )
  registerMove(server, deps)
  registerCopies(server, deps)
}

function askedOf(request: FastifyRequest) {
  const { desde, borrador } = (request.body ?? {}) as { desde?: unknown; borrador?: unknown }
  return {
    ...(typeof desde === 'string' && desde !== '' && { from: desde }),
    ...(typeof borrador === 'string' && { draft: borrador }),
  }
}
