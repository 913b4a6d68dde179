import { sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { Tx } from '#src/platform/db/types.ts'

/** What a form left in one folio is erased by law, whole and for good: the folio and its hash stay. False when there was nothing to erase. */
export async function eraseRegisterEntry(
  tx: Tx,
  registerId: number,
  folio: number,
  reason: string,
  at: InstantText,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update register_entry_private set salt = null, fields = null, erased_at = ${at}::timestamptz, erased_reason = ${reason}
    where register_id = ${registerId} and folio = ${folio} and erased_at is null`.execute(tx)
  return numAffectedRows === 1n
}

/** The same for all folios that an act wrote, or that were filled from the form of that act. Gives how many. */
export async function eraseRegisterEntriesOf(
  tx: Tx,
  act: { readonly caseId: number; readonly seq: number },
  reason: string,
  at: InstantText,
): Promise<number> {
  const { rows } = await sql<{ register: number; folio: number }>`
    select register_id as register, folio from register_entry
    where case_id = ${act.caseId} and (act_seq = ${act.seq} or form_seq = ${act.seq})`.execute(tx)
  let erased = 0
  for (const { register, folio } of rows) if (await eraseRegisterEntry(tx, register, folio, reason, at)) erased += 1
  return erased
}
