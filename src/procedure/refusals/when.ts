import { formatInstant } from '#src/calendar/index.ts'
import type { RefusalData } from '../refusals.ts'

/** ` el 2 de noviembre…` with its blank, when the refusal knows the instant and its time zone; else nothing. */
export function when(data: RefusalData, locale: 'es' | 'en'): string {
  if (typeof data.at !== 'string' || typeof data.zone !== 'string') return ''
  const text = formatInstant(data.at, data.zone, locale)
  return locale === 'es' ? ` el ${text}` : ` on ${text}`
}
