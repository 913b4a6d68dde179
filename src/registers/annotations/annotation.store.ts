import { sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { Queryable, Tx } from '#src/platform/db/types.ts'
import { keptInstant, linkHash, type OpenBook, salted } from '../chain/link.ts'

/** What of an entry is corrected, and why. */
export interface Correction {
  readonly corrected: string
  readonly reason: string
}

export interface Annotation {
  readonly folio: number
  readonly number: number
  readonly at: InstantText
  readonly by: string
  /** Null once it was erased by law. */
  readonly content: Correction | null
}

/** Locks the book until the commit and takes its next place. Null when there is none. */
export async function openBook(tx: Tx, register: number): Promise<OpenBook | null> {
  const { rows } = await sql<OpenBook>`
    update register set last_link = last_link + 1 where id = ${register}
    returning id, name, last_link as link, head_hash as prev`.execute(tx)
  return rows[0] ?? null
}

/** The last hash of the book is now this. */
export async function moveHead(tx: Tx, { id }: OpenBook, hash: string): Promise<void> {
  await sql`update register set head_hash = ${hash} where id = ${id}`.execute(tx)
}

/** Writes an annotation beside an entry of the open book. Gives its number. */
export async function insertAnnotation(
  tx: Tx,
  book: OpenBook,
  given: { readonly folio: number; readonly at: InstantText; readonly by: string; readonly content: Correction },
): Promise<number> {
  const { folio, by, content } = given
  const { rows } = await sql<{ next: number }>`
    select coalesce(max(number), 0) + 1 as next from register_annotation where register_id = ${book.id} and folio = ${folio}`.execute(
    tx,
  )
  const number = rows[0]!.next
  const { salt, digest } = salted(content)
  const at = keptInstant(given.at)
  const hash = linkHash(book, { kind: 'annotation', folio, number, at, by, digest })
  await sql`
    with written as (
      insert into register_annotation (register_id, folio, number, link, written_at, written_by, digest, hash)
      values (${book.id}, ${folio}, ${number}, ${book.link}, ${at}::timestamptz, ${by}::uuid, ${digest}, ${hash})
    )
    insert into register_annotation_private (register_id, folio, number, salt, content)
    values (${book.id}, ${folio}, ${number}, ${salt}, ${JSON.stringify(content)}::jsonb)`.execute(tx)
  await moveHead(tx, book, hash)
  return number
}

/** The annotations of some folios, in the order written. */
export async function annotationsOf(db: Queryable, register: number, folios: readonly number[]): Promise<Annotation[]> {
  if (folios.length === 0) return []
  const { rows } = await sql<Annotation>`
    select a.folio, a.number, a.written_at as at, a.written_by as by, p.content
    from register_annotation a
    left join register_annotation_private p on p.register_id = a.register_id and p.folio = a.folio and p.number = a.number
    where a.register_id = ${register} and a.folio = any(${folios}::int[]) order by a.folio, a.number`.execute(db)
  return rows
}
