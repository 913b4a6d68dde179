import pg from 'pg'
import type { Log } from '../log.ts'

export interface Topics {
  /** Tells every process that these changed. What is said within the interval goes out in one NOTIFY. */
  publish(topics: Iterable<string>): void
  stop(): Promise<void>
}

export interface TopicsOptions {
  readonly url: string
  readonly log: Log
  /** Told of every topic that any process published, this one included; `null` when some may have been missed. */
  readonly heard: (topic: string | null) => void
  /** Milliseconds for which topics are gathered. */
  readonly interval?: number
}

const CHANNEL = 'ventanilla_changed'
// A payload has 8000 bytes.
const MAX_PAYLOAD = 7_000

/**
 * Tells processes of each other's changes by LISTEN and NOTIFY on one connection of its own, which must be direct (not through a
 * pooler). NOTIFY is sent after the commit and gathered: inside each transaction it halves throughput. A lost connection is
 * opened again, and what was missed meanwhile is told as `null`.
 */
export function openTopics({ url, log, heard, interval = 40 }: TopicsOptions): Topics {
  const waiting = new Set<string>()
  let client: pg.Client | null = null
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let retry: NodeJS.Timeout | undefined

  async function connect(again: boolean): Promise<void> {
    const fresh = new pg.Client({ connectionString: url, application_name: 'ventanilla live', keepAlive: true })
    fresh.on('notification', ({ payload }) => {
      for (const topic of (payload ?? '').split('\n')) if (topic !== '') heard(topic)
    })
    fresh.on('error', (err) => {
      log.warn({ err }, 'the connection for live pages was lost')
      lost()
    })
    fresh.on('end', lost)
    try {
      await fresh.connect()
      await fresh.query(`listen ${CHANNEL}`)
      client = fresh
      if (again) heard(null)
    } catch (err) {
      log.warn({ err }, 'the connection for live pages could not be opened; trying again')
      lost()
    }
  }

  function lost(): void {
    client = null
    if (stopped || retry !== undefined) return
    retry = setTimeout(() => {
      retry = undefined
      void connect(true)
    }, 1_000)
  }

  // One NOTIFY at a time on the connection: what comes meanwhile goes out with the next.
  async function flush(): Promise<void> {
    await tell()
    timer = waiting.size === 0 || stopped ? undefined : setTimeout(() => void flush(), interval)
  }

  async function tell(): Promise<void> {
    const topics = [...waiting]
    waiting.clear()
    if (client === null) {
      // This process at least can tell its own pages.
      for (const topic of topics) heard(topic)
      return
    }
    try {
      for (const payload of payloads(topics)) await client.query('select pg_notify($1, $2)', [CHANNEL, payload])
    } catch (err) {
      if (stopped) return
      log.warn({ err }, 'a change could not be told to other processes')
      for (const topic of topics) heard(topic)
    }
  }

  void connect(false)
  return {
    publish(topics) {
      for (const topic of topics) waiting.add(topic)
      timer ??= setTimeout(() => void flush(), interval)
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      clearTimeout(retry)
      await client?.end().catch(() => {})
    },
  }
}

function payloads(topics: readonly string[]): string[] {
  const lines: string[] = []
  let current = ''
  for (const topic of topics) {
    if (current.length + topic.length + 1 > MAX_PAYLOAD) {
      lines.push(current)
      current = ''
    }
    current += `${current === '' ? '' : '\n'}${topic}`
  }
  if (current !== '') lines.push(current)
  return lines
}
