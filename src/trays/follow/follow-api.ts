import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { findCase } from '#src/cases/case.store.ts'
import { readersOf } from '#src/cases/readers.ts'
import { refused } from '#src/cases/refusals.ts'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import type { CaseFile } from '#src/cases/types.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { followCase, unfollowCase } from './follower.store.ts'

/** Following over the API. */
export function registerFollowApi(server: FastifyInstance, deps: CaseRouteDeps): void {
  const params = Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }) })
  server.post(
    '/api/cases/:number/following',
    {
      preHandler: requirePerson,
      schema: { operationId: 'follow-case', summary: 'Follows a case', tags: ['trays'], params },
    },
    answering(async (request, reply) => {
      const file = await caseAsked(deps, request)
      await followCase(deps.db, personOf(request).id, file.id, deps.clock())
      return reply.send({ number: file.number, following: true })
    }),
  )
  server.delete(
    '/api/cases/:number/following',
    {
      preHandler: requirePerson,
      schema: { operationId: 'unfollow-case', summary: 'Stops following a case', tags: ['trays'], params },
    },
    answering(async (request, reply) => {
      const file = await caseAsked(deps, request)
      await unfollowCase(deps.db, personOf(request).id, file.id)
      return reply.send({ number: file.number, following: false })
    }),
  )
}

/** The case that an address names, if the person may read it. */
export async function caseAsked(deps: CaseRouteDeps, request: FastifyRequest): Promise<CaseFile> {
  const { number } = request.params as { number: string }
  const file = await findCase(deps.db, number, readersOf(directoryOf(request), personOf(request).id))
  if (file === null) throw refused('case-unknown', {})
  return file
}
