import { splitWords } from './split-words.ts'
import { termsOf } from './terms.ts'

/** A piece of a text; `found` where it is one of the words that were looked for. */
export interface Piece {
  readonly text: string
  readonly found: boolean
}

/** Whether a term of the text is one that was looked for. */
export type Wanted = (term: string) => boolean

/**
 * The passage of a text, of about `length` characters, that begins shortly before the first word that was looked for, with those
 * words apart. Plain text: whoever shows it escapes it.
 */
export function excerpt(text: string, wanted: Wanted, length = 220): readonly Piece[] {
  const flat = text.slice(0, 20_000).replace(/\s+/g, ' ').trim()
  const found = splitWords(flat).filter((word) => termsOf(word).some(wanted))
  const first = found[0]?.from ?? 0
  const from = first <= length / 3 ? 0 : wordStart(flat, first - Math.floor(length / 4))
  const to = flat.length - from <= length * 1.2 ? flat.length : wordEnd(flat, from + length)
  const pieces: Piece[] = from > 0 ? [{ text: '… ', found: false }] : []
  let at = from
  for (const word of found) {
    if (word.from < at || word.to > to) continue
    if (word.from > at) pieces.push({ text: flat.slice(at, word.from), found: false })
    pieces.push({ text: flat.slice(word.from, word.to), found: true })
    at = word.to
  }
  if (at < to) pieces.push({ text: flat.slice(at, to), found: false })
  if (to < flat.length) pieces.push({ text: ' …', found: false })
  return pieces
}

function wordStart(text: string, at: number): number {
  const blank = text.indexOf(' ', Math.max(0, at))
  return blank < 0 || blank > at + 40 ? Math.max(0, at) : blank + 1
}

function wordEnd(text: string, at: number): number {
  const blank = text.lastIndexOf(' ', at)
  return blank < at - 40 ? at : blank
}
