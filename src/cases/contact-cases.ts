import { sql } from 'kysely'
import type { ContactCase, ContactCases } from '#src/people/contacts/contact-pages.ts'
import type { Queryable } from '#src/platform/db/types.ts'

const MOST_SHOWN = 20
const MOST_COUNTED = 200

/** Whose cases: a contact's, with those of the records merged into it, or all of an entity's that are open. */
export interface CasesOf {
  readonly kind: 'contact' | 'entity'
  readonly id: string
}

/** The newest cases of a contact, or the newest open ones of an entity, that one of `readers` may read, and how many others there are. */
export async function contactCases(db: Queryable, of: CasesOf, readers: readonly string[]): Promise<ContactCases> {
  const contacts =
    of.kind === 'contact'
      ? sql`select id from contact where id = ${of.id} union all select id from contact where merged_into = ${of.id}`
      : sql`select id from contact where entity_id = ${of.id}`
  const status = of.kind === 'contact' ? sql`` : sql`and status = 'open'`
  const { rows } = await sql<ContactCase & { readable: boolean }>`
    with own as materialized (
      select case_file.id, number, title, status, opened_at from case_file
      where contact_id in (${contacts}) ${status} order by case_file.id desc limit ${MOST_COUNTED}
    )
    select number, title, status, opened_at as "openedAt",
      exists (select from case_reader r where r.case_id = own.id and r.reader = any(${readers}::uuid[])) as readable
    from own order by id desc`.execute(db)
  const mine = rows.filter(({ readable }) => readable)
  return {
    cases: mine
      .slice(0, MOST_SHOWN)
      .map(({ number, title, status: is, openedAt }) => ({ number, title, status: is, openedAt })),
    others: rows.length - Math.min(mine.length, MOST_SHOWN),
  }
}
