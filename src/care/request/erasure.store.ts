import { sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import type { PersonId } from '#src/procedure/types.ts'
import type { ErasureOutcome, ErasureTarget } from '../erase/erase-cases.ts'
import type { Subject } from './subject.ts'

export interface Erasure {
  readonly id: string
  readonly subject: Subject
  readonly reason: string
  readonly basis: string
  readonly askedBy: PersonId
  readonly askedAt: InstantText
  readonly status: 'asked' | 'confirmed' | 'refused' | 'withdrawn' | 'done'
  readonly decidedBy: PersonId | null
  readonly decidedAt: InstantText | null
  readonly decision: string | null
  readonly doneAt: InstantText | null
  readonly contactErased: boolean
}

const COLUMNS = sql`
  id, json_build_object('kind', subject_kind, 'id', subject_id) as subject, reason, legal_basis as basis, asked_by as "askedBy",
  asked_at as "askedAt", status, decided_by as "decidedBy", decided_at as "decidedAt", decision, done_at as "doneAt",
  contact_erased as "contactErased"`

export type NewErasure = Pick<Erasure, 'subject' | 'reason' | 'basis' | 'askedBy' | 'askedAt'>

/** Null where another one of the same subject is under way. */
export async function insertErasure(db: Queryable, asked: NewErasure): Promise<string | null> {
  const { subject, reason, basis, askedBy, askedAt } = asked
  const { rows } = await sql<{ id: string }>`
    insert into erasure (subject_kind, subject_id, reason, legal_basis, asked_by, asked_at)
    values (${subject.kind}, ${subject.id}, ${reason}, ${basis}, ${askedBy}::uuid, ${askedAt}::timestamptz)
    on conflict (subject_kind, subject_id) where status in ('asked', 'confirmed') do nothing returning id`.execute(db)
  return rows[0]?.id ?? null
}

export async function findErasure(db: Queryable, id: string): Promise<Erasure | null> {
  const { rows } = await sql<Erasure>`select ${COLUMNS} from erasure where id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

export async function lockErasure(db: Queryable, id: string): Promise<Erasure | null> {
  const { rows } = await sql<Erasure>`select ${COLUMNS} from erasure where id = ${id}::uuid for update`.execute(db)
  return rows[0] ?? null
}

/** The newest requests, those that wait for somebody first; of a contact, with the name. */
export async function listErasures(db: Queryable): Promise<readonly (Erasure & { contactName: string | null })[]> {
  const { rows } = await sql<Erasure & { contactName: string | null }>`
    select listed.*, c.name as "contactName"
    from (select ${COLUMNS} from erasure order by status in ('asked', 'confirmed') desc, id desc limit 100) listed
      left join contact c on c.id = case when listed.subject ->> 'kind' = 'contact' then (listed.subject ->> 'id')::uuid end
    order by listed.status in ('asked', 'confirmed') desc, listed.id desc`.execute(db)
  return rows
}

/** The request of a subject that waits for somebody, or is being done. */
export async function erasureUnderWay(db: Queryable, { kind, id }: Subject): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from erasure where subject_kind = ${kind} and subject_id = ${id} and status in ('asked', 'confirmed')`.execute(
    db,
  )
  return rows[0]?.id ?? null
}

export async function decideErasure(
  db: Queryable,
  id: string,
  decided: { readonly status: 'confirmed' | 'refused' | 'withdrawn'; readonly by: PersonId; readonly at: InstantText },
  decision: string | null,
): Promise<void> {
  await sql`
    update erasure set status = ${decided.status}, decided_by = ${decided.by}::uuid, decided_at = ${decided.at}::timestamptz,
      decision = ${decision} where id = ${id}::uuid`.execute(db)
}

/** The request that was confirmed first and is not done. */
export async function nextErasure(db: Queryable): Promise<Erasure | null> {
  const { rows } = await sql<Erasure>`
    select ${COLUMNS} from erasure where status = 'confirmed' order by decided_at limit 1 for update`.execute(db)
  return rows[0] ?? null
}

export async function waitingTargets(db: Queryable, id: string, atMost: number): Promise<readonly ErasureTarget[]> {
  const { rows } = await sql<ErasureTarget>`
    select case_id as "caseId", seqs from erasure_case where erasure_id = ${id}::uuid and outcome is null
    order by case_id limit ${atMost}`.execute(db)
  return rows
}

export async function settleTargets(db: Queryable, id: string, outcomes: readonly ErasureOutcome[]): Promise<void> {
  await sql`
    update erasure_case e set outcome = o.outcome, acts = o.acts, files = o.files
    from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) as o ("caseId" bigint, outcome text, acts integer, files integer)
    where e.erasure_id = ${id}::uuid and e.case_id = o."caseId"`.execute(db)
}

export async function finishErasure(db: Queryable, id: string, at: InstantText, contactErased: boolean): Promise<void> {
  await sql`
    update erasure set status = 'done', done_at = ${at}::timestamptz, contact_erased = ${contactErased} where id = ${id}::uuid`.execute(
    db,
  )
}

/** What became of the cases of a request so far. */
export interface ErasureResult {
  readonly cases: number
  readonly erased: number
  readonly open: number
  readonly held: number
  readonly acts: number
  readonly files: number
}

export async function resultOf(db: Queryable, id: string): Promise<ErasureResult> {
  const { rows } = await sql<ErasureResult>`
    select count(*)::int as cases, count(*) filter (where outcome = 'erased')::int as erased,
      count(*) filter (where outcome = 'open')::int as open, count(*) filter (where outcome = 'held')::int as held,
      coalesce(sum(acts), 0)::int as acts, coalesce(sum(files), 0)::int as files
    from erasure_case where erasure_id = ${id}::uuid`.execute(db)
  return rows[0]!
}

export interface ErasedCase {
  readonly caseId: number
  readonly number: string
  readonly whole: boolean
  readonly outcome: ErasureOutcome['outcome'] | null
  readonly acts: number | null
  readonly files: number | null
}

/** The cases of a request, newest first, one more than a page where there are others. */
export async function listErasedCases(
  db: Queryable,
  id: string,
  before: number | null,
  limit: number,
): Promise<readonly ErasedCase[]> {
  const { rows } = await sql<ErasedCase>`
    select e.case_id as "caseId", c.number, e.seqs is null as whole, e.outcome, e.acts, e.files
    from erasure_case e join case_file c on c.id = e.case_id
    where e.erasure_id = ${id}::uuid and e.case_id < ${before ?? Number.MAX_SAFE_INTEGER}::bigint
    order by e.case_id desc limit ${limit + 1}`.execute(db)
  return rows
}
