import { sql } from 'kysely'
import type { Queryable, Tx } from '#src/platform/db/types.ts'
import { forgiven, slips } from '#src/spanish/index.ts'

export interface KnownWord {
  readonly word: string
  readonly stem: string
  readonly caseId: number
  /** By how much more usual it is, as the counted texts tell. */
  readonly uses: number
}

/** Learns the words of texts. */
export async function learnWords(tx: Tx, words: readonly KnownWord[]): Promise<void> {
  if (words.length === 0) return
  const column = (of: readonly KnownWord[]) => ({
    words: of.map(({ word }) => word),
    stems: of.map(({ stem }) => stem),
    cases: of.map(({ caseId }) => caseId),
  })
  const all = column(words)
  await sql`
    insert into search_word (word, stem, first_case)
    select t.word, t.stem, t.first_case
    from unnest(${all.words}::text[], ${all.stems}::text[], ${all.cases}::bigint[]) t (word, stem, first_case)
    where not exists (select from search_word w where w.word = t.word)
    order by t.word on conflict do nothing`.execute(tx)
  const counted = words.filter(({ uses }) => uses > 0)
  if (counted.length === 0) return
  await sql`
    update search_word w set uses = w.uses + t.uses
    from unnest(${counted.map(({ word }) => word)}::text[], ${counted.map(({ uses }) => uses)}::int[]) t (word, uses)
    where w.word = t.word`.execute(tx)
}

/** Forgets the words that came with these cases. */
export async function forgetWordsOf(tx: Tx, cases: readonly number[]): Promise<void> {
  await sql`delete from search_word where first_case = any(${cases}::bigint[])`.execute(tx)
}

/** About how often words with these stems occur, and the newest entry. */
export async function usesOfStems(
  db: Queryable,
  stems: readonly string[],
): Promise<{ readonly uses: ReadonlyMap<string, number>; readonly newest: number }> {
  const { rows } = await sql<{ newest: number; uses: Readonly<Record<string, number>> | null }>`
    select coalesce((select max(id) from search_entry), 0) as newest, (
      select json_object_agg(stem, uses) from (
        select stem, sum(uses)::int as uses from search_word where stem = any(${stems}::text[]) group by stem
      ) each) as uses`.execute(db)
  const { newest, uses } = rows[0]!
  return { newest, uses: new Map(Object.entries(uses ?? {})) }
}

export interface NearWord {
  readonly word: string
  readonly stem: string
  readonly uses: number
}

/** Whether these words occur, and about how often. */
export async function usesOf(db: Queryable, words: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ word: string; uses: number }>`
    select word, uses from search_word where word = any(${words}::text[])`.execute(db)
  return new Map(rows.map(({ word, uses }) => [word, uses]))
}

/** Words that occur and that a slip of the keyboard may have turned into this one, the likeliest first; at most four stems. */
export async function nearWords(db: Queryable, word: string): Promise<NearWord[]> {
  const most = forgiven(word.length)
  if (most === 0) return []
  const { rows } = await sql<NearWord>`
    select word, stem, uses from search_word
    where word % ${word} and length(word) between ${word.length - most} and ${word.length + most}
    order by similarity(word, ${word}) desc limit 40`.execute(db)
  const near = rows
    .map((each) => ({ ...each, slips: slips(word, each.word, most) }))
    .filter((each) => each.slips > 0 && each.slips <= most)
    .toSorted((a, b) => a.slips - b.slips || b.uses - a.uses || (a.word < b.word ? -1 : 1))
  const best = near[0]?.slips ?? 0
  return firstOfEachStem(near.filter((each) => each.slips <= best + 1)).slice(0, 4)
}

/** The usual words that begin so, at most ten stems. */
export async function wordsThatBegin(db: Queryable, beginning: string): Promise<NearWord[]> {
  const { rows } = await sql<NearWord>`
    select word, stem, uses from search_word
    where word >= ${beginning} and word < ${`${beginning}ÿ`} order by uses desc, word limit 25`.execute(db)
  return firstOfEachStem(rows).slice(0, 10)
}

function firstOfEachStem(words: readonly NearWord[]): NearWord[] {
  const seen = new Set<string>()
  return words.filter(({ stem }) => !seen.has(stem) && seen.add(stem))
}
