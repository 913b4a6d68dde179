import type { Locale } from '#src/web/locale/locale.ts'
import { formatNumber } from '#src/web/locale/time.ts'
import { words } from '../words.ts'
import type { Value } from './tables.ts'

/** A cell as a person reads it: nothing to tell is a dash, a withheld count says which of the two it is. */
export function valueText(locale: Locale, value: Value | undefined): string {
  if (value === null || value === undefined) return '—'
  if (value === 'few' || value === 'hidden') return words(locale, value)
  return typeof value === 'number' ? formatNumber(locale, value) : value
}
