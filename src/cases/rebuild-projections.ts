import { sql } from 'kysely'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { transaction } from '#src/platform/db/pool.ts'
import type { Db, Tx } from '#src/platform/db/types.ts'
import { replay } from '#src/procedure/index.ts'
import type { Act, CaseState } from '#src/procedure/types.ts'
import { listActs, lockCaseById } from './case.store.ts'
import { readers, taskRow } from './record.ts'
import type { CaseFile, StoredAct } from './types.ts'

/**
 * Makes what is projected from the acts anew: state, open tasks, timers and readers of every case. Units are those of the directory
 * that is given. Each case is its own transaction, so the office can go on working. Returns how many cases there were.
 */
export async function rebuildProjections(db: Db, directory: Pick<InstitutionDirectory, 'postById'>): Promise<number> {
  const { rows } = await sql<{ id: number }>`select id from case_file order by id`.execute(db)
  for (const { id } of rows) {
    await transaction(db, async (tx) => {
      const file = await lockCaseById(tx, id)
      if (file !== null) await rebuildCase(tx, file, directory)
    })
  }
  return rows.length
}

/** The act that a stored one keeps. */
export function actOf(stored: Pick<StoredAct, 'text' | 'private'>): Act {
  const { seq, at, actor, body } = JSON.parse(stored.text) as Act
  return { seq, at, actor, body, ...(stored.private === null ? {} : { private: stored.private as Act['private'] }) }
}

async function rebuildCase(tx: Tx, file: CaseFile, directory: Pick<InstitutionDirectory, 'postById'>): Promise<void> {
  const stored = await listActs(tx, file)
  const acts = stored.map(actOf)
  const state = replay(acts)
  await sql`
    update case_file set seq = ${state.seq}, head_hash = ${stored.at(-1)!.hash}, state = ${JSON.stringify(state)}::jsonb,
      manual_version_id = (select id from manual_version where manual_code = ${state.manual} and version = ${state.version}),
      contact_id = ${state.requester.kind === 'contact' ? (state.requester.contact ?? null) : null}::uuid,
      procedure = ${state.procedure}, status = ${state.status}, closed_at = ${state.closedAt ?? null}::timestamptz where id = ${file.id}`.execute(
    tx,
  )
  await rebuildTasks(tx, file, state, directory)
  await sql`delete from case_reader where case_id = ${file.id}`.execute(tx)
  await sql`
    insert into case_reader (case_id, reader)
    select ${file.id}, * from unnest(${readers(acts, { directory })}::uuid[])`.execute(tx)
}

async function rebuildTasks(
  tx: Tx,
  file: CaseFile,
  state: CaseState,
  directory: Pick<InstitutionDirectory, 'postById'>,
): Promise<void> {
  const rows = JSON.stringify(state.tasks.map((task) => taskRow(task, file.priority, { directory })))
  // Their timers go with them.
  await sql`delete from task where case_id = ${file.id}`.execute(tx)
  await sql`
    insert into task (case_id, id, kind, row_number, role, position_id, unit_id, group_id, assignee, priority, arrived_at, due_at)
    select ${file.id}, * from jsonb_to_recordset(${rows}::jsonb) as t (
      id int, kind text, row_number text, role text, position_id uuid, unit_id uuid, group_id text, assignee uuid,
      priority smallint, arrived_at timestamptz, due_at timestamptz)`.execute(tx)
  await sql`
    insert into timer (case_id, task_id, at)
    select ${file.id}, id, timer_at from jsonb_to_recordset(${rows}::jsonb) as t (id int, timer_at timestamptz)
    where timer_at is not null`.execute(tx)
}
