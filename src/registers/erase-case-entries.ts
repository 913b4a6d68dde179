import { sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { Tx } from '#src/platform/db/types.ts'

/** What is erased of a case: all its folios, or those that these acts wrote or whose forms filled them. */
export interface EntriesOfCase {
  readonly caseId: number
  readonly seqs: readonly number[] | null
}

/** Erases what forms left in the folios of many cases by law, like `eraseRegisterEntry` one. Gives how many. */
export async function eraseCaseEntries(
  tx: Tx,
  cases: readonly EntriesOfCase[],
  reason: string,
  at: InstantText,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update register_entry_private p set salt = null, fields = null, erased_at = ${at}::timestamptz, erased_reason = ${reason}
    from jsonb_to_recordset(${JSON.stringify(cases)}::jsonb) as t ("caseId" bigint, seqs integer[])
      join register_entry e on e.case_id = t."caseId" and (t.seqs is null or e.act_seq = any(t.seqs) or e.form_seq = any(t.seqs))
    where p.register_id = e.register_id and p.folio = e.folio and p.erased_at is null`.execute(tx)
  return Number(numAffectedRows ?? 0)
}
