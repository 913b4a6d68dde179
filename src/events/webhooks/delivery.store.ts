import { sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { FollowedAct } from '#src/cases/follow-record.ts'
import type { Queryable, Tx } from '#src/platform/db/types.ts'
import { eventOf } from '../event-names.ts'

/** After how long a message that nobody takes is given up. */
export const PATIENCE_DAYS = 3

/** One message to one receiver, as the log shows it. */
export interface Delivery {
  readonly id: number
  /** The same at every attempt. */
  readonly message: string
  readonly webhook: string
  readonly event: string
  readonly caseId: number | null
  readonly openedMonth: string | null
  readonly seq: number | null
  readonly madeAt: InstantText
  readonly giveUpAt: InstantText
  readonly nextAt: InstantText
  readonly attempts: number
  readonly endedAt: InstantText | null
  readonly outcome: 'delivered' | 'given-up' | null
  readonly lastAt: InstantText | null
  readonly lastStatus: number | null
  readonly lastError: string | null
  readonly lastRequest: string | null
  readonly lastAnswer: string | null
}

const COLUMNS = sql`
  d.id, d.message, d.webhook_id as webhook, d.event, d.case_id as "caseId", to_char(d.opened_month, 'YYYY-MM-DD') as "openedMonth", d.seq,
  d.made_at as "madeAt", d.give_up_at as "giveUpAt", d.next_at as "nextAt", d.attempts, d.ended_at as "endedAt", d.outcome,
  d.last_at as "lastAt", d.last_status as "lastStatus", d.last_error as "lastError", d.last_request as "lastRequest",
  d.last_answer as "lastAnswer"`

/** Writes what each subscription is to be told of these acts, in their order, in the transaction that moves the cursor. */
export async function insertDeliveries(tx: Tx, acts: readonly FollowedAct[], now: InstantText): Promise<void> {
  await sql`
    insert into webhook_delivery (webhook_id, event, case_id, opened_month, seq, made_at, give_up_at, next_at)
    select w.id, a.event, a.case_id, a.opened_month, a.seq, ${now}::timestamptz,
      ${now}::timestamptz + ${PATIENCE_DAYS} * interval '1 day', ${now}::timestamptz
    from unnest(${acts.map(({ caseId }) => caseId)}::bigint[], ${acts.map(({ openedMonth }) => openedMonth)}::date[],
      ${acts.map(({ seq }) => seq)}::int[], ${acts.map(({ kind }) => eventOf(kind))}::text[], ${acts.map(({ at }) => at)}::timestamptz[])
      with ordinality as a (case_id, opened_month, seq, event, at, place)
    join webhook w on a.event = any(w.events) and w.paused_at is null and a.at >= w.made_at
    join case_file c on c.id = a.case_id
    join manual_version v on v.id = c.manual_version_id
    where (w.procedures = '{}' or v.manual_code || '/' || c.procedure = any(w.procedures))
      and (w.units = '{}' or exists (select from case_reader r where r.case_id = a.case_id and r.reader = any(w.units)))
    order by a.place, w.id`.execute(tx)
}

/** A message that says only that it is a test. */
export async function insertPing(tx: Tx, webhook: string, now: InstantText): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into webhook_delivery (webhook_id, event, made_at, give_up_at, next_at)
    values (${webhook}, 'ping', ${now}, ${now}::timestamptz + interval '1 hour', ${now}) returning id`.execute(tx)
  return rows[0]!.id
}

/** How long whoever took a message has to say how it went; a process that dies meanwhile leaves it to the next. */
const LEASE_SECONDS = 120

/**
 * Takes what is due, at most one message of each case for each receiver: the next waits for the one before. Two processes never take
 * the same.
 */
export async function takeDue(db: Queryable, now: InstantText, atMost: number): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    with due as (
      select d.id from webhook_delivery d join webhook w on w.id = d.webhook_id
      where d.ended_at is null and d.next_at <= ${now} and w.paused_at is null and w.rests_until <= ${now}
        and not exists (
          select from webhook_delivery e
          where e.webhook_id = d.webhook_id and e.case_id = d.case_id and e.ended_at is null and e.id < d.id)
      order by d.next_at, d.id limit ${atMost} for update of d skip locked
    )
    update webhook_delivery d set next_at = ${now}::timestamptz + ${LEASE_SECONDS} * interval '1 second', attempts = d.attempts + 1
    from due where d.id = due.id
    returning ${COLUMNS}`.execute(db)
  return rows.sort((a, b) => a.id - b.id)
}

/** What came of an attempt, cut to what the log keeps. */
export interface Attempt {
  readonly at: InstantText
  readonly status: number | null
  readonly error: string | null
  readonly request: string
  readonly answer: string | null
}

