import { foldText } from '#src/manual/index.ts'
import type { ContactData } from './types.ts'

/** Most words of a search that count. */
const MOST_WORDS = 6

/** The text in which a contact is looked for: every word by which somebody may know it, folded. */
export function searchText(data: ContactData): string {
  const { name, entityCode, entityName, unit, phones, mails } = data
  const numbers = phones.flatMap(({ digits, extension }) => [digits, extension ?? ''])
  // A blank before each word and at the end, so that a word of two letters is found by its beginning.
  return ` ${foldText([name, entityCode ?? '', entityName ?? '', unit ?? '', ...mails, ...numbers].join(' '))} `
}

/**
 * The words of a search as patterns of LIKE, all of which must be in the text: any part of a number, of a code or of a name. Words of
 * one or two letters are beginnings of words. Empty when nothing was asked.
 */
export function searchPatterns(asked: string): readonly string[] {
  return searchWords(asked).map((word) => {
    const plain = word.replace(/[\\%_]/g, '\\$&')
    return word.length < 3 ? `% ${plain}%` : `%${plain}%`
  })
}

/** The words of a search: a number, however it is parted and with or without its prefix of dialling, is its groups of digits. */
export function searchWords(asked: string): readonly string[] {
  const folded = foldText(asked.slice(0, 200))
  const numeric = /^[\d\s()+./-]+$/.test(folded) && /\d/.test(folded)
  // Digits run together: `2410-5000` stands as 24105000. The prefix of a call abroad is no part of the number.
  if (numeric) {
    const groups = folded
      .replace(/[^\d\s]/g, '')
      .split(' ')
      .filter(Boolean)
    const first = (groups[0] ?? '').replace(/^00/, '')
    const all = [first, ...groups.slice(1)].filter(Boolean)
    return (all.join('').length > 8 || groups.length === 1 ? all : [all.join('')]).slice(0, MOST_WORDS)
  }
  return folded
    .split(' ')
    .map((word) => (/^[\d().+-]{5,}$/.test(word) ? word.replace(/\D/g, '') : word))
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS)
}
