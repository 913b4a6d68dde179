import { sql } from 'kysely'
import type { Tx } from '#src/platform/db/types.ts'
import { forgetTyped } from '#src/trays/bulk/bulk.store.ts'
import type { ErasureOrder } from './erase-cases.ts'

/** Makes what a feature keeps of cases agree with what their records still hold; handed in by features that stand beside this one. */
export type Forget = (tx: Tx, cases: readonly number[]) => Promise<void>

interface Copied {
  /** Those of `cases` of which the whole is erased. */
  readonly whole: readonly number[]
  readonly order: ErasureOrder
  /** What stands instead of their titles. */
  readonly title: string
  readonly now: string
}

/** Erases what was copied from the text of acts. docs/decisions/0030-lawful-erasure.md lists every table and what becomes of it. */
export async function eraseCopies(
  tx: Tx,
  cases: readonly { readonly id: number; readonly number: string }[],
  { whole, order: { parts }, title, now }: Copied,
  forget: readonly Forget[],
): Promise<void> {
  const ids = cases.map(({ id }) => id)
  if (parts.includes('text')) {
    await sql`update case_file set title = ${title} where id = any(${whole}::bigint[])`.execute(tx)
    await forgetTyped(
      tx,
      cases.map(({ number }) => number),
    )
  }
  if (parts.includes('contact'))
    await sql`
      update case_file set requester_name = 'Borrado por ley' where id = any(${whole}::bigint[]) and requester_name is not null`.execute(
      tx,
    )
  if (parts.includes('files') || parts.includes('text')) await forgetPapers(tx, whole, now)
  for (const each of forget) await each(tx, ids)
}

/** Papers that were printed of the cases, with what was filled in. */
async function forgetPapers(tx: Tx, whole: readonly number[], now: string): Promise<void> {
  await sql`
    with gone as (delete from printed_document where case_id = any(${whole}::bigint[]) returning sha256)
    insert into content_to_remove (sha256, since) select distinct sha256, ${now}::timestamptz from gone on conflict do nothing`.execute(
    tx,
  )
}
