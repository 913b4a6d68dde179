import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { readersOf } from '#src/cases/readers.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { Refused } from '#src/platform/refusal.ts'
import type { EventsDeps } from '../deps.ts'
import { endOfRecord, type Position, readPosition, writePosition } from './event.store.ts'
import { type EventPage, readEvents } from './read-events.ts'

const MOST_SECONDS = 25
const MOST_EVENTS = 200
/** Requests that wait at once: of one person, and of this process. */
const WAITS = { person: 3, process: 200 }

/** `GET /api/events`: what happens to the cases that the person may read, in order, for programs that ask instead of being told. */
export function serveEventStream(server: FastifyInstance, { db }: EventsDeps): void {
  const waiting = new Map<string, number>()
  const closing = new AbortController()
  server.addHook('preClose', (done) => {
    closing.abort()
    done()
  })
  server.get(
    '/api/events',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'events',
        summary: 'What happened to the cases that the person may read, in order',
        description:
          'Without `after`, the answer is empty and its `next` is the place to begin from; `after=start` begins with the first act. Send each answer’s `next` as the following `after`. With `wait`, the answer comes as soon as there is something, or after so many seconds. An event may come twice; `case.number` and `act.seq` tell it.',
        tags: ['events'],
        querystring: Type.Object(
          {
            after: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
            limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,3}$' })),
            wait: Type.Optional(Type.String({ pattern: '^[0-9]{1,2}$' })),
          },
          { additionalProperties: false },
        ),
      },
    },
    answering(async (request, reply) => {
      const asked = request.query as { after?: string; limit?: string; wait?: string }
      if (asked.after === undefined)
        return reply.send({ events: [], next: writePosition(await endOfRecord(db)), more: false })
      const after = readPosition(asked.after)
      if (after === null) throw new Refused(UNKNOWN_PLACE)
      const limit = Math.min(Math.max(Number(asked.limit ?? 100), 1), MOST_EVENTS)
      const person = personOf(request).id
      const readers = readersOf(directoryOf(request), person)
      const read = (from: Position) => readEvents(db, from, readers, limit)
      const seconds = Math.min(Number(asked.wait ?? 0), MOST_SECONDS)
      return reply.send(
        shown(await withTurn(waiting, person, seconds, (wait) => waitFor(read, after, wait, request, closing.signal))),
      )
    }),
  )
}

const UNKNOWN_PLACE = {
  code: 'unknown-place',
  status: 400,
  es: 'El lugar «after» no es uno que Ventanilla haya dado. Pida otra vez sin «after» para saber dónde comenzar.',
  en: 'The place "after" is none that Ventanilla gave. Ask again without "after" to learn where to begin.',
}

/** Whoever waits too often already is answered at once. */
async function withTurn<Answer>(
  waiting: Map<string, number>,
  person: string,
  seconds: number,
  work: (seconds: number) => Promise<Answer>,
): Promise<Answer> {
  const own = waiting.get(person) ?? 0
  const all = [...waiting.values()].reduce((sum, count) => sum + count, 0)
  if (seconds === 0 || own >= WAITS.person || all >= WAITS.process) return work(0)
  waiting.set(person, own + 1)
  try {
    return await work(seconds)
  } finally {
    const left = (waiting.get(person) ?? 1) - 1
    if (left === 0) waiting.delete(person)
    else waiting.set(person, left)
  }
}

async function waitFor(
  read: (from: Position) => Promise<EventPage>,
  after: Position,
  seconds: number,
  request: FastifyRequest,
  closing: AbortSignal,
): Promise<EventPage> {
  const until = performance.now() + seconds * 1000
  let page = await read(after)
  while (page.events.length === 0 && performance.now() < until && !closing.aborted && !request.raw.destroyed) {
    if (!page.more)
      await sleep(Math.min(1_000, Math.max(1, until - performance.now())), undefined, { signal: closing }).catch(
        () => {},
      )
    // What was looked at and may not be read is not looked at again.
    page = await read(page.next)
  }
  return page
}

const shown = ({ events, next, more }: EventPage) => ({
  events: events.map(({ position, ...event }) => ({ ...event, position: writePosition(position) })),
  next: writePosition(next),
  more,
})
