import { CompiledQuery } from 'kysely'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Queryable, Tx } from '#src/platform/db/types.ts'
import { apply, deskReaders, isDeskAct } from '#src/procedure/index.ts'
import type { Act, Task } from '#src/procedure/types.ts'
import { readNumber } from './case-number.ts'
import { chain } from './chain.ts'
import { deskColumns, priorityOfCase } from './desk/desk-columns.ts'
import type { CaseFile } from './types.ts'

/** Told of acts inside their transaction: the books, and whatever else must never differ from the record. */
export interface Projection {
  (tx: Tx, file: CaseFile, acts: readonly Act[]): Promise<void>
  /** The kinds of act that it follows; all when absent. Acts that nobody follows need no transaction around their one statement. */
  readonly kinds?: readonly Act['body']['kind'][]
  /** It may be told of acts again, when what is projected from them is made anew. */
  readonly rebuilt?: true
}

export function follows(projection: Projection, acts: readonly Act[]): boolean {
  return projection.kinds === undefined || acts.some(({ body }) => projection.kinds!.includes(body.kind))
}

export interface RecordContext {
  readonly directory: Pick<InstitutionDirectory, 'postById'>
  readonly projections: readonly Projection[]
}

/**
 * Appends acts to the record of a case and updates what is projected from it: the case's row, its open tasks, their timers and who
 * may read it. The caller holds the case's row locked and commits; the first acts of a case make its row, and hold its number.
 */
export async function record(tx: Tx, file: CaseFile, acts: readonly Act[], context: RecordContext): Promise<CaseFile> {
  if (acts.length === 0) return file
  const done = await append(tx, file, acts, context, null)
  if (done === null) throw new Error(`Case ${file.number} moved although it was locked`)
  for (const projection of context.projections) if (follows(projection, acts)) await projection(tx, done, acts)
  return done
}

/** The key of a request and its answer, kept with what it did. */
export interface Once {
  readonly person: string
  readonly key: string
  readonly digest: string
  readonly answer: (done: CaseFile) => unknown
  readonly now: string
}

/**
 * The same in one statement, and so durable when it returns: for acts that no projection follows, on a case that is not locked. Null
 * when the case has moved since it was read, or the number of a new one has gone, and nothing is written then. Fails on a key that is
 * there already.
 */
export function recordAtOnce(
  db: Queryable,
  file: CaseFile,
  acts: readonly Act[],
  context: Pick<RecordContext, 'directory'>,
  once: Once | null,
): Promise<CaseFile | null> {
  return append(db, file, acts, context, once)
}

async function append(
  db: Queryable,
  file: CaseFile,
  acts: readonly Act[],
  context: Pick<RecordContext, 'directory'>,
  once: Once | null,
): Promise<CaseFile | null> {
  const after = applied(file, acts)
  const { chained, head } = chain(file.number, file.headHash, acts)
  const done: CaseFile = { ...after, headHash: head }
  const privates = chained.filter((entry) => entry.salt !== null)
  const { gone, came } = taskChanges(file, done)
  const columns = deskColumns(done.state)
  const values = [
    file.openedMonth,
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
    once?.person ?? null,
    once?.key ?? null,
    once?.digest ?? null,
    once === null ? null : JSON.stringify(once.answer(done)),
    once?.now ?? null,
    done.seq,
    head,
    JSON.stringify(done.state),
    done.status,
    done.closedAt,
    done.priority,
    columns.level,
    columns.targetAt,
    columns.warnAt,
  ]
  const query = file.seq === 0 ? opening(file, values) : CompiledQuery.raw(MOVE, [...values, file.id, file.headHash])
  const { rows } = await db.getExecutor().executeQuery<{ id: number }>(query)
  return rows.length === 1 ? { ...done, id: rows[0]!.id } : null
}

function opening(file: CaseFile, values: readonly unknown[]): CompiledQuery<{ id: number }> {
  const { year, serial } = readNumber(file.number)
  return CompiledQuery.raw(OPEN, [
    ...values,
    year,
    serial,
    file.number,
    file.versionId,
    file.procedure,
    file.title,
    file.channel,
    file.requesterPerson,
    file.requesterName,
    file.contactId,
    file.parentCase,
    file.parentTask,
    file.openedAt,
  ])
}

function applied(file: CaseFile, acts: readonly Act[]): CaseFile {
  let state = file.seq === 0 ? null : file.state
  for (const act of acts) state = apply(state, act)
  if (state === null) throw new Error(`Case ${file.number} has no acts`)
  const priority = priorityOfCase(state, file.priority)
  return { ...file, state, priority, seq: state.seq, status: state.status, closedAt: state.closedAt ?? null }
}

