import { sql } from 'kysely'
import { readableBy } from '#src/cases/case.store.ts'
import type { CaseFile } from '#src/cases/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import { SAYING_KINDS, type SayingAct } from './conversation/read-conversation.ts'

/** Another case as the page of a case shows it. */
export interface OtherCase {
  readonly number: string
  readonly title: string
  readonly status: CaseFile['status']
  /** Rows of its open tasks. */
  readonly rows: readonly string[]
  /** Number of the case in which it goes on. */
  readonly mergedInto: string | null
}

/** What stands around a case in other tables, read at once. */
export interface Around {
  /** Those of the cases asked for that the person may read. */
  readonly cases: readonly OtherCase[]
  /** What was said in cases that were merged into it. */
  readonly said: readonly (SayingAct & { readonly number: string })[]
  /** Files of those cases. */
  readonly files: readonly {
    readonly id: string
    readonly name: string
    readonly number: string
    readonly internal: boolean
  }[]
  /** How many mentions of the person were unread until now. */
  readonly seen: number
}

export interface AroundAsked {
  readonly caseId: number
  readonly readers: readonly string[]
  /** Numbers of linked and merged cases. */
  readonly numbers: readonly string[]
  /** Numbers of cases merged into this one whose conversation is shown. */
  readonly absorbed: readonly string[]
  /** Whose mentions in this case are read by this; null for nobody's. */
  readonly mentioned: string | null
  readonly now: string
}

export const NOTHING_AROUND: Around = { cases: [], said: [], files: [], seen: 0 }

/** One query for everything that the panels of a case show from elsewhere. */
export async function readAround(db: Queryable, asked: AroundAsked): Promise<Around> {
  const { numbers, absorbed, readers, mentioned, now, caseId } = asked
  const { rows } = await sql<Around>`
    with seen as (
      update mention set read_at = ${now}::timestamptz
      where case_id = ${caseId} and person = ${mentioned}::uuid and read_at is null returning 1
    )
    select
      (select count(*)::int from seen) as seen,
      (select coalesce(jsonb_agg(jsonb_build_object('number', number, 'title', title, 'status', status,
          'rows', jsonb_path_query_array(state, '$.tasks[*].row'), 'mergedInto', state #>> '{desk,merged,into}') order by id), '[]')
        from case_file where number = any(${numbers}) and ${readableBy(readers)}) as cases,
      (select coalesce(jsonb_agg(jsonb_build_object('number', c.number, 'seq', a.seq, 'at', a.at, 'kind', a.kind, 'text', a.text,
          'private', p.content) order by a.at, a.case_id, a.seq), '[]')
        from case_file c join act a on a.opened_month = c.opened_month and a.case_id = c.id
        left join act_private p on p.case_id = a.case_id and p.seq = a.seq
        where c.number = any(${absorbed}) and a.kind = any(${SAYING_KINDS})) as said,
      (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'number', c.number, 'internal', f.internal) order by f.id), '[]')
        from case_file c join stored_file f on f.case_id = c.id where c.number = any(${absorbed})) as files`.execute(db)
  return rows[0]!
}
