import type { Cell } from '#src/interchange/spreadsheet/index.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import { formatDate, formatNumber } from '#src/web/locale/time.ts'
import { words } from '../words.ts'
import { lengthText } from './labels.ts'
import type { Measured, Value } from './tables.ts'

/** A cell as a person reads it: nothing to tell is a dash, a withheld count says which of the two it is. */
export function valueText(locale: Locale, value: Value | undefined): string {
  if (value === null || value === undefined) return '—'
  if (value === 'few' || value === 'hidden') return words(locale, value)
  if (typeof value === 'number') return formatNumber(locale, value)
  return typeof value === 'string' ? value : measuredText(locale, value)
}

/** A cell as programs and charts read it: numbers as such, what has a format as its text, a withheld count by its mark. */
export function plainValue(locale: Locale, value: Value | undefined): string | number | null {
  if (typeof value !== 'object') return value ?? null
  if (value?.kind === 'share' && value.bare) return value.percent
  return value === null ? null : measuredText(locale, value)
}

/** A cell as a spreadsheet keeps it. */
export function valueCell(locale: Locale, value: Value | undefined): Cell {
  if (value === null || value === undefined || typeof value === 'number') return value ?? null
  const text = valueText(locale, value)
  if (typeof value === 'string') return text
  switch (value.kind) {
    case 'share':
      return { kind: 'share', share: value.percent / 100, text }
    case 'length':
      return { ...value, text }
    case 'stars':
      return { ...value, text }
    case 'day':
      return { kind: 'day', day: Temporal.PlainDate.from(value.day), text }
  }
}

function measuredText(locale: Locale, value: Measured): string {
  switch (value.kind) {
    case 'share':
      return value.bare ? formatNumber(locale, value.percent) : `${value.percent} %`
    case 'length':
      return lengthText(locale, value.milliseconds)
    case 'stars':
      return `${value.stars.toFixed(1)} / 5`
    case 'day':
      return formatDate({ locale }, value.day)
  }
}
