import { STOP_WORDS, splitWords, stem, termsOf } from '#src/spanish/index.ts'
import { type ArticleIndex, type IndexedArticle, nearTerms, termsThatBegin } from './article-index.ts'

export interface Suggestion {
  readonly article: IndexedArticle
  readonly score: number
  /** How many of the words it has. */
  readonly matched: number
}

/** Words of the text that are looked at: what somebody writes first tells most. */
const MOST_WORDS = 40

/**
 * Articles that may answer a text, the likeliest first, of those that somebody of these units may read. Words weigh by how few articles
 * have them; articles of the kind of request that is being written come first; a word that no article has is taken for a slip.
 */
export function suggestArticles(
  index: ArticleIndex,
  {
    text,
    service,
    units,
    most,
    typing = false,
  }: {
    readonly text: string
    readonly service?: string | null
    readonly units: readonly string[]
    readonly most: number
    readonly typing?: boolean
  },
): Suggestion[] {
  const wanted = wantedTerms(index, text, typing)
  const scores = new Map<number, { score: number; matched: number }>()
  const total = index.articles.length
  for (const { terms, factor } of wanted) {
    const best = new Map<number, number>()
    for (const term of terms) {
      const found = index.postings.get(term) ?? []
      const rarity = Math.log(1 + (total - found.length + 0.5) / (found.length + 0.5))
      for (const [place, weight] of found) {
        const { length } = index.articles[place]!
        const score = (factor * rarity * weight * 2.2) / (weight + 1.2 * (0.25 + (0.75 * length) / index.meanLength))
        if (score > (best.get(place) ?? 0)) best.set(place, score)
      }
    }
    for (const [place, score] of best) {
      const known = scores.get(place) ?? { score: 0, matched: 0 }
      scores.set(place, { score: known.score + score, matched: known.matched + 1 })
    }
  }
  // Of a short text, half of the words have to be there; a long one tells its matter in few of its words.
  const least = wanted.length <= 2 ? wanted.length : Math.min(3, Math.ceil(wanted.length / 3))
  const found: Suggestion[] = []
  for (const [place, { score, matched }] of scores) {
    const article = index.articles[place]!
    if (matched < least || !inReach(article, units)) continue
    const ofService = service !== undefined && service !== null && article.services.has(service)
    found.push({ article, matched, score: score * (ofService ? 1.6 : 1) })
  }
  return found.toSorted((a, b) => b.score - a.score || b.article.id - a.article.id).slice(0, most)
}

export function inReach({ units: own }: IndexedArticle, units: readonly string[]): boolean {
  return own === null || units.some((unit) => own.has(unit))
}

function wantedTerms(
  index: ArticleIndex,
  text: string,
  typing: boolean,
): { terms: readonly string[]; factor: number }[] {
  const words = splitWords(text.slice(0, 2_000))
  const seen = new Set<string>()
  const wanted: { terms: readonly string[]; factor: number }[] = []
  for (const [place, word] of words.entries()) {
    if (seen.has(word.folded) || wanted.length >= MOST_WORDS) continue
    seen.add(word.folded)
    const last = typing && place === words.length - 1 && word.kind === 'word' && word.folded.length >= 3
    if (STOP_WORDS.has(word.folded) && !last) continue
    const terms = termsOf(word)
    const begun = last ? termsThatBegin(index, word.folded) : []
    const known = [...new Set([...terms, ...begun])].filter((term) => index.postings.has(term))
    if (known.length > 0) wanted.push({ terms: known, factor: 1 })
    else if (word.kind === 'word' && words.length <= 12) {
      const near = nearTerms(index, word.folded)
      if (near.length > 0) wanted.push({ terms: near, factor: 0.7 })
      else if (!last) wanted.push({ terms: [stem(word.folded)], factor: 1 })
    }
  }
  return wanted
}
