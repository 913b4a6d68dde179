import type { FastifyInstance } from 'fastify'
import { partIn } from '#src/cases/part-in.ts'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { viewOf } from '#src/people/http/shell.ts'
import { html, render } from '#src/platform/http/html.ts'
import { caseAsked, registerFollowApi } from '../follow/follow-api.ts'
import { fieldsOf } from '../views/view-routes.ts'
import { noteLeft, noteSeen, othersPresent } from './presence.store.ts'
import { presenceWords } from './presence-panel.ts'

/**
 * A page of a case says that it is open, every few seconds, and is told who else is there. Only officials of the case are counted and
 * told. Nothing of it is kept.
 */
export function registerPresence(server: FastifyInstance, deps: CaseRouteDeps): void {
  registerFollowApi(server, deps)
  server.post(
    '/expedientes/:number/presencia',
    { preHandler: requirePerson, logLevel: 'warn' },
    answering(async (request, reply) => {
      const file = await caseAsked(deps, request)
      const fields = fieldsOf(request)
      const tab = /^[0-9a-z]{4,32}$/.test(fields.pestana ?? '') ? fields.pestana! : 'unica'
      const person = personOf(request).id
      const procedure = (await deps.manuals.version(deps.db, file.versionId)).procedure(file.procedure)
      if (partIn(file, procedure, person, directoryOf(request)) !== 'official') return reply.code(204).send()
      const now = deps.clock()
      if (fields.sale === '1') {
        await noteLeft(deps.db, file.id, person, tab)
        deps.changed(new Set([`presence:${file.number}`]))
        return reply.code(204).send()
      }
      const writing = fields.escribe === '1'
      const news = await noteSeen(deps.db, { caseId: file.id, person, tab, writing, now })
      if (news) deps.changed(new Set([`presence:${file.number}`]))
      const others = await othersPresent(deps.db, file.id, person, now)
      const said = presenceWords(viewOf(deps.people, request), others, directoryOf(request))
      return reply.type('text/html; charset=utf-8').send(render(html`${said}`))
    }),
  )
}
