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

export async function writeAdminAct(
  db: QueryExecutorProvider,
  { at, actor, action, subject, data }: AdminAct,
): Promise<void> {
  await sql`insert into admin_act (at, actor_id, action, subject_kind, subject_id, data)
    values (${at}, ${actor}, ${action}, ${subject.kind}, ${subject.id}, ${JSON.stringify(data)}::jsonb)`.execute(db)
}

/** The latest admin acts, newest first; `before` is the `seq` of the last one shown. */
export async function readAdminActs(
  db: QueryExecutorProvider,
  { before = Number.MAX_SAFE_INTEGER, limit = 50 }: { readonly before?: number; readonly limit?: number } = {},
): Promise<readonly (AdminAct & { readonly seq: number })[]> {
  const { rows } = await sql<AdminAct & { seq: number }>`
    select seq, at, actor_id as actor, action, json_build_object('kind', subject_kind, 'id', subject_id) as subject, data
    from admin_act where seq < ${before} order by seq desc limit ${limit}`.execute(db)
  return rows
}