function taskChanges(before: CaseFile, after: CaseFile): { gone: number[]; came: Task[] } {
  const old = new Map(before.seq === 0 ? [] : before.state.tasks.map((task) => [task.id, task]))
  const now = new Set(after.state.tasks.map((task) => task.id))
  return {
    gone: [...old.keys()].filter((id) => !now.has(id)),
    // Every task has the priority of its case.
    came: after.state.tasks.filter((task) => old.get(task.id) !== task || before.priority !== after.priority),
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
    if (isDeskAct(body)) {
      const { persons, positions } = deskReaders(body)
      for (const person of persons) ids.add(person)
      for (const position of positions) addTray(ids, { position, assignee: null }, context)
    } else if (body.kind === 'task-arrived' && body.task.tray !== null) {
      addTray(ids, body.task.tray, context)
    } else if (body.kind === 'task-escalated') {
      addTray(ids, body.tray, context)
    } else if (body.kind === 'version-changed') {
      for (const { tray } of body.tasks) if (tray !== null) addTray(ids, tray, context)
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

// Everything hangs on `moved`: where the case is no longer as it was read, or its number has gone, nothing is written.
const AFTER = `
), acts as (
  insert into act (opened_month, case_id, seq, at, actor_person, kind, text, hash)
  select $1::date, moved.id, each.* from moved,
    unnest($2::int[], $3::timestamptz[], $4::uuid[], $5::text[], $6::text[], $7::text[]) each
), privates as (
  insert into act_private (case_id, seq, salt, content)
  select moved.id, each.* from moved, unnest($8::int[], $9::text[], $10::jsonb[]) each
), gone as (
  delete from task using moved where case_id = moved.id and task.id = any($11::int[])
), arriving as (
  select moved.id as case_id, t.* from moved, jsonb_to_recordset($12::jsonb) as t (
    id int, kind text, row_number text, role text, position_id uuid, unit_id uuid, group_id text, assignee uuid,
    priority smallint, arrived_at timestamptz, due_at timestamptz, timer_at timestamptz)
), came as (
  insert into task (case_id, id, kind, row_number, role, position_id, unit_id, group_id, assignee, priority, arrived_at, due_at)
  select case_id, id, kind, row_number, role, position_id, unit_id, group_id, assignee, priority, arrived_at, due_at from arriving
  on conflict (case_id, id) do update set
    kind = excluded.kind, row_number = excluded.row_number, role = excluded.role, position_id = excluded.position_id, unit_id = excluded.unit_id,
    group_id = excluded.group_id, assignee = excluded.assignee, priority = excluded.priority, due_at = excluded.due_at
), stopped as (
  delete from timer using arriving where timer.case_id = arriving.case_id and task_id = arriving.id and timer_at is null
), timed as (
  insert into timer (case_id, task_id, at)
  select case_id, id, timer_at from arriving where timer_at is not null
  on conflict (case_id, task_id) do update set at = excluded.at, failures = 0, retry_at = default
), readable as (
  insert into case_reader (case_id, reader) select moved.id, each.* from moved, unnest($13::uuid[]) each on conflict do nothing
), once as (
  insert into idempotency_key (person, key, request_sha256, answer, created_at)
  select $14::uuid, $15::text, $16::text, $17::jsonb, $18::timestamptz from moved where $15::text is not null
)
select id from moved
`

const MOVE = `
with moved as (
  update case_file set seq = $19, head_hash = $20, state = $21::jsonb, status = $22, closed_at = $23::timestamptz,
    priority = $24, level = $25, target_at = $26::timestamptz, warn_at = $27::timestamptz
  where id = $28::bigint and head_hash = $29 returning id${AFTER}`

const OPEN = `
with numbered as (
  update case_number set last = $29 where year = $28 and last = $29::int - 1 returning year
), moved as (
  insert into case_file (seq, head_hash, state, status, closed_at, priority, level, target_at, warn_at, opened_month, number,
    manual_version_id, procedure, title, channel, requester_person, requester_name, contact_id, parent_case, parent_task, opened_at)
  select $19, $20, $21::jsonb, $22, $23::timestamptz, $24, $25, $26::timestamptz, $27::timestamptz, $1::date, $30,
    $31::bigint, $32, $33, $34, $35::uuid, $36, $37::uuid, $38::bigint, $39::int, $40::timestamptz
  from numbered returning id${AFTER}`
