import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Db } from '#src/platform/db/types.ts'
import {
  type Attempt,
  actOfDelivery,
  type Delivery,
  endDelivery,
  noteReceiver,
  putOff,
  takeDue,
} from './delivery.store.ts'
import { messageOf } from './message.ts'
import { type Posted, postMessage } from './post-message.ts'
import { secretsOf, signedHeaders } from './sign-message.ts'
import { findWebhook, pauseWebhook, type Webhook } from './webhook.store.ts'

export interface DeliverDeps {
  readonly db: Db
  readonly clock: () => string
  /** The secret of the installation, which opens those of the subscriptions. */
  readonly secret: Uint8Array
  /** Networks that the operator allows besides public addresses. */
  readonly networks: readonly string[]
  readonly directory: (now: string) => Promise<InstitutionDirectory>
  /** From 0 to 1, to spread attempts. */
  readonly random?: () => number
  readonly timeoutMillis?: number
}

const AT_ONCE = 20

// After a restoration without the folder of keys.
const SEALED =
  'El secreto no se puede abrir con la llave de esta instalación. Recupere la llave del respaldo, o dé a la suscripción un secreto nuevo.'

/** Sends what is due until nothing is, and says how many attempts that were. At least once: who dies after sending sends again. */
export async function deliverDue(deps: DeliverDeps, signal?: AbortSignal): Promise<number> {
  let attempts = 0
  while (signal?.aborted !== true) {
    const due = await takeDue(deps.db, deps.clock(), AT_ONCE)
    if (due.length === 0) break
    attempts += due.length
    const directory = await deps.directory(deps.clock())
    for (const ofOne of Map.groupBy(due, ({ webhook }) => webhook).values()) await toReceiver(deps, ofOne, directory)
  }
  return attempts
}

async function toReceiver(deps: DeliverDeps, due: readonly Delivery[], directory: InstitutionDirectory): Promise<void> {
  const webhook = await findWebhook(deps.db, due[0]!.webhook)
  if (webhook === null) return
  const posted = await Promise.all(due.map((delivery) => attempt(deps, webhook, delivery, directory)))
  const at = deps.clock()
  if (posted.some(({ status }) => status === 410)) await pauseWebhook(deps.db, webhook.id, at, 'gone')
  if (posted.every(({ status }) => isTrouble(status))) {
    const failures = webhook.failures + 1
    await noteReceiver(deps.db, webhook.id, failures, later(at, Math.min(5 * 2 ** failures, 600)))
  } else if (webhook.failures > 0) await noteReceiver(deps.db, webhook.id, 0, '-infinity')
}

// Not the message but the receiver: it is away, overloaded or broken.
const isTrouble = (status: number | null): boolean => status === null || status >= 500 || status === 429

async function attempt(
  deps: DeliverDeps,
  webhook: Webhook,
  delivery: Delivery,
  directory: InstitutionDirectory,
): Promise<Posted> {
  const { db, clock, networks, timeoutMillis = 10_000 } = deps
  const act = await actOfDelivery(db, delivery)
  const body = messageOf(delivery, act, { personal: webhook.personal, directory })
  const at = clock()
  const seconds = Math.floor(Date.parse(at) / 1000)
  const secrets = secretsOf(webhook, deps.secret, at)
  const signed = signedHeaders({ id: delivery.message, body, seconds }, secrets ?? [])
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Ventanilla',
    'webhook-event': delivery.event,
    ...signed,
  }
  const posted =
    secrets === null
      ? { status: null, error: SEALED, answer: null }
      : await postMessage({ url: webhook.url, headers, body, networks, timeoutMillis })
  const kept: Attempt = { at: clock(), ...posted, request: requestHead(webhook, headers) }
  if (posted.status !== null && posted.status >= 200 && posted.status < 300)
    await endDelivery(db, delivery.id, 'delivered', kept)
  else if (Date.parse(clock()) >= Date.parse(delivery.giveUpAt)) await endDelivery(db, delivery.id, 'given-up', kept)
  else await putOff(db, delivery.id, nextAttempt(kept.at, delivery, deps.random ?? Math.random), kept)
  return posted
}

/** 30 s, 1 min, 2 min… at most 6 h, each a fifth more or less; the last one when patience ends. */
export function nextAttempt(
  at: string,
  { attempts, giveUpAt }: Pick<Delivery, 'attempts' | 'giveUpAt'>,
  random: () => number,
): string {
  const seconds = Math.min(30 * 2 ** Math.max(0, attempts - 1), 21_600) * (0.8 + 0.4 * random())
  const next = later(at, seconds)
  return Date.parse(next) > Date.parse(giveUpAt) ? giveUpAt : next
}

const later = (at: string, seconds: number): string =>
  Temporal.Instant.from(at)
    .add({ milliseconds: Math.round(seconds * 1000) })
    .toString()

/** What the log keeps of a request: its head without the signature. The address may carry a token in its query. */
function requestHead({ url }: Webhook, headers: Readonly<Record<string, string>>): string {
  const { origin, pathname, search } = new URL(url)
  const shown = Object.entries(headers).map(([name, value]) => `${name}: ${name === 'webhook-signature' ? '…' : value}`)
  return `POST ${origin}${pathname}${search === '' ? '' : '?…'}\n${shown.join('\n')}`
}
