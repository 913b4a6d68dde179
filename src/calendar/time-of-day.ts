import type { TimeText } from './types.ts'

const TIME = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/

/** Minutes from midnight, 0 to 1440, or null when the text is not `00:00` to `24:00`. */
export function parseTime(text: string): number | null {
  const match = TIME.exec(text)
  if (!match) return null
  return match[1] === undefined ? 1440 : Number(match[1]) * 60 + Number(match[2])
}

/** As `parseTime`, with a RangeError instead of null. */
export function minutesOf(text: TimeText): number {
  const minutes = parseTime(text)
  if (minutes === null) throw new RangeError(`Not a time of day: ${text}`)
  return minutes
}

export function timeOf(minutes: number): TimeText {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
