import { type Kysely, sql } from 'kysely'
import { textVector } from '#src/spanish/index.ts'

/** Whom the cases belong to: `few` has twenty of them, `head` reads a fifth of all through a unit, everybody else shares the rest. */
export interface SearchPeople {
  readonly few: string
  readonly headUnit: string
}

/** In a third of all texts, in one of a hundred, and in one of ten thousand. */
export const BENCH_WORDS = { common: 'impresora', middling: 'escaner', rare: 'xilofono' } as const

const TEXTS = 20_000

const FILLED = ['case_file', 'case_reader', 'act_private', 'search_entry', 'search_reader', 'search_word']

/**
 * Cases with three texts each and the index of them, as following the record would have made it. Each text is one of twenty thousand,
 * whose words are as unevenly spread as those of a language.
 */
export async function fillSearch(db: Kysely<unknown>, cases: number, { few, headUnit }: SearchPeople): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)
  await run(`set maintenance_work_mem = '512MB'`)
  await run('set synchronous_commit = off')
  await run('drop index search_entry_found')
  // What is measured afterwards is not to share the processor with tidying up.
  for (const table of FILLED) await run(`alter table ${table} set (autovacuum_enabled = off)`)
  await run('create unlogged table bench_text (n integer primary key, note text, document tsvector)')
  await insertTexts(db, (cases * 3) / TEXTS)
  await run(`insert into case_file (number, opened_month, manual_version_id, procedure, title, channel, status, priority, opened_at, closed_at, seq, head_hash, state)
    select case when n % 2 = 0 then '2025-' else '2024-' end || lpad(n::text, 7, '0'), '2026-01-01', v.id, '2', 'Asunto ' || n, 'portal',
      case when n % 10 = 0 then 'open' else 'closed' end, 1 + n % 4, now() - (${cases} - n) * interval '1 minute', case when n % 10 = 0 then null else now() end, 3, repeat('0', 64), '{}'
    from generate_series(1, ${cases}) n, (select max(id) as id from manual_version) v`)
  await run(
    `create unlogged table bench_case as select id, row_number() over (order by id) as n from case_file where state = '{}'`,
  )
  await run(
    `insert into case_reader select id, case when n % 5 = 0 then '${headUnit}'::uuid else md5('unit' || n % 40)::uuid end from bench_case`,
  )
  await run(
    `insert into case_reader select id, case when n % ${Math.floor(cases / 20)} = 1 then '${few}'::uuid else md5('person' || n % 5000)::uuid end from bench_case`,
  )
  await run('insert into search_reader (reader) select distinct reader from case_reader on conflict do nothing')
  await run('analyze search_reader, case_reader')
  await run(`insert into act_private (case_id, seq, salt, content)
    select c.id, seq, repeat('0', 32), jsonb_build_object('note', t.note)
    from bench_case c, generate_series(1, 3) seq join bench_text t on true where t.n = ${textOf('c.n', 'seq')}`)
  await run(`insert into search_entry (id, case_id, seq, at, internal, marks, document)
    select e.entry, c.id, e.seq, now() - (${cases} - c.n) * interval '1 minute', false, search_marks(e.entry, e.seq) || r.ids, t.document
    from bench_case c
    join (select case_id, array_agg(k.id order by k.id) as ids from case_reader join search_reader k using (reader) group by case_id) r on r.case_id = c.id
    cross join lateral (select seq, (select coalesce(max(id), 0) from search_entry) + (c.n - 1) * 3 + seq as entry from generate_series(1, 3) seq) e
    join bench_text t on t.n = ${textOf('c.n', 'e.seq')} order by 1`)
  await run(`select setval('search_entry_seq', (select max(id) from search_entry))`)
  await run('create index search_entry_found on search_entry using gin (document, marks) with (fastupdate = off)')
  for (const table of FILLED) await run(`vacuum analyze ${table}`)
}

const textOf = (n: string, seq: string) => `1 + ((hashint8(${n} * 3 + ${seq}) & 2147483647) % ${TEXTS})`

/** Each text is to stand `copies` times. */
async function insertTexts(db: Kysely<unknown>, copies: number): Promise<void> {
  const known = new Map<string, { readonly stem: string; readonly texts: number }>()
  for (let from = 1; from <= TEXTS; from += 1000) {
    const rows = Array.from({ length: 1000 }, (_, at) => {
      const n = from + at
      const words = Array.from({ length: 14 }, (_, place) => wordAt(n, place))
      if (n % 3 === 0) words.push(BENCH_WORDS.common)
      if (n % 100 === 7) words.push(BENCH_WORDS.middling)
      if (n % 10_000 === 5) words.push(BENCH_WORDS.rare)
      const note = words.join(' ')
      const { vector, words: found } = textVector(
        [{ text: note, weight: 'B' }],
        ['m DTI-MNP-01', 'p DTI-MNP-01 2', 'c portal'],
      )
      for (const [word, stem] of found) known.set(word, { stem, texts: (known.get(word)?.texts ?? 0) + 1 })
      return { n, note, document: vector }
    })
    await sql`insert into bench_text select n, note, document::tsvector from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t (n int, note text, document text)`.execute(
      db,
    )
  }
  // How usual a word is decides how it is looked for.
  const words = [...known].map(([word, { stem, texts }]) => ({ word, stem, uses: Math.round(texts * copies) }))
  await sql`
    insert into search_word (word, stem, uses, first_case)
    select word, stem, uses, 0 from jsonb_to_recordset(${JSON.stringify(words)}::jsonb) as t (word text, stem text, uses int)
    on conflict (word) do update set uses = search_word.uses + excluded.uses`.execute(db)
}

/** A word of the list of twenty thousand; the first ones come up far more often. Always the same for the same place. */
function wordAt(text: number, place: number): string {
  const chance = ((text * 2654435761 + place * 40503 * 7919) >>> 0) / 2 ** 32
  let rank = Math.floor(20_000 ** chance)
  let word = 'te'
  for (let letter = 0; letter < 4; letter++) {
    word += 'bcdfglmnprst'[rank % 12]! + 'aeiou'[(rank + letter) % 5]!
    rank = Math.floor(rank / 12)
  }
  return `${word}n`
}