const KEPT = 4_000
const cut = (text: string | null): string | null => text?.replaceAll('\0', '').slice(0, KEPT) ?? null

export async function endDelivery(
  db: Queryable,
  id: number,
  outcome: 'delivered' | 'given-up',
  attempt: Attempt,
): Promise<void> {
  await sql`
    update webhook_delivery set ended_at = ${attempt.at}, outcome = ${outcome}, last_at = ${attempt.at}, last_status = ${attempt.status},
      last_error = ${cut(attempt.error)}, last_request = ${cut(attempt.request)}, last_answer = ${cut(attempt.answer)}
    where id = ${id} and ended_at is null`.execute(db)
}

/** Forgets what was sent and answered about these cases: it may hold text that was lawfully erased since. */
export async function forgetSent(db: Queryable, cases: readonly number[]): Promise<void> {
  await sql`
    update webhook_delivery set last_request = null, last_answer = null
    where case_id = any(${cases}::bigint[]) and (last_request is not null or last_answer is not null)`.execute(db)
}

export async function putOff(db: Queryable, id: number, nextAt: InstantText, attempt: Attempt): Promise<void> {
  await sql`
    update webhook_delivery set next_at = ${nextAt}, last_at = ${attempt.at}, last_status = ${attempt.status},
      last_error = ${cut(attempt.error)}, last_request = ${cut(attempt.request)}, last_answer = ${cut(attempt.answer)}
    where id = ${id} and ended_at is null`.execute(db)
}

/** A receiver that did not answer is left alone for a while, whatever waits for it; one that did is well again. */
export async function noteReceiver(
  db: Queryable,
  webhook: string,
  failures: number,
  restsUntil: string,
): Promise<void> {
  await sql`update webhook set failures = ${failures}, rests_until = ${restsUntil}::timestamptz where id = ${webhook}`.execute(
    db,
  )
}

/** Sends it once more, with the same identifier, and with all the patience of a new one. */
export async function sendAgain(tx: Tx, webhook: string, id: number, now: InstantText): Promise<boolean> {
  const { rows } = await sql`
    update webhook_delivery set ended_at = null, outcome = null, next_at = ${now}, attempts = 0,
      give_up_at = ${now}::timestamptz + ${PATIENCE_DAYS} * interval '1 day'
    where id = ${id} and webhook_id = ${webhook} returning 1`.execute(tx)
  return rows.length > 0
}

export const LOG_PAGE = 50

/** The log of a subscription, the newest first, one more than a page when there is another. */
export async function listDeliveries(
  db: Queryable,
  webhook: string,
  before: number | null,
): Promise<readonly (Delivery & { readonly number: string | null })[]> {
  const { rows } = await sql<Delivery & { number: string | null }>`
    select ${COLUMNS}, c.number from webhook_delivery d left join case_file c on c.id = d.case_id
    where d.webhook_id = ${webhook} and d.id < ${before ?? Number.MAX_SAFE_INTEGER}
    order by d.id desc limit ${LOG_PAGE + 1}`.execute(db)
  return rows
}

/** The act of a message with its case and its personal text; null when it is of no act. */
export async function actOfDelivery(db: Queryable, { caseId, openedMonth, seq }: Delivery): Promise<ActToTell | null> {
  if (caseId === null) return null
  const { rows } = await sql<ActToTell>`
    select a.seq, a.at, a.kind, a.text, a.actor_person as actor, p.content as private, c.number, c.title, c.channel, c.procedure,
      c.requester_name as "requesterName", c.requester_person as "requesterPerson", v.manual_code as manual, v.version
    from act a join case_file c on c.id = a.case_id join manual_version v on v.id = c.manual_version_id
    left join act_private p on p.case_id = a.case_id and p.seq = a.seq
    where a.opened_month = ${openedMonth}::date and a.case_id = ${caseId} and a.seq = ${seq}`.execute(db)
  return rows[0] ?? null
}

export interface ActToTell {
  readonly seq: number
  readonly at: InstantText
  readonly kind: string
  readonly text: string
  readonly actor: string | null
  readonly private: Readonly<Record<string, unknown>> | null
  readonly number: string
  readonly title: string
  readonly channel: string
  readonly procedure: string
  readonly requesterName: string | null
  readonly requesterPerson: string | null
  readonly manual: string
  readonly version: string
}

const LOG_DAYS = 30

/** Forgets messages that ended long ago. */
export async function forgetOldDeliveries(db: Queryable, now: InstantText): Promise<void> {
  await sql`delete from webhook_delivery where ended_at < ${now}::timestamptz - ${LOG_DAYS} * interval '1 day'`.execute(
    db,
  )
}
