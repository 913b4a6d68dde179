import { sql } from 'kysely'
import { canonicalJson } from '#src/platform/crypto/canonical-json.ts'
import { sha256Hex } from '#src/platform/crypto/token.ts'
import type { Db } from '#src/platform/db/types.ts'
import type { Call, CommandRequest, OnceKey } from './call.ts'
import { refused } from './refusals.ts'

/**
 * Does the work once for a person and key. The key's row is inserted first, so that a second request waits for the first to commit
 * and then finds its answer; another content under the same key is refused.
 */
export async function answerOnce<Answer>(
  call: Call,
  command: string,
  request: CommandRequest<unknown>,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const key = request.idempotencyKey
  if (key === undefined || key === '') return work()
  const { digest } = onceKey(command, request)!
  const { rows } = await sql`
    insert into idempotency_key (person, key, request_sha256, created_at)
    values (${request.person}, ${key}, ${digest}, ${call.now}) on conflict do nothing returning key`.execute(call.tx)
  if (rows.length === 0) {
    const known = await sql<{ digest: string; answer: Answer }>`
      select request_sha256 as digest, answer from idempotency_key where person = ${request.person} and key = ${key}`.execute(
      call.tx,
    )
    if (known.rows[0]!.digest !== digest) throw refused('idempotency-key-reused', {})
    return known.rows[0]!.answer
  }
  const answer = await work()
  await sql`
    update idempotency_key set answer = ${JSON.stringify(answer)}::jsonb
    where person = ${request.person} and key = ${key}`.execute(call.tx)
  return answer
}

/** The key of a request with the digest of its content; null without a key. Refuses a key that is too short or too long. */
export function onceKey(command: string, request: CommandRequest<unknown>): OnceKey | null {
  const key = request.idempotencyKey
  if (key === undefined || key === '') return null
  if (key.length < 8 || key.length > 200) throw refused('idempotency-key-length', {})
  // The framework gives parameters without a prototype, which is no plain object.
  const params = { ...request.params }
  // A proof of who signs is new at every try; what is done with it is the same.
  const { proof: _, ...input } = (request.input ?? {}) as Readonly<Record<string, unknown>>
  return {
    person: request.person,
    key,
    digest: sha256Hex(canonicalJson({ command, params, input: request.input === undefined ? null : input })),
  }
}

/** Is this the database's word that a key is there already? */
export function keyIsTaken(error: unknown): boolean {
  const { code, table } = error as { code?: string; table?: string }
  return code === '23505' && table === 'idempotency_key'
}

/** Is this the database's word that somebody else holds the row? */
export function rowIsHeld(error: unknown): boolean {
  return (error as { code?: string }).code === '55P03'
}

/** Forgets keys older than seven days. */
export async function forgetOldKeys(db: Db, now: string): Promise<void> {
  await sql`delete from idempotency_key where created_at < ${now}::timestamptz - interval '7 days'`.execute(db)
}
