import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Tells open pages that something they show has changed. Knows nothing of databases: main feeds `publish` from LISTEN. */
export interface LiveHub {
  /** Takes over the reply and streams to it until the browser leaves. False (429 sent) when the person has too many streams. */
  subscribe(reply: FastifyReply, subscription: Subscription): boolean
  /** Says that a topic changed. Cheap: what is said within `coalesceMs` goes out together. */
  publish(topic: string): void
  /** A place in the hub's history. Read it before the page's data, give it to the page, and nothing in between is missed. */
  cursor(): string
  /** Ends the streams of a person, for example at sign-out. */
  disconnect(person: string): void
  /** Ends everything. */
  close(): void
  readonly size: number
}

export interface Subscription {
  readonly person: string
  /** The topics asked for, as they came from the browser. */
  readonly topics: readonly string[]
  /** Whether this person may hear of a topic. Asked once for each topic, when the stream opens. */
  readonly allowed: (topic: string) => boolean
  /** Cursor of the page that asks. */
  readonly since?: string
}

export interface LiveOptions {
  /** Changes are gathered for so long before they go out. */
  readonly coalesceMs?: number
  readonly heartbeatMs?: number
  readonly streamsPerPerson?: number
  readonly topicsPerStream?: number
}

export function createLiveHub({
  coalesceMs = 100,
  heartbeatMs = 25_000,
  streamsPerPerson = 8,
  topicsPerStream = 64,
}: LiveOptions = {}): LiveHub {
  const id = randomBytes(6).toString('hex')
  const streams = new Set<Stream>()
  const waiting = new Set<string>()
  /** Latest event of each topic, oldest first, so that a page that opens its stream late is told. */
  const recent = new Map<string, number>()
  let count = 0
  let flushing: NodeJS.Timeout | undefined

  const heartbeat = setInterval(() => {
    for (const stream of streams) send(stream, ': latido\n\n')
  }, heartbeatMs)
  heartbeat.unref()

  function flush(): void {
    flushing = undefined
    for (const stream of streams) {
      // What was published before the page was drawn is on it already.
      const news = (topic: string) => stream.topics.has(topic) && (recent.get(topic) ?? 0) > stream.since
      const topics = [...waiting].filter(news)
      if (topics.length > 0) send(stream, event(topics, `${id}-${count}`))
    }
    waiting.clear()
  }

  return {
    subscribe(reply, { person, topics, allowed, since }) {
      if ([...streams].filter((each) => each.person === person).length >= streamsPerPerson) {
        void reply.code(429).header('retry-after', '30').send()
        return false
      }
      const stream: Stream = {
        person,
        reply,
        since: count,
        topics: new Set([...new Set(topics)].slice(0, topicsPerStream).filter(allowed)),
      }
      reply.hijack()
      reply.raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      reply.raw.on('close', () => streams.delete(stream))
      reply.raw.on('error', () => streams.delete(stream))
      streams.add(stream)
      send(stream, 'retry: 3000\n\n')
      const missed = [...stream.topics].filter((topic) => (recent.get(topic) ?? -1) > placeOf(since, id, count))
      if (missed.length > 0) send(stream, event(missed, `${id}-${count}`))
      return true
    },
    publish(topic) {
      count += 1
      recent.delete(topic)
      recent.set(topic, count)
      if (recent.size > RECENT_TOPICS) recent.delete(recent.keys().next().value!)
      waiting.add(topic)
      flushing ??= setTimeout(flush, coalesceMs).unref()
    },
    cursor: () => `${id}-${count}`,
    disconnect(person) {
      for (const stream of streams) if (stream.person === person) stream.reply.raw.end()
    },
    close() {
      clearInterval(heartbeat)
      clearTimeout(flushing)
      for (const stream of streams) stream.reply.raw.end()
      streams.clear()
    },
    get size() {
      return streams.size
    },
  }
}

/** What the browser asks for: `?topic=a&topic=b&since=cursor`; on a reconnection its last event counts instead. */
export function readSubscription(request: FastifyRequest): Pick<Subscription, 'topics' | 'since'> {
  const query = new URL(request.url, 'http://localhost').searchParams
  const last = request.headers['last-event-id']
  const since = typeof last === 'string' && last !== '' ? last : query.get('since')
  return { topics: query.getAll('topic'), ...(since ? { since } : {}) }
}

interface Stream {
  readonly person: string
  readonly reply: FastifyReply
  readonly topics: ReadonlySet<string>
  /** What was published up to here it knows, or has been told at once. */
  readonly since: number
}

const RECENT_TOPICS = 5000
const MAX_UNSENT_BYTES = 64 * 1024

/** A browser that does not read is dropped rather than kept in memory; it comes back by itself. */
function send({ reply }: Stream, text: string): void {
  if (reply.raw.writableLength > MAX_UNSENT_BYTES) reply.raw.destroy()
  else reply.raw.write(text)
}

function event(topics: readonly string[], id: string): string {
  return `event: refresh\nid: ${id}\ndata: ${JSON.stringify(topics)}\n\n`
}

/** The place of a cursor in this hub. A cursor of another process cannot be compared: the recent past is told again, which is harmless. */
function placeOf(cursor: string | undefined, hub: string, now: number): number {
  if (!cursor) return now
  const [itsHub, place] = cursor.split('-')
  return itsHub === hub ? Number(place) : now - FOREIGN_WINDOW
}

const FOREIGN_WINDOW = 20
