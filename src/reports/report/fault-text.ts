import type { Locale } from '#src/web/locale/locale.ts'
import { words } from '../words.ts'
import type { PeriodFault, PeriodField } from './asked-period.ts'

/** What is wrong with a period and what to write instead, with the name of its field. */
export function faultText(locale: Locale, { field, fault }: PeriodFault): string {
  return `${fieldLabel(locale, field)}: ${words(locale, `fault.${fault}`)}`
}

export function fieldLabel(locale: Locale, field: PeriodField): string {
  switch (field) {
    case 'periodo':
      return words(locale, 'period.label')
    case 'fecha':
      return words(locale, 'period.date')
    case 'desde':
      return words(locale, 'filter.from')
    case 'hasta':
      return words(locale, 'filter.until')
  }
}
