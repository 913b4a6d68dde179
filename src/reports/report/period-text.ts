import type { Locale } from '#src/web/locale/locale.ts'
import { formatDate } from '#src/web/locale/time.ts'
import { words } from '../words.ts'
import type { Days, Period } from './period.ts'

/** `1 nov 2026 al 30 nov 2026` */
export function daysText(locale: Locale, { from, until }: Days): string {
  return words(locale, 'period.days', { from: formatDate({ locale }, from), until: formatDate({ locale }, until) })
}

/** What a period is compared with, and that it is not the whole of it while the period has not ended. */
export function againstText(locale: Locale, { before, sameDays }: Period): string {
  return words(locale, sameDays ? 'period.against-same' : 'period.against', {
    from: formatDate({ locale }, before.from),
    until: formatDate({ locale }, before.until),
  })
}
