import { sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { Queryable, Tx } from '#src/platform/db/types.ts'
import { moveHead } from '../annotations/annotation.store.ts'
import { type ClosingFacts, linkHash, type OpenBook } from '../chain/link.ts'
import { contentFor, ENTRIES, type EntryContent } from '../register.store.ts'
import type { Month } from './months.ts'

/** Where the closing of a book stands. */
export interface BookStanding {
  readonly id: number
  readonly name: string
  readonly unit: string | null
  readonly firstWritten: InstantText
  readonly lastClosed: Month | null
  /** Months whose document was withdrawn and not issued again. */
  readonly withdrawn: readonly Month[]
}

/** Of all books, or of one. */
export async function bookStandings(db: Queryable, register: number | null = null): Promise<BookStanding[]> {
  const { rows } = await sql<BookStanding>`
    select r.id, r.name, r.unit_id as unit,
      first.written_at as "firstWritten",
      (select to_char(max(month), 'YYYY-MM') from register_closing c where c.register_id = r.id) as "lastClosed",
      array(select to_char(w.month, 'YYYY-MM') from register_withdrawal w where w.register_id = r.id and not exists (
        select 1 from register_closing c where c.register_id = w.register_id and c.month = w.month and c.issue > w.issue) order by 1) as withdrawn
    from register r join register_entry first on first.register_id = r.id and first.folio = 1
    where ${register === null ? sql`true` : sql`r.id = ${register}`}
    order by r.name collate "es-x-icu"`.execute(db)
  return rows
}

export interface Closing extends Omit<ClosingFacts, 'kind'> {
  readonly size: number
  readonly withdrawnAt: InstantText | null
}

/** The last issue of each closed month of a book before a month, the newest first. */
export async function listClosings(
  db: Queryable,
  register: number,
  { month = null, limit }: { readonly month?: Month | null; readonly limit: number },
): Promise<Closing[]> {
  const { rows } = await sql<Closing>`
    select to_char(c.month, 'YYYY-MM') as month, c.issue, c.from_link as "fromLink", c.to_link as "toLink", c.from_folio as "fromFolio",
      c.to_folio as "toFolio", c.entries, c.annotations, c.sha256, c.size::int as size, c.pages,
      c.signed_at as at, c.signed_by as by, c.certificate, w.at as "withdrawnAt"
    from register_closing c
    left join register_withdrawal w on w.register_id = c.register_id and w.month = c.month and w.issue = c.issue
    where c.register_id = ${register} and ${month === null ? sql`true` : sql`c.month = ${`${month}-01`}::date`} and not exists (
      select 1 from register_closing later where later.register_id = c.register_id and later.month = c.month and later.issue > c.issue)
    order by c.month desc limit ${limit}`.execute(db)
  return rows
}

/** The last place of the chain that was written before an instant, and the one that the closing before reached. */
export async function stretchUntil(
  db: Queryable,
  register: number,
  end: InstantText,
): Promise<{ readonly fromLink: number; readonly toLink: number }> {
  const { rows } = await sql<{ fromLink: number; toLink: number }>`
    with before as (
      select coalesce(max(to_link), 0) as reached from register_closing where register_id = ${register}
    )
    select reached + 1 as "fromLink", greatest(reached,
      (select max(link) from register_entry where register_id = ${register} and link > reached and written_at < ${end}::timestamptz),
      (select max(link) from register_annotation where register_id = ${register} and link > reached and written_at < ${end}::timestamptz)
    ) as "toLink" from before`.execute(db)
  return rows[0]!
}

/** An entry to print; `content` is null where the unit of the book may not read its case. */
export interface StretchEntry {
  readonly folio: number
  readonly link: number
  readonly writtenAt: InstantText
  readonly digest: string
  readonly content: EntryContent | null
}

/** Entries of a stretch of the chain, by folio; also those of before that were annotated in it. */
export async function entriesOfStretch(
  db: Queryable,
  register: number,
  readers: readonly string[],
  { fromLink, toLink, limit }: { readonly fromLink: number; readonly toLink: number; readonly limit: number },
): Promise<StretchEntry[]> {
  const { rows } = await sql<StretchEntry>`
    select e.folio, e.link, e.digest, e.written_at as "writtenAt", ${contentFor(readers)} as content
    from ${ENTRIES}
    where e.register_id = ${register} and (e.link between ${fromLink} and ${toLink} or e.folio in (
      select a.folio from register_annotation a where a.register_id = ${register} and a.link between ${fromLink} and ${toLink}))
    order by e.folio limit ${limit + 1}`.execute(db)
  return rows
}

/** Links of the annotations of a stretch, to tell them from those of other months. */
export async function annotationsOfStretch(
  db: Queryable,
  register: number,
  { fromLink, toLink }: { readonly fromLink: number; readonly toLink: number },
): Promise<{ readonly folio: number; readonly number: number }[]> {
  const { rows } = await sql<{ folio: number; number: number }>`
    select folio, number from register_annotation
    where register_id = ${register} and link between ${fromLink} and ${toLink} order by link`.execute(db)
  return rows
}

/** Writes the closing into the open book. */
export async function insertClosing(tx: Tx, book: OpenBook, facts: ClosingFacts, size: number): Promise<void> {
  const hash = linkHash(book, facts)
  await sql`
    insert into register_closing (register_id, month, issue, link, from_link, to_link, from_folio, to_folio, entries, annotations,
      sha256, size, pages, signed_at, signed_by, certificate, hash)
    values (${book.id}, ${`${facts.month}-01`}::date, ${facts.issue}, ${book.link}, ${facts.fromLink}, ${facts.toLink}, ${facts.fromFolio},
      ${facts.toFolio}, ${facts.entries}, ${facts.annotations}, ${facts.sha256}, ${size}, ${facts.pages}, ${facts.at}::timestamptz,
      ${facts.by}::uuid, ${facts.certificate}, ${hash})`.execute(tx)
  await moveHead(tx, book, hash)
}
