import { fold } from './fold.ts'

/** A word of a text: where it stands, and by which terms it is found. */
export interface Word {
  readonly from: number
  readonly to: number
  /** As it is compared. */
  readonly folded: string
  readonly kind: 'word' | 'number' | 'mail' | 'phone' | 'case'
}

/** Further text is not looked at. */
export const MOST_CHARACTERS = 20_000

const WORD = '[\\p{L}\\p{M}\\p{N}]+'
const MAIL = '[\\p{L}\\p{N}._%+-]{1,64}@[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){1,8}'
const CASE = '(?<![\\p{N}-])(?:19|20|21)\\d\\d-\\d{1,9}(?![\\p{N}-])'
const PHONE = '(?<![\\p{L}\\p{N}])\\+?\\(?\\d(?:[ .()-]{0,2}\\d){6,14}(?![\\p{L}\\p{N}])'
const DATE = '(?<![\\p{N}/-])(?:\\d{4}-\\d\\d-\\d\\d|\\d\\d?/\\d\\d?/\\d{4})(?![\\p{N}/-])'
const TOKEN = new RegExp(`(${MAIL})|(${CASE})|(${DATE})|(${PHONE})|(${WORD})`, 'gu')

/** The words of a text in order: case numbers, addresses of mail and telephone numbers are one word each. */
export function splitWords(text: string): Word[] {
  const words: Word[] = []
  const read = text.length > MOST_CHARACTERS ? text.slice(0, MOST_CHARACTERS) : text
  for (const match of read.matchAll(TOKEN)) {
    const from = match.index
    const to = from + match[0].length
    if (match[1] !== undefined) words.push({ from, to, folded: fold(match[1]), kind: 'mail' })
    else if (match[2] !== undefined) words.push({ from, to, folded: shortNumber(match[2]), kind: 'case' })
    else if (match[3] !== undefined) words.push({ from, to, folded: match[3], kind: 'number' })
    else if (match[4] !== undefined) words.push({ from, to, folded: match[4].replace(/\D/g, ''), kind: 'phone' })
    else {
      const folded = fold(match[0])
      if (folded !== '' && folded.length <= LONGEST)
        words.push({ from, to, folded, kind: /^\d+$/.test(folded) ? 'number' : 'word' })
    }
  }
  return words
}

const LONGEST = 60

/** `2026-000123` → `2026-123` */
export function shortNumber(number: string): string {
  const [year = '', rest = ''] = number.split('-')
  return `${year}-${rest.replace(/^0+(?=\d)/, '')}`
}
