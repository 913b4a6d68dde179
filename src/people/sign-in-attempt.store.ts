import { type QueryExecutorProvider, sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import { hashToken } from '#src/platform/crypto/token.ts'

/** Failures within 15 minutes. An office behind one address has many people who mistype. */
export const FAILURES_PER_NAME = 10
export const FAILURES_PER_ADDRESS = 60

/**
 * Notes that somebody tries, before the password is looked at, so that guesses sent at the same moment count too. Null when there
 * were too many failures; the name need not belong to anybody. Run it in a transaction of its own: it takes a lock.
 */
export async function noteAttempt(
  tx: QueryExecutorProvider,
  { username, address, now }: { readonly username: string; readonly address: string; readonly now: InstantText },
): Promise<number | null> {
  const name = hashToken(username)
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sign-in ${name}`}, 0))`.execute(tx)
  const { rows } = await sql<{ id: number }>`
    with failed as (
      select count(*) filter (where username_hash = ${name}) as of_name, count(*) filter (where address = ${address}) as of_address
      from sign_in_attempt
      where not succeeded and at > ${now}::timestamptz - interval '15 minutes'
        and (username_hash = ${name} or address = ${address}))
    insert into sign_in_attempt (at, username_hash, address)
    select ${now}, ${name}, ${address} from failed
    where of_name < ${FAILURES_PER_NAME} and of_address < ${FAILURES_PER_ADDRESS}
    returning id`.execute(tx)
  return rows[0]?.id ?? null
}

export async function attemptSucceeded(db: QueryExecutorProvider, id: number): Promise<void> {
  await sql`update sign_in_attempt set succeeded = true where id = ${id}`.execute(db)
}
