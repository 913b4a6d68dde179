import { CompiledQuery } from 'kysely'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Tx } from '#src/platform/db/types.ts'
import { apply } from '#src/procedure/index.ts'
import type { Act, Task } from '#src/procedure/types.ts'
import { chain } from './chain.ts'
import type { CaseFile } from './types.ts'

/** Told of acts inside their transaction: the books, and whatever else must never differ from the record. */
export type Projection = (tx: Tx, file: CaseFile, acts: readonly Act[]) => Promise<void>

export interface RecordContext {
  readonly directory: Pick<InstitutionDirectory, 'postById'>
  readonly projections: readonly Projection[]
}

/**
 * Appends acts to the record of a case and updates what is projected from it: the case's row, its open tasks, their timers and who
 * may read it. One statement; the caller holds the case's row locked and commits.
 */
export async function record(tx: Tx, file: CaseFile, acts: readonly Act[], context: RecordContext): Promise<CaseFile> {
  if (acts.length === 0) return file
  const after = applied(file, acts)
  const { chained, head } = chain(file.number, file.headHash, acts)
  const done: CaseFile = { ...after, headHash: head }
  const privates = chained.filter((entry) => entry.salt !== null)
  const { gone, came } = taskChanges(file, done)
  await tx.executeQuery(
    CompiledQuery.raw(RECORD, [
      file.openedMonth,
      file.id,
      chained.map((entry) => entry.act.seq),
      chained.map((entry) => entry.act.at),
      chained.map((entry) => (entry.act.actor.kind === 'person' ? entry.act.actor.person : null)),
      chained.map((entry) => entry.act.body.kind),
      chained.map((entry) => entry.text),
      chained.map((entry) => entry.hash),
      privates.map((entry) => entry.act.seq),
      privates.map((entry) => entry.salt),
      privates.map((entry) => JSON.stringify(entry.act.private)),
      gone,
      JSON.stringify(came.map((task) => taskRow(task, done.priority, context))),
      readers(acts, context),
      done.seq,
      head,
      JSON.stringify(done.state),
      done.status,
      done.closedAt,
    ]),
  )
  for (const projection of context.projections) await projection(tx, done, acts)
  return done
}

function applied(file: CaseFile, acts: readonly Act[]): CaseFile {
  let state = file.seq === 0 ? null : file.state
  for (const act of acts) state = apply(state, act)
  if (state === null) throw new Error(`Case ${file.number} has no acts`)
  return { ...file, state, seq: state.seq, status: state.status, closedAt: state.closedAt ?? null }
}

function taskChanges(before: CaseFile, after: CaseFile): { gone: number[]; came: Task[] } {
  const old = new Map(before.seq === 0 ? [] : before.state.tasks.map((task) => [task.id, task]))
  const now = new Set(after.state.tasks.map((task) => task.id))
  return {
    gone: [...old.keys()].filter((id) => !now.has(id)),
    came: after.state.tasks.filter((task) => old.get(task.id) !== task),
  }
}

/** The row of `task`, and the instant of its timer, that an open task is projected to. */
export function taskRow(task: Task, priority: number, context: Pick<RecordContext, 'directory'>) {
  const position = task.tray?.position ?? null
  return {
    id: task.id,
    kind: task.kind,
    row_number: task.row,
    role: task.tray?.role ?? null,
    position_id: position,
    unit_id: position === null ? null : (context.directory.postById(position)?.unit ?? null),
    group_id: task.tray?.group ?? null,
    assignee: task.tray?.assignee ?? null,
    priority,
    arrived_at: task.arrivedAt,
    due_at: task.due?.at ?? 'infinity',
    timer_at: task.due !== undefined && task.due.source !== 'norm' && task.due.expired !== true ? task.due.at : null,
  }
}

/** Units whose positions these acts bring in, and persons who are given a task. */
export function readers(acts: readonly Act[], context: Pick<RecordContext, 'directory'>): string[] {
  const ids = new Set<string>()
  for (const { actor, body } of acts) {
    if (body.kind === 'task-arrived' && body.task.tray !== null) {
      addTray(ids, body.task.tray, context)
    } else if (body.kind === 'task-escalated') {
      addTray(ids, body.tray, context)
    } else if (body.kind === 'task-handed-over') {
      ids.add(body.to)
    } else if (body.kind === 'role-notified' && body.position !== null) {
      addTray(ids, { position: body.position, assignee: null }, context)
    } else if (body.kind === 'case-opened') {
      if (body.requester.kind === 'person') ids.add(body.requester.person)
      if (actor.kind === 'person') ids.add(actor.person)
    }
  }
  return [...ids]
}

function addTray(
  ids: Set<string>,
  tray: { position: string | null; assignee: string | null },
  context: Pick<RecordContext, 'directory'>,
): void {
  const unit = tray.position === null ? null : (context.directory.postById(tray.position)?.unit ?? null)
  if (unit !== null) ids.add(unit)
  if (tray.assignee !== null) ids.add(tray.assignee)
}

const RECORD = `
with acts as (
  insert into act (opened_month, case_id, seq, at, actor_person, kind, text, hash)
  select $1::date, $2::bigint, * from unnest($3::int[], $4::timestamptz[], $5::uuid[], $6::text[], $7::text[], $8::text[])
), privates as (
  insert into act_private (case_id, seq, salt, content)
  select $2::bigint, * from unnest($9::int[], $10::text[], $11::jsonb[])
), gone as (
  delete from task where case_id = $2::bigint and id = any($12::int[])
), arriving as (
  select * from jsonb_to_recordset($13::jsonb) as t (
    id int, kind text, row_number text, role text, position_id uuid, unit_id uuid, group_id text, assignee uuid,
    priority smallint, arrived_at timestamptz, due_at timestamptz, timer_at timestamptz)
), came as (
  insert into task (case_id, id, kind, row_number, role, position_id, unit_id, group_id, assignee, priority, arrived_at, due_at)
  select $2::bigint, id, kind, row_number, role, position_id, unit_id, group_id, assignee, priority, arrived_at, due_at from arriving
  on conflict (case_id, id) do update set
    kind = excluded.kind, role = excluded.role, position_id = excluded.position_id, unit_id = excluded.unit_id,
    group_id = excluded.group_id, assignee = excluded.assignee, priority = excluded.priority, due_at = excluded.due_at
), stopped as (
  delete from timer where case_id = $2::bigint and task_id in (select id from arriving where timer_at is null)
), timed as (
  insert into timer (case_id, task_id, at)
  select $2::bigint, id, timer_at from arriving where timer_at is not null
  on conflict (case_id, task_id) do update set at = excluded.at, failures = 0, retry_at = default
), readable as (
  insert into case_reader (case_id, reader) select $2::bigint, * from unnest($14::uuid[]) on conflict do nothing
)
update case_file set seq = $15, head_hash = $16, state = $17::jsonb, status = $18, closed_at = $19::timestamptz where id = $2::bigint
`
