import type { FastifyInstance } from 'fastify'
import { requirePerson } from '#src/people/index.ts'

/** The first page is the person's own tray. */
export function registerStart(server: FastifyInstance): void {
  server.get('/', { preHandler: requirePerson }, async (_request, reply) => reply.redirect('/bandejas', 303))
}
