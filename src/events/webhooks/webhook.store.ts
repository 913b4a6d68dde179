import { sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { Queryable, Tx } from '#src/platform/db/types.ts'
import { isUuid } from '#src/platform/uuid.ts'

/** A subscription of another system. The secrets stay sealed until something is signed. */
export interface Webhook {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly events: readonly string[]
  readonly procedures: readonly string[]
  readonly units: readonly string[]
  readonly personal: boolean
  readonly secret: Buffer
  readonly previousSecret: Buffer | null
  readonly previousUntil: InstantText | null
  readonly madeBy: string
  readonly madeAt: InstantText
  readonly revision: number
  readonly pausedAt: InstantText | null
  readonly pausedBecause: 'person' | 'gone' | null
  readonly failures: number
}

const COLUMNS = sql`
  id, name, url, events, procedures, units::text[] as units, personal, secret, previous_secret as "previousSecret",
  previous_until as "previousUntil", made_by as "madeBy", made_at as "madeAt", revision, paused_at as "pausedAt",
  paused_because as "pausedBecause", failures`

export async function listWebhooks(db: Queryable): Promise<readonly (Webhook & WebhookCounts)[]> {
  const { rows } = await sql<Webhook & WebhookCounts>`
    select ${COLUMNS},
      (select count(*)::int from (select 1 from webhook_delivery d where d.webhook_id = webhook.id and d.ended_at is null limit 1000) w) as waiting,
      (select max(last_at) from webhook_delivery d where d.webhook_id = webhook.id and d.outcome = 'delivered') as "deliveredAt"
    from webhook order by name, id limit 200`.execute(db)
  return rows
}

export interface WebhookCounts {
  /** Counted no further than 1000. */
  readonly waiting: number
  readonly deliveredAt: InstantText | null
}

export async function findWebhook(db: Queryable, id: string): Promise<Webhook | null> {
  if (!isUuid(id)) return null
  const { rows } = await sql<Webhook>`select ${COLUMNS} from webhook where id = ${id}`.execute(db)
  return rows[0] ?? null
}

export interface WebhookInput {
  readonly name: string
  readonly url: string
  readonly events: readonly string[]
  readonly procedures: readonly string[]
  readonly units: readonly string[]
  readonly personal: boolean
}

export async function insertWebhook(
  tx: Tx,
  input: WebhookInput & {
    readonly id: string
    readonly secret: Buffer
    readonly madeBy: string
    readonly now: InstantText
  },
): Promise<void> {
  await sql`
    insert into webhook (id, name, url, events, procedures, units, personal, secret, made_by, made_at)
    values (${input.id}, ${input.name}, ${input.url}, ${[...input.events]}::text[], ${[...input.procedures]}::text[],
      ${[...input.units]}::uuid[], ${input.personal}, ${input.secret}, ${input.madeBy}, ${input.now})`.execute(tx)
}

export async function updateWebhook(tx: Tx, id: string, input: WebhookInput): Promise<void> {
  await sql`
    update webhook set name = ${input.name}, url = ${input.url}, events = ${[...input.events]}::text[],
      procedures = ${[...input.procedures]}::text[], units = ${[...input.units]}::uuid[], personal = ${input.personal},
      revision = revision + 1, failures = 0, rests_until = '-infinity'
    where id = ${id}`.execute(tx)
}

/** The new secret signs from now on; the one before signs beside it until `until`. */
export async function rotateSecret(tx: Tx, id: string, secret: Buffer, until: InstantText): Promise<void> {
  await sql`
    update webhook set previous_secret = secret, previous_until = ${until}, secret = ${secret}, revision = revision + 1
    where id = ${id}`.execute(tx)
}

export async function pauseWebhook(
  db: Queryable,
  id: string,
  now: InstantText,
  because: 'person' | 'gone',
): Promise<void> {
  await sql`update webhook set paused_at = ${now}, paused_because = ${because}, revision = revision + 1
    where id = ${id} and paused_at is null`.execute(db)
}

export async function resumeWebhook(db: Queryable, id: string): Promise<void> {
  await sql`update webhook set paused_at = null, paused_because = null, failures = 0, rests_until = '-infinity', revision = revision + 1
    where id = ${id}`.execute(db)
}

export async function deleteWebhook(tx: Tx, id: string): Promise<void> {
  await sql`delete from webhook where id = ${id}`.execute(tx)
}
