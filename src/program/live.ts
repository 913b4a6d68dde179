import type { FastifyInstance } from 'fastify'
import { directoryOf, personOf, requirePerson } from '#src/people/index.ts'
import { type LiveHub, readSubscription } from '#src/web/live.ts'

export const LIVE_URL = '/live'

/** The event stream of a browser. A topic carries no content, only that something changed; its page is then asked for anew. */
export function registerLive(server: FastifyInstance, hub: LiveHub): void {
  server.get(LIVE_URL, { preHandler: requirePerson, logLevel: 'warn' }, async (request, reply) => {
    const person = personOf(request)
    const directory = directoryOf(request)
    const positions = new Set(directory.trayPositionsOf(person.id))
    const units = new Set([...positions].map((position) => directory.postById(position)?.unit))
    const allowed = (topic: string) => {
      const [kind, id] = topic.split(':')
      if (kind === 'person') return id === person.id
      if (kind === 'position') return positions.has(id ?? '')
      if (kind === 'unit') return units.has(id ?? '')
      // The number of a case tells nothing, and its page is refused to whoever may not read it.
      return kind === 'case'
    }
    hub.subscribe(reply, { person: person.id, ...readSubscription(request), allowed })
    return reply
  })
}
