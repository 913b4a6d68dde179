import { sql } from 'kysely'
import type { Queryable } from '#src/platform/db/types.ts'
import type { LinkFacts } from './link.ts'

/** What a link of the chain is, as the tables hold it now. */
export interface StoredLink {
  readonly link: number
  readonly facts: LinkFacts
  readonly hash: string
  /** Private text with its salt; null where it was erased by law, absent where the link has none. */
  readonly private?: { readonly salt: string; readonly content: unknown } | null
  /** Neither private text nor its erasure is there. */
  readonly lost?: true
}

export interface BookHead {
  readonly id: number
  readonly name: string
  readonly lastFolio: number
  readonly lastLink: number
  readonly headHash: string
}

/** The books with the ends of their chains, by id. */
export async function bookHeads(db: Queryable): Promise<BookHead[]> {
  const { rows } = await sql<BookHead>`
    select id, name, last_folio as "lastFolio", last_link as "lastLink", head_hash as "headHash" from register order by id`.execute(
    db,
  )
  return rows
}

/** What follows a place in the chain of a book, in order: at most `limit` of it. */
export async function linksAfter(db: Queryable, register: number, after: number, limit: number): Promise<StoredLink[]> {
  const { rows } = await sql<Row>`
    select * from (
      (select e.link, e.hash, jsonb_build_object('kind', 'entry', 'folio', e.folio, 'case', e.case_id, 'act', e.act_seq, 'row', e.row_number,
          'at', ${instant('e.written_at')}, 'by', e.written_by, 'form', e.form, 'formAct', e.form_seq, 'digest', e.digest) as facts,
          true as "hasPrivate", p.salt, p.fields as content, p.erased_at is not null as erased
        from register_entry e left join register_entry_private p on p.register_id = e.register_id and p.folio = e.folio
        where e.register_id = ${register} and e.link > ${after} order by e.link limit ${limit})
      union all
      (select a.link, a.hash, jsonb_build_object('kind', 'annotation', 'folio', a.folio, 'number', a.number,
          'at', ${instant('a.written_at')}, 'by', a.written_by, 'digest', a.digest), true, p.salt, p.content, p.erased_at is not null
        from register_annotation a
        left join register_annotation_private p on p.register_id = a.register_id and p.folio = a.folio and p.number = a.number
        where a.register_id = ${register} and a.link > ${after} order by a.link limit ${limit})
      union all
      (select c.link, c.hash, jsonb_build_object('kind', 'closing', 'month', to_char(c.month, 'YYYY-MM'), 'issue', c.issue,
          'fromLink', c.from_link, 'toLink', c.to_link, 'fromFolio', c.from_folio, 'toFolio', c.to_folio, 'entries', c.entries,
          'annotations', c.annotations, 'sha256', c.sha256, 'pages', c.pages, 'at', ${instant('c.signed_at')}, 'by', c.signed_by,
          'certificate', c.certificate), false, null, null, false
        from register_closing c where c.register_id = ${register} and c.link > ${after} order by c.link limit ${limit})
    ) each order by link limit ${limit}`.execute(db)
  return rows.map(({ link, facts, hash, hasPrivate, salt, content, erased }) => {
    if (!hasPrivate) return { link, facts, hash }
    if (salt !== null) return { link, facts, hash, private: { salt, content } }
    return erased ? { link, facts, hash, private: null } : { link, facts, hash, lost: true }
  })
}

interface Row {
  readonly link: number
  readonly facts: LinkFacts
  readonly hash: string
  readonly hasPrivate: boolean
  readonly salt: string | null
  readonly content: unknown
  readonly erased: boolean
}

const instant = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
