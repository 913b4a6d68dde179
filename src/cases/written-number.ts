import { caseNumber } from './case-number.ts'

/**
 * Numbers of cases that a word may mean, as people write them: `2026-2235` whole, `2235` or `#2235` of this year and, where `years` is more
 * than 1, of those before it, the latest first. Empty for a word that is no number.
 */
export function numbersWritten(word: string, thisYear: number, years = 1): readonly string[] {
  const [, year, serial] = /^#?((?:19|20|21)\d\d)-(\d{1,12})$/.exec(word) ?? []
  if (year !== undefined) return [caseNumber(Number(year), Number(serial))]
  const [, short] = /^#?(\d{1,9})$/.exec(word) ?? []
  if (short === undefined) return []
  return Array.from({ length: years }, (_, back) => caseNumber(thisYear - back, Number(short)))
}

/** The number of the one case that somebody wrote or pasted: as above, or an address that ends in it; else what was written. */
export function numberWritten(written: string, thisYear: number): string {
  const text = written.trim()
  return /\d{4}-\d{6,12}/.exec(text)?.[0] ?? numbersWritten(text, thisYear)[0] ?? text.slice(0, 60)
}
