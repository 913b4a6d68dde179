import { sql } from 'kysely'
import type { Queryable } from '#src/platform/db/types.ts'
import { forgiven, type Part, slips, splitWords, termsOf } from '#src/spanish/index.ts'

/** A published article as it is looked for. */
export interface IndexedArticle {
  readonly id: number
  readonly title: string
  /** Where it is for everybody: null. */
  readonly units: ReadonlySet<string> | null
  /** `MANUAL/procedure` */
  readonly services: ReadonlySet<string>
  /** The beginning of what it says. */
  readonly question: string
  /** How many words it has, weighed. */
  readonly length: number
}

export interface ArticleIndex {
  readonly articles: readonly IndexedArticle[]
  /** For each term, places in `articles` and what the term weighs there. */
  readonly postings: ReadonlyMap<string, readonly (readonly [place: number, weight: number])[]>
  /** Words as written, folded, with their terms. */
  readonly words: ReadonlyMap<string, string>
  readonly meanLength: number
}

/**
 * The published articles, from memory unless one was published, archived or moved since: there are some thousands of them, and they are
 * asked for at every key that somebody presses.
 */
export async function articleIndex(db: Queryable): Promise<ArticleIndex> {
  const { rows } = await sql<{ revision: string; place: string }>`
    select revision::text as revision, current_database()::text || (select oid from pg_database where datname = current_database())::text as place
    from article_revision`.execute(db)
  const { revision, place } = rows[0]!
  const known = kept.get(place)
  if (known?.revision === revision) return known.index
  const index = build(await readPublished(db))
  if (kept.size >= 8) kept.clear()
  kept.set(place, { revision, index })
  return index
}

const kept = new Map<string, { readonly revision: string; readonly index: ArticleIndex }>()

interface PublishedRow {
  readonly id: number
  readonly title: string
  readonly question: string
  readonly solution: string
  readonly keywords: string
  readonly units: string[] | null
  readonly services: string[]
}

async function readPublished(db: Queryable): Promise<PublishedRow[]> {
  const { rows } = await sql<PublishedRow>`
    select a.id, v.title, v.question, left(v.solution, 8000) as solution, v.keywords,
      case when a.public then null else
        (select coalesce(jsonb_agg(u.unit_id), '[]') from article_unit u where u.article_id = a.id) || to_jsonb(a.unit_id) end as units,
      (select coalesce(jsonb_agg(s.manual_code || '/' || s.procedure), '[]') from article_service s where s.article_id = a.id) as services
    from article a join article_version v on v.article_id = a.id and v.version = a.published
    where a.archived_at is null order by a.id desc limit 20000`.execute(db)
  return rows
}

const WEIGHTS = { A: 6, B: 4, C: 2, D: 1 } as const

function build(rows: readonly PublishedRow[]): ArticleIndex {
  const postings = new Map<string, [number, number][]>()
  const words = new Map<string, string>()
  const articles = rows.map((row, place): IndexedArticle => {
    const weights = new Map<string, number>()
    const parts: Part[] = [
      { text: row.title, weight: 'A' },
      { text: row.keywords, weight: 'B' },
      { text: row.question, weight: 'C' },
      { text: row.solution, weight: 'D' },
    ]
    for (const { text, weight } of parts) addTerms(text, WEIGHTS[weight], weights, words)
    let length = 0
    for (const [term, weight] of weights) {
      length += weight
      const found = postings.get(term)
      if (found === undefined) postings.set(term, [[place, weight]])
      else found.push([place, weight])
    }
    return {
      id: row.id,
      title: row.title,
      units: row.units === null ? null : new Set(row.units),
      services: new Set(row.services),
      question: row.question.slice(0, 600) || row.solution.slice(0, 600),
      length,
    }
  })
  const meanLength = articles.reduce((sum, { length }) => sum + length, 0) / Math.max(1, articles.length)
  return { articles, postings, words, meanLength }
}

function addTerms(text: string, weight: number, weights: Map<string, number>, words: Map<string, string>): void {
  for (const word of splitWords(text)) {
    for (const term of termsOf(word)) {
      weights.set(term, Math.min((weights.get(term) ?? 0) + weight, weight * 4 + 6))
      if (word.kind === 'word' && word.folded.length >= 4) words.set(word.folded, term)
    }
  }
}

/** Terms of words that a slip of the keyboard may have turned into this one. */
export function nearTerms({ words }: ArticleIndex, word: string): string[] {
  const most = forgiven(word.length)
  if (most === 0) return []
  const near: { term: string; slips: number }[] = []
  for (const [known, term] of words) {
    if (Math.abs(known.length - word.length) > most) continue
    const found = slips(word, known, most)
    if (found <= most) near.push({ term, slips: found })
  }
  const sorted = near.toSorted((a, b) => a.slips - b.slips)
  return [...new Set(sorted.map(({ term }) => term))].slice(0, 4)
}

/** Terms of words that begin so; at most twelve. */
export function termsThatBegin({ words }: ArticleIndex, beginning: string): string[] {
  const found = new Set<string>()
  for (const [word, term] of words) {
    if (word.startsWith(beginning)) found.add(term)
    if (found.size >= 12) break
  }
  return [...found]
}
