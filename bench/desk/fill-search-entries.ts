import { sql } from 'kysely'
import { textVector } from '#src/spanish/index.ts'
import type { World } from '../world.ts'
import { COPIED } from './copied.ts'
import { TITLES } from './titles.ts'

/**
 * What the search has of the copies, as following the record would have made it: the entries of each template, with the words of the
 * copy's own title. The index is made anew at the end.
 */
export async function fillSearchEntries(db: World['owner']['db']): Promise<void> {
  const rows = TITLES.map((title) => {
    const { vector, words } = textVector([{ text: title, weight: 'A' }], [])
    return { title, vector, words: [...words] }
  })
  const words = [...new Map(rows.flatMap((row) => row.words))].map(([word, stem]) => ({ word, stem }))
  await sql`
    insert into search_word (word, stem, uses, first_case)
    select word, stem, (select count(*) / 10 from case_file), 0 from jsonb_to_recordset(${JSON.stringify(words)}::jsonb) as t (word text, stem text)
    on conflict (word) do update set uses = excluded.uses`.execute(db)
  await sql`drop index search_entry_found`.execute(db)
  await sql`
    with titles as materialized (
      select title, vector::tsvector as vector from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t (title text, vector text)
    ), shapes as materialized (
      select e.case_id, c.seq as acts, c.status, e.seq, e.internal, e.document, search_readers(e.case_id, e.internal) as readers
      from bench_template b join search_entry e on e.case_id = b.case_id join case_file c on c.id = b.case_id
    ), copies as (
      select n.id, n.opened_at, s.seq, s.internal, s.readers, s.document, t.vector
      from case_file n join titles t on t.title = substring(n.title from '^(.*) \\d+$')
        join lateral (select * from shapes where shapes.acts = n.seq and shapes.status = n.status and shapes.case_id = (
          select min(case_id) from shapes other where other.acts = n.seq and other.status = n.status)) s on true
      where ${COPIED} and not exists (select from search_entry e where e.case_id = n.id)
      order by n.opened_at, s.seq
    ), numbered as (select nextval('search_entry_seq') as entry, copies.* from copies)
    insert into search_entry (id, case_id, seq, at, internal, marks, document)
    select entry, id, seq, opened_at, internal, search_marks(entry, seq) || readers, document || vector from numbered`.execute(
    db,
  )
  await sql`set maintenance_work_mem = '512MB'`.execute(db)
  await sql`
    create index search_entry_found on search_entry using gin (document, marks)
    with (fastupdate = on, gin_pending_list_limit = 1024)`.execute(db)
}
