import { sql } from 'kysely'
import type { Queryable } from '#src/platform/db/types.ts'
import { CASE_COLUMNS, readAs, readableBy } from './case.store.ts'
import type { CaseFile, StoredAct } from './types.ts'

/** A case with all that its page shows of it. */
export interface WholeCase {
  readonly file: CaseFile
  /** In order, with their personal text. */
  readonly acts: readonly StoredAct[]
  readonly files: readonly CaseAttachment[]
  /** Cases opened by `Aplica procedimiento` from this one, in order of opening. */
  readonly children: readonly { readonly number: string; readonly title: string; readonly status: CaseFile['status'] }[]
}

export interface CaseAttachment {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly contentType: string
  readonly uploadedAt: string
  /** Of an internal note. */
  readonly internal: boolean
  /** What the virus scanner said, where that keeps it from being opened; null for what is clean, or where there is no scanner. */
  readonly scan: 'waiting' | 'infected' | 'unscanned' | null
}

type Row = CaseFile & { readonly acts: readonly ActCells[]; readonly files: readonly CaseAttachment[] | null } & {
  readonly children: WholeCase['children'] | null
}
type ActCells = readonly [
  seq: number,
  at: string,
  kind: string,
  text: string,
  hash: string,
  salt: string | null,
  content: unknown,
  erasedAt: string | null,
]

/**
 * The case of a number with its acts, files and linked cases, in one statement: what a page costs is mostly the number of statements.
 * Null when there is none or none of `readers` may read it, as with `findCase`.
 */
export async function findWholeCase(
  db: Queryable,
  number: string,
  readers: readonly string[],
): Promise<WholeCase | null> {
  const { rows } = await sql<Row>`
    select ${CASE_COLUMNS}, ${readAs(readers)},
      (select json_agg(json_build_array(a.seq, a.at, a.kind, a.text, a.hash, p.salt, p.content, p.erased_at) order by a.seq)
        from act a left join act_private p on p.case_id = a.case_id and p.seq = a.seq
        where a.opened_month = case_file.opened_month and a.case_id = case_file.id) as acts,
      (select json_agg(json_build_object('id', f.id, 'name', f.name, 'size', f.size, 'contentType', f.content_type,
          'uploadedAt', f.uploaded_at, 'internal', f.internal,
          'scan', (select s.state from content_scan s where s.sha256 = f.sha256 and s.state <> 'clean' and s.released_at is null)) order by f.uploaded_at, f.id)
        from stored_file f where f.case_id = case_file.id) as files,
      (select json_agg(json_build_object('number', c.number, 'title', c.title, 'status', c.status) order by c.id)
        from case_file c where c.parent_case = case_file.id) as children
    from case_file where number = ${number} and ${readableBy(readers)}`.execute(db)
  const row = rows[0]
  if (row === undefined) return null
  const { acts, files, children, ...file } = row
  return {
    file,
    acts: acts.map(storedAct),
    files: (files ?? []).map((each) => ({ ...each, uploadedAt: inUtc(each.uploadedAt) })),
    children: children ?? [],
  }
}

function storedAct([seq, at, kind, text, hash, salt, content, erasedAt]: ActCells): StoredAct {
  const erased = erasedAt === null ? null : inUtc(erasedAt)
  return { seq, at: inUtc(at), kind, text, hash, salt, private: content, erasedAt: erased }
}

/** An instant as JSON has it (`2026-11-02T14:00:00+00:00`, the session being in UTC) as everything else here has it. */
function inUtc(instant: string): string {
  return `${instant.slice(0, -6)}Z`
}
