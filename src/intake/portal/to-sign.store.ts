import { sql } from 'kysely'
import type { Queryable } from '#src/platform/db/types.ts'

/** A request that waits for the signature of a person, as head of whoever asked or by the cargo. */
export interface ToSign {
  readonly number: string
  readonly title: string
  readonly arrivedAt: string
}

const MOST = 6

/**
 * What waits for a person's signature, what has waited longest first. Of whoever has no tray of the own, whatever was handed to that
 * person too.
 */
export async function listToSign(
  db: Queryable,
  person: string,
  { positions, handed }: { readonly positions: readonly string[]; readonly handed: boolean },
): Promise<ToSign[]> {
  const { rows } = await sql<ToSign>`
    select c.number, c.title, t.arrived_at as "arrivedAt"
    from (
      (select case_id, arrived_at from task where assignee = ${person}::uuid and (kind = 'signature' or ${handed}::boolean)
        order by priority, due_at limit ${MOST})
      union all
      (select case_id, arrived_at from task
        where kind = 'signature' and assignee is null and position_id = any(${positions}::uuid[])
        order by priority, due_at limit ${MOST})) t
    join case_file c on c.id = t.case_id
    where c.requester_person is distinct from ${person}::uuid
    order by t.arrived_at limit ${MOST}`.execute(db)
  return rows
}
