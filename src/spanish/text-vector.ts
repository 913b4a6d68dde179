import { splitWords, type Word } from './split-words.ts'
import { termsOf } from './terms.ts'

/** A text of a document and how much a word in it weighs: A is the title. */
export interface Part {
  readonly text: string
  readonly weight: 'A' | 'B' | 'C' | 'D'
}

export interface Indexed {
  /** A `tsvector` as text. */
  readonly vector: string
  /** Words of at least four letters, as they are written but folded, with their terms. */
  readonly words: ReadonlyMap<string, string>
}

const MOST_TERMS = 3_000
const MOST_PLACES = 60

/** What the database keeps of a document to find it by. `marks` are terms that no text can hold, because they have a blank. */
export function textVector(parts: readonly Part[], marks: readonly string[] = []): Indexed {
  const places = new Map<string, string[]>()
  const words = new Map<string, string>()
  let at = 1
  for (const { text, weight } of parts) {
    for (const word of splitWords(text)) {
      for (const term of termsOf(word)) {
        addPlace(places, term, `${Math.min(at, 16_000)}${weight}`)
        if (isWord(word)) words.set(word.folded, term)
      }
      at++
    }
    // A phrase does not go on in the next part.
    at += 10
  }
  const terms = [...places].map(([term, found]) => `${quoted(term)}:${found.join(',')}`)
  return { vector: [...terms, ...marks.map(quoted)].join(' '), words }
}

function addPlace(places: Map<string, string[]>, term: string, place: string): void {
  const found = places.get(term)
  if (found !== undefined) {
    if (found.length < MOST_PLACES) found.push(place)
  } else if (places.size < MOST_TERMS) places.set(term, [place])
}

function isWord({ kind, folded }: Word): boolean {
  return kind === 'word' && folded.length >= 4 && folded.length <= 30 && /^[a-zñ]+$/.test(folded)
}

/** A term as the text of a `tsvector` or `tsquery` has it. */
export function quoted(term: string): string {
  return `'${term.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
