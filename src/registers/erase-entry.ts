import { sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { Tx } from '#src/platform/db/types.ts'

/**
 * What a form left in one folio is erased by law, whole and for good, with the text of its annotations; the folio and the hashes stay. The
 * signed document of its month, which says it too, is withdrawn. False when there was nothing to erase.
 */
export async function eraseRegisterEntry(
  tx: Tx,
  registerId: number,
  folio: number,
  reason: string,
  at: InstantText,
): Promise<boolean> {
  // Nobody closes a month of the book meanwhile.
  await sql`select 1 from register where id = ${registerId} for update`.execute(tx)
  const { rows } = await sql`
    with entry as (
      update register_entry_private set salt = null, fields = null, erased_at = ${at}::timestamptz, erased_reason = ${reason}
      where register_id = ${registerId} and folio = ${folio} and erased_at is null returning folio
    ), annotations as (
      update register_annotation_private set salt = null, content = null, erased_at = ${at}::timestamptz, erased_reason = ${reason}
      where register_id = ${registerId} and folio = ${folio} and erased_at is null returning number
    ), withdrawn as (
      insert into register_withdrawal (register_id, month, issue, at, reason)
      select c.register_id, c.month, c.issue, ${at}::timestamptz, ${reason} from register_closing c
      where c.register_id = ${registerId} and exists (
        select 1 from register_entry e where e.register_id = c.register_id and e.folio = ${folio} and e.link between c.from_link and c.to_link
        union all
        select 1 from register_annotation a where a.register_id = c.register_id and a.folio = ${folio} and a.link between c.from_link and c.to_link)
        and exists (select 1 from entry)
      on conflict do nothing
    )
    select 1 from entry`.execute(tx)
  return rows.length === 1
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
