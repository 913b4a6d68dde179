import { type QueryExecutorProvider, sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'

/** The task of a case that somebody is about to sign. */
export interface ProofSubject {
  readonly person: string
  readonly number: string
  readonly task: number
}

export async function insertProof(
  db: QueryExecutorProvider,
  {
    person,
    number,
    task,
    tokenHash,
    sealed,
    now,
  }: ProofSubject & { readonly tokenHash: string; readonly sealed: Buffer; readonly now: InstantText },
): Promise<void> {
  await sql`with old as (delete from signing_proof where expires_at < ${now}::timestamptz - interval '1 day')
    insert into signing_proof (token_hash, person_id, case_number, task_id, sealed, expires_at)
    values (${tokenHash}, ${person}::uuid, ${number}, ${task}, ${sealed}, ${now}::timestamptz + interval '2 minutes')`.execute(
    db,
  )
}

/** Uses a proof up and gives what it holds; null for one of another task or person, used before or expired. */
export async function takeProof(
  tx: QueryExecutorProvider,
  { person, number, task, tokenHash, now }: ProofSubject & { readonly tokenHash: string; readonly now: InstantText },
): Promise<Buffer | null> {
  const { rows } = await sql<{ sealed: Buffer }>`
    update signing_proof set used_at = ${now}
    where token_hash = ${tokenHash} and person_id = ${person}::uuid and case_number = ${number} and task_id = ${task}
      and used_at is null and expires_at > ${now}::timestamptz
    returning sealed`.execute(tx)
  return rows[0]?.sealed ?? null
}
