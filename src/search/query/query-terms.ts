import { quoted, STOP_WORDS, splitWords, stem, termsOf, type Wanted } from '#src/spanish/index.ts'
import type { WrittenWord } from './types.ts'

/** One thing that has to be in a document, or must not be. */
export interface QueryTerm {
  readonly kind: 'any-of' | 'phrase' | 'beginning'
  /** `any-of`: one of these. `phrase`: these in a row. `beginning`: a term that begins so. */
  readonly terms: readonly string[]
  /** Of a phrase: how many words further each term but the first stands. */
  readonly distances?: readonly number[]
  readonly without: boolean
  /** The folded word, where it is one of letters only, for what else it may have meant. */
  readonly word?: string
  /** The word may go on. */
  readonly goesOn?: boolean
}

/** What the written words look for, in the terms of the index. Words that every text has are left out. */
export function queryTerms(words: readonly WrittenWord[]): QueryTerm[] {
  return words.flatMap((word) => (word.kind === 'phrase' ? phrase(word) : single(word)))
}

function phrase({ text, without }: WrittenWord): QueryTerm[] {
  // Words that every text has are not in the index, but they have their place.
  const places = splitWords(text).flatMap((word, at) => {
    const term = termsOf(word)[0]
    return term === undefined ? [] : [{ term, at }]
  })
  const terms = places.map(({ term }) => term)
  if (terms.length === 0) return []
  if (terms.length === 1) return [{ kind: 'any-of', terms, without }]
  const distances = places.slice(1).map(({ at }, before) => at - places[before]!.at)
  return [{ kind: 'phrase', terms, distances, without }]
}

function single({ text, without, beginning }: WrittenWord): QueryTerm[] {
  const words = splitWords(text)
  return words.flatMap((word, place): QueryTerm[] => {
    const { folded, kind } = word
    const last = place === words.length - 1
    if (kind === 'phone') {
      // With the code of the country or without it.
      const ends = folded.length > 8 ? [folded, folded.slice(-8)] : [folded]
      return [{ kind: 'beginning', terms: ends, without }]
    }
    if (kind === 'number') {
      const part = /^\d{4,}$/.test(folded) && !/^(?:19|20|21)\d\d$/.test(folded)
      return [{ kind: part ? 'beginning' : 'any-of', terms: [folded], without }]
    }
    if (kind === 'case' || kind === 'mail') return [{ kind: 'any-of', terms: [folded], without }]
    const goesOn = beginning && last && folded.length >= 3
    if (STOP_WORDS.has(folded) && !goesOn) return []
    return [
      {
        kind: 'any-of',
        terms: [stem(folded)],
        without,
        ...(/^[a-zñ]+$/.test(folded) && !without ? { word: folded } : {}),
        ...(goesOn ? { goesOn } : {}),
      },
    ]
  })
}

/** Terms and facets as the text of a `tsquery`; null when nothing in it has to be there. `weight` looks in parts of that weight alone. */
export function tsquery(
  terms: readonly QueryTerm[],
  lists: readonly (readonly string[])[] = [],
  weight = '',
): string | null {
  const label = weight === '' ? '' : `:${weight}`
  const wanted = terms.filter((term) => !term.without).map((term) => clause(term, label))
  const facets = lists.map((list) => `(${list.map(quoted).join(' | ')})`)
  if (wanted.length === 0 && facets.length === 0) return null
  const unwanted = terms.filter((term) => term.without).map((term) => `!${clause(term, '')}`)
  return [...wanted, ...facets, ...unwanted].join(' & ')
}

function clause({ kind, terms, distances }: QueryTerm, label: string): string {
  const ending = kind === 'beginning' ? `:*${label.slice(1)}` : label
  const written = terms.map((term) => `${quoted(term)}${ending}`)
  if (kind !== 'phrase') return `(${written.join(' | ')})`
  return `(${written.map((term, at) => (at === 0 ? term : `<${distances?.[at - 1] ?? 1}> ${term}`)).join(' ')})`
}

/** Whether a term of a text is one of those that were looked for, to mark it. */
export function wantedBy(terms: readonly QueryTerm[]): Wanted {
  const exact = new Set(
    terms.filter(({ without, kind }) => !without && kind !== 'beginning').flatMap((term) => term.terms),
  )
  const beginnings = terms.filter(({ without, kind }) => !without && kind === 'beginning').flatMap((term) => term.terms)
  return (term) => exact.has(term) || beginnings.some((beginning) => term.startsWith(beginning))
}
