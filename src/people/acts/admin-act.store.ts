import { type QueryExecutorProvider, sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { PersonId } from '#src/procedure/types.ts'

export interface AdminAct {
  readonly at: InstantText
  /** Null for the command line and the first load. */
  readonly actor: PersonId | null
  /** `unit.save` */
  readonly action: string
  readonly subject: { readonly kind: string; readonly id: string }
  /** What was asked. Never a password. */
  readonly data: Readonly<Record<string, unknown>>
}

/** An act with its place in the record. */
export type WrittenAct = AdminAct & { readonly seq: number }

export async function writeAdminAct(
  db: QueryExecutorProvider,
  { at, actor, action, subject, data }: AdminAct,
): Promise<void> {
  await sql`insert into admin_act (at, actor_id, action, subject_kind, subject_id, data)
    values (${at}, ${actor}, ${action}, ${subject.kind}, ${subject.id}, ${JSON.stringify(data)}::jsonb)`.execute(db)
}

/** Which acts are asked for; absent is all. */
export interface ActFilter {
  /** Id of the person, or `system` for the program itself. */
  readonly actor?: string | undefined
  readonly action?: string | undefined
  /** Instants; `until` is the first that is not asked for. */
  readonly from?: InstantText | undefined
  readonly until?: InstantText | undefined
}

/** The latest acts, newest first; `before` is the `seq` of the last one shown. */
export async function readAdminActs(
  db: QueryExecutorProvider,
  {
    before = Number.MAX_SAFE_INTEGER,
    limit = 50,
    filter = {},
  }: { readonly before?: number; readonly limit?: number; readonly filter?: ActFilter } = {},
): Promise<readonly WrittenAct[]> {
  const { actor, action, from, until } = filter
  const by =
    actor === undefined ? sql`` : actor === 'system' ? sql`and actor_id is null` : sql`and actor_id = ${actor}::uuid`
  const { rows } = await sql<WrittenAct>`
    select seq, at, actor_id as actor, action, json_build_object('kind', subject_kind, 'id', subject_id) as subject, data
    from admin_act where seq < ${before} ${by} ${action === undefined ? sql`` : sql`and action = ${action}`}
      ${from === undefined ? sql`` : sql`and at >= ${from}::timestamptz`} ${until === undefined ? sql`` : sql`and at < ${until}::timestamptz`}
    order by seq desc limit ${limit}`.execute(db)
  return rows
}

/** Who did something, and what there is to have been done. */
export async function actChoices(
  db: QueryExecutorProvider,
): Promise<{ readonly actors: readonly (PersonId | null)[]; readonly actions: readonly string[] }> {
  const [actors, actions] = await Promise.all([
    sql<{ actor: PersonId | null }>`select distinct actor_id as actor from admin_act`.execute(db),
    sql<{ action: string }>`select distinct action from admin_act`.execute(db),
  ])
  return { actors: actors.rows.map(({ actor }) => actor), actions: actions.rows.map(({ action }) => action) }
}
