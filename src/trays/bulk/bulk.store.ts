import { sql } from 'kysely'
import type { Db, Queryable } from '#src/platform/db/types.ts'

export const BULK_ACTIONS = ['claim', 'release', 'hand-over', 'note', 'complete', 'prioritise', 'undo'] as const
export type BulkAction = (typeof BULK_ACTIONS)[number]

/** A row as it was chosen; `seq` is the act that an undoing takes back. */
export interface ChosenRow {
  readonly number: string
  readonly task: number
  readonly seq?: number
}

export interface BulkInput {
  readonly to?: string
  readonly note?: string
  readonly reason?: string
  readonly impact?: number
  readonly urgency?: number
}

export interface BulkRun {
  readonly id: string
  readonly action: BulkAction
  readonly digest: string
  readonly input: BulkInput
  readonly begunAt: string
}

export interface BulkItem extends ChosenRow {
  readonly place: number
  /** Null until it has been tried. */
  readonly outcome: 'done' | 'already' | 'refused' | null
  readonly refusal: { readonly code: string; readonly es: string; readonly en: string } | null
}

/** Keeps a batch before anything of it is done; null where the person has used the key already. */
export async function insertRun(
  db: Db,
  person: string,
  key: string,
  run: Pick<BulkRun, 'action' | 'digest' | 'input'>,
  rows: readonly ChosenRow[],
  now: string,
): Promise<string | null> {
  const { rows: made } = await sql<{ id: string }>`
    with run as (
      insert into bulk_run (person_id, key, action, request_sha256, input, begun_at)
      values (${person}::uuid, ${key}, ${run.action}, ${run.digest}, ${JSON.stringify(run.input)}::jsonb, ${now}::timestamptz)
      on conflict do nothing returning id
    ), items as (
      insert into bulk_item (run_id, place, case_number, task_id, seq)
      select run.id, each.place, each.number, each.task, each.seq from run,
        unnest(${rows.map(({ number }) => number)}::text[], ${rows.map(({ task }) => task)}::int[],
          ${rows.map(({ seq }) => seq ?? null)}::int[]) with ordinality each (number, task, seq, place)
    )
    select id from run`.execute(db)
  return made[0]?.id ?? null
}

const RUN = sql`id, action, request_sha256 as digest, input, begun_at as "begunAt"`

export async function findRun(db: Queryable, person: string, id: string): Promise<BulkRun | null> {
  const { rows } = await sql<BulkRun>`
    select ${RUN} from bulk_run where id = ${id}::uuid and person_id = ${person}::uuid`.execute(db)
  return rows[0] ?? null
}

export async function findRunByKey(db: Queryable, person: string, key: string): Promise<BulkRun | null> {
  const { rows } = await sql<BulkRun>`
    select ${RUN} from bulk_run where key = ${key} and person_id = ${person}::uuid`.execute(db)
  return rows[0] ?? null
}

export async function listItems(db: Queryable, run: string): Promise<readonly BulkItem[]> {
  const { rows } = await sql<BulkItem>`
    select place, case_number as number, task_id as task, outcome, refusal, seq
    from bulk_item where run_id = ${run}::uuid order by place`.execute(db)
  return rows
}

/** Notes what became of a row, unless that is known already. */
export async function settleItem(
  db: Queryable,
  run: string,
  { place, outcome, refusal, seq }: Pick<BulkItem, 'place' | 'outcome' | 'refusal' | 'seq'>,
): Promise<void> {
  await sql`
    update bulk_item set outcome = ${outcome}, refusal = ${refusal === null ? null : JSON.stringify(refusal)}::jsonb, seq = ${seq ?? null}::int
    where run_id = ${run}::uuid and place = ${place} and outcome is null`.execute(db)
}

/** Forgets batches older than seven days. */
export async function forgetOldBatches(db: Queryable, now: string): Promise<void> {
  await sql`delete from bulk_run where begun_at < ${now}::timestamptz - interval '7 days'`.execute(db)
}

/** Forgets what was typed in batches that touched these cases: notes and reasons. */
export async function forgetTyped(db: Queryable, numbers: readonly string[]): Promise<void> {
  await sql`
    update bulk_run set input = '{}' where input <> '{}'
      and id in (select run_id from bulk_item where case_number = any(${numbers}::text[]))`.execute(db)
}
