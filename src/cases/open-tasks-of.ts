import { sql } from 'kysely'
import type { OpenTasks } from '#src/people/directory-pages/absence-effect.ts'
import type { Queryable } from '#src/platform/db/types.ts'

const MOST = 1_000

/** How many tasks a person has claimed, by role, and how many wait unclaimed for these positions; at most a thousand are counted. */
export async function openTasksOf(db: Queryable, person: string, positions: readonly string[]): Promise<OpenTasks> {
  const { rows } = await sql<{ role: string; count: number }>`
    select coalesce(role, '—') as role, count(*)::int as count
    from (select role from task where assignee = ${person} limit ${MOST}) claimed group by 1 order by 2 desc, 1`.execute(
    db,
  )
  const { rows: waiting } = await sql<{ count: number }>`
    select count(*)::int as count
    from (select from task where position_id = any(${positions}::uuid[]) and assignee is null limit ${MOST}) free`.execute(
    db,
  )
  return { own: rows.reduce((sum, { count }) => sum + count, 0), waiting: waiting[0]!.count, byRole: rows }
}
