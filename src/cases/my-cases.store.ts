import { sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import type { CaseFile } from './types.ts'

/** A case that a person asked for or opened, with what a list shows of it. */
export interface MyCase
  extends Pick<CaseFile, 'id' | 'number' | 'title' | 'versionId' | 'procedure' | 'status' | 'openedAt' | 'state'> {
  /** Instant of its latest act. */
  readonly movedAt: InstantText
}

/** The place after which a page begins: open cases first, then the newest. */
export interface MyCasePlace {
  readonly ended: 0 | 1
  readonly id: number
}

export const MY_CASES_PAGE = 30

/** A page of the cases that a person asked for or opened, or in which a case of the person's goes on, one more than `MY_CASES_PAGE` when there is another. */
export async function listMyCases(db: Queryable, person: string, after: MyCasePlace | null): Promise<MyCase[]> {
  const place =
    after === null
      ? sql`true`
      : sql`(case when status = 'open' then 0 else 1 end, -case_file.id) > (${after.ended}, ${-after.id}::bigint)`
  // Whoever asks or opens reads the case in person, so the index of readers finds them all.
  const { rows } = await sql<MyCase>`
    select case_file.id, number, title, manual_version_id as "versionId", procedure, status, opened_at as "openedAt", state, latest.at as "movedAt"
    from case_reader r
    join case_file on case_file.id = r.case_id
    join act latest on latest.opened_month = case_file.opened_month and latest.case_id = case_file.id and latest.seq = case_file.seq
    where r.reader = ${person}::uuid and ${place}
      and (requester_person = ${person}::uuid or exists (
        select from act opening
        where opening.opened_month = case_file.opened_month and opening.case_id = case_file.id and opening.seq = 1
          and opening.actor_person = ${person}::uuid)
        or jsonb_path_exists(state, '$.desk.absorbed[*].requesters[*] ? (@ == $person)', jsonb_build_object('person', ${person}::text)))
    order by case when status = 'open' then 0 else 1 end, case_file.id desc limit ${MY_CASES_PAGE + 1}`.execute(db)
  return rows
}

/** A place as text for an address. */
export function writeMyCasePlace({ status, id }: Pick<MyCase, 'status' | 'id'>): string {
  return `${status === 'open' ? 0 : 1}-${id}`
}

/** The place that a text names, or null for a text that names none: the list then begins at its start. */
export function readMyCasePlace(text: unknown): MyCasePlace | null {
  const match = typeof text === 'string' ? /^([01])-(\d{1,15})$/.exec(text) : null
  return match === null ? null : { ended: match[1] === '0' ? 0 : 1, id: Number(match[2]) }
}
