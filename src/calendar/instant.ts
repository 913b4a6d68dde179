import { lastDayOfMonth } from './day.ts'
import type { InstantText } from './types.ts'

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?Z$/

/** Epoch milliseconds of an instant. Throws RangeError for another form: `Date.parse` alone would read 30 February. */
export function millisOf(at: InstantText): number {
  const match = INSTANT.exec(at)
  const millis = match ? Date.parse(at) : Number.NaN
  if (!match || Number.isNaN(millis) || Number(match[3]) > lastDayOfMonth(Number(match[1]), Number(match[2]))) {
    throw new RangeError(`Not an instant in UTC: ${at}`)
  }
  return millis
}

/** Whole seconds are written without a fraction, so that one instant has one text. */
export function instantOf(millis: number): InstantText {
  const text = new Date(millis).toISOString()
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text
}
