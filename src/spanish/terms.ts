import { splitWords, type Word } from './split-words.ts'
import { stem } from './stem.ts'
import { STOP_WORDS } from './stop-words.ts'

/** The terms by which one word of a text is found: its stem; of a telephone number its ends; of an address its parts too. */
export function termsOf({ folded, kind }: Pick<Word, 'folded' | 'kind'>): string[] {
  switch (kind) {
    case 'word':
      return STOP_WORDS.has(folded) ? [] : [stem(folded)]
    case 'number':
    case 'case':
      return [folded]
    case 'mail':
      return [
        folded,
        ...folded
          .split(/[^\p{L}\p{N}]+/u)
          .filter((part) => part.length > 1)
          .map(stem),
      ]
    case 'phone':
      return endsOf(folded)
  }
}

/** Every end of a telephone number of at least four digits: with a search for beginnings of terms, any part of it is found. */
function endsOf(digits: string): string[] {
  const ends: string[] = []
  for (let from = 0; digits.length - from >= 4; from++) ends.push(digits.slice(from))
  return ends
}

/** The distinct terms of a text, without place or order. */
export function termSet(text: string): Set<string> {
  const terms = new Set<string>()
  for (const word of splitWords(text)) for (const term of termsOf(word)) terms.add(term)
  return terms
}
