import type { FastifyInstance, FastifyRequest } from 'fastify'
import { requirePerson } from '#src/people/index.ts'

/** The first page is the person's own tray; of whoever only asks, the portal. */
export function registerStart(server: FastifyInstance, first: (request: FastifyRequest) => Promise<string>): void {
  server.get('/', { preHandler: requirePerson }, async (request, reply) => reply.redirect(await first(request), 303))
}
