import { sql } from 'kysely'
import type { Tx } from '#src/platform/db/types.ts'
import type { ErasureOrder, ErasureTarget } from './erase-cases.ts'

/** What stands instead of the title of a case, in the language of its papers. */
export function erasedTitle(now: string, timeZone: string): string {
  const day = Temporal.Instant.from(now)
    .toZonedDateTimeISO(timeZone)
    .toLocaleString('es-GT', { day: 'numeric', month: 'long', year: 'numeric' })
  return `Borrado por ley el ${day}`
}

/** Empties the personal text of acts with its salt; their own texts, digests and hashes stay. Gives how many acts of each case had any. */
export async function eraseText(
  tx: Tx,
  targets: readonly ErasureTarget[],
  { basis }: Pick<ErasureOrder, 'basis'>,
  now: string,
): Promise<Map<number, number>> {
  const { rows } = await sql<{ caseId: number; acts: number }>`
    with target as (
      select * from jsonb_to_recordset(${JSON.stringify(targets)}::jsonb) as t ("caseId" bigint, seqs integer[])
    ), emptied as (
      update act_private p set content = null, salt = null, erased_at = ${now}::timestamptz, erased_reason = ${basis}
      from target where p.case_id = target."caseId" and p.content is not null and (target.seqs is null or p.seq = any(target.seqs))
      returning p.case_id
    )
    select case_id as "caseId", count(*)::int as acts from emptied group by case_id`.execute(tx)
  return new Map(rows.map(({ caseId, acts }) => [caseId, acts]))
}
