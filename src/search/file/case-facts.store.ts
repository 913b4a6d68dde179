import { sql } from 'kysely'
import { readableBy } from '#src/cases/case.store.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import type { Priority } from '#src/web/components/badges.ts'

/** What a file tells of a case beside what the search found. */
export interface CaseFacts {
  readonly id: number
  readonly channel: string
  readonly priority: Priority
  readonly openedAt: string
  readonly closedAt: string | null
}

/** Of those cases that one of `readers` may read. */
export async function factsOfCases(
  db: Queryable,
  ids: readonly number[],
  readers: readonly string[],
): Promise<ReadonlyMap<number, CaseFacts>> {
  const { rows } = await sql<CaseFacts>`
    select id, channel, priority, opened_at as "openedAt", closed_at as "closedAt"
    from case_file where id = any(${ids}::bigint[]) and ${readableBy(readers)}`.execute(db)
  return new Map(rows.map((facts) => [facts.id, facts]))
}
