import { sql } from 'kysely'
import type { Queryable } from '#src/platform/db/types.ts'
import type { ActRow } from '../event.ts'

/** A place in the record, in the order in which its transactions began. */
export interface Position {
  readonly xid: string
  readonly caseId: number
  readonly seq: number
}

export type ScannedAct = ActRow & Position & { readonly readable: boolean }

/** How many acts one question looks at, whoever may read them. */
export const SCAN = 500

/**
 * The acts after a place, in order, each with whether one of `readers` may read its case; the text only where so. Acts of transactions
 * that are still open, or began after one that is, are left for later.
 */
export async function scanActs(db: Queryable, after: Position, readers: readonly string[]): Promise<ScannedAct[]> {
  const { rows } = await sql<ScannedAct>`
    select a.xid::text as xid, a.case_id as "caseId", a.seq, a.at, a.kind, a.readable, case when a.readable then a.text else '{}' end as text,
      c.number, c.channel, c.procedure, v.manual_code as manual, v.version
    from (
      select act.*, exists (select from case_reader r where r.case_id = act.case_id and r.reader = any(${readers}::uuid[])) as readable
      from act
      where xid >= ${after.xid}::xid8 and xid < pg_snapshot_xmin(pg_current_snapshot())
        and (xid > ${after.xid}::xid8 or (case_id, seq) > (${after.caseId}::bigint, ${after.seq}::int))
      order by xid, case_id, seq limit ${SCAN}
    ) a
    join case_file c on c.id = a.case_id join manual_version v on v.id = c.manual_version_id
    order by a.xid, a.case_id, a.seq`.execute(db)
  return rows
}

/** The place behind everything that is committed. */
export async function endOfRecord(db: Queryable): Promise<Position> {
  const { rows } = await sql<{ xid: string }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as xid`.execute(db)
  return { xid: rows[0]!.xid, caseId: 0, seq: 0 }
}

/** A place as a program keeps it: opaque. */
export const writePosition = ({ xid, caseId, seq }: Position): string =>
  Buffer.from(`${xid}.${caseId}.${seq}`).toString('base64url')

/** Null for what no answer of ours gave. */
export function readPosition(text: string): Position | null {
  if (text === 'start') return { xid: '0', caseId: 0, seq: 0 }
  const match = /^(\d{1,19})\.(\d{1,15})\.(\d{1,9})$/.exec(Buffer.from(text, 'base64url').toString())
  return match ? { xid: match[1]!, caseId: Number(match[2]), seq: Number(match[3]) } : null
}
