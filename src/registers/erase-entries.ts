import { sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { Tx } from '#src/platform/db/types.ts'

export interface Folio {
  readonly register: number
  readonly folio: number
}

/** What is erased of a case: all its folios, or those that these acts wrote or whose forms filled them. */
export interface EntriesOfCase {
  readonly caseId: number
  readonly seqs: readonly number[] | null
}

/** Erases what forms left in the folios of many cases by law, like `eraseFolios`. Gives how many. */
export async function eraseCaseEntries(
  tx: Tx,
  cases: readonly EntriesOfCase[],
  reason: string,
  at: InstantText,
): Promise<number> {
  const { rows } = await sql<Folio>`
    select e.register_id as register, e.folio
    from jsonb_to_recordset(${JSON.stringify(cases)}::jsonb) as t ("caseId" bigint, seqs integer[])
      join register_entry e on e.case_id = t."caseId" and (t.seqs is null or e.act_seq = any(t.seqs) or e.form_seq = any(t.seqs))`.execute(
    tx,
  )
  return eraseFolios(tx, rows, reason, at)
}

/**
 * What forms left in folios is erased by law, whole and for good, with the text of their annotations; folios and hashes stay. The signed
 * documents of their months, which say it too, are withdrawn, and their contents noted to be removed. Gives how many had something to
 * erase.
 */
export async function eraseFolios(tx: Tx, folios: readonly Folio[], reason: string, at: InstantText): Promise<number> {
  if (folios.length === 0) return 0
  // Nobody closes a month of these books meanwhile; in order, so that two who erase do not wait for each other in a ring.
  await sql`
    select 1 from register where id = any(${[...new Set(folios.map(({ register }) => register))]}::int[])
    order by id for update`.execute(tx)
  const { rows } = await sql`
    with target as (
      select * from jsonb_to_recordset(${JSON.stringify(folios)}::jsonb) as t (register integer, folio integer)
    ), entry as (
      update register_entry_private p set salt = null, fields = null, erased_at = ${at}::timestamptz, erased_reason = ${reason}
      from target where p.register_id = target.register and p.folio = target.folio and p.erased_at is null
      returning p.register_id, p.folio
    ), annotations as (
      update register_annotation_private p set salt = null, content = null, erased_at = ${at}::timestamptz, erased_reason = ${reason}
      from target where p.register_id = target.register and p.folio = target.folio and p.erased_at is null
      returning p.number
    ), said as (
      select e.register_id, e.link from register_entry e join entry using (register_id, folio)
      union all select a.register_id, a.link from register_annotation a join entry using (register_id, folio)
    ), months as (
      select distinct c.register_id, c.month, c.issue, c.sha256
      from said join register_closing c on c.register_id = said.register_id and said.link between c.from_link and c.to_link
    ), withdrawn as (
      insert into register_withdrawal (register_id, month, issue, at, reason)
      select register_id, month, issue, ${at}::timestamptz, ${reason} from months on conflict do nothing
    ), noted as (
      insert into content_to_remove (sha256, since) select distinct sha256, ${at}::timestamptz from months on conflict do nothing
    )
    select 1 from entry`.execute(tx)
  return rows.length
}
