import type { FastifyInstance } from 'fastify'
import { readableNumbers } from '#src/cases/case.store.ts'
import { readersOf } from '#src/cases/readers.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/index.ts'
import type { Db } from '#src/platform/db/types.ts'
import { type LiveHub, readSubscription } from '#src/web/live.ts'

export const LIVE_URL = '/live'

/** The event stream of a browser. A topic carries no content, only that something changed; its page is then asked for anew. */
export function registerLive(server: FastifyInstance, hub: LiveHub, db: Db): void {
  server.get(LIVE_URL, { preHandler: requirePerson, logLevel: 'warn' }, async (request, reply) => {
    const person = personOf(request)
    const directory = directoryOf(request)
    const positions = new Set(directory.trayPositionsOf(person.id))
    const readers = new Set(readersOf(directory, person.id))
    const asked = readSubscription(request)
    const numbers = asked.topics
      .filter((topic) => /^(case|presence):/.test(topic))
      .map((topic) => topic.slice(topic.indexOf(':') + 1))
    const readable = new Set(await readableNumbers(db, numbers.slice(0, 64), [...readers]))
    const allowed = (topic: string) => {
      const [kind, id] = topic.split(':')
      if (kind === 'person') return id === person.id
      // A head hears of the positions of the units below, too.
      if (kind === 'position') return positions.has(id ?? '') || readers.has(directory.postById(id ?? '')?.unit ?? '')
      return (kind === 'case' || kind === 'presence') && readable.has(id ?? '')
    }
    hub.subscribe(reply, { person: person.id, ...asked, allowed })
    return reply
  })
}
