// By how many bits an id is shifted to give the number of its stretch; as in the function search_marks.
const SHIFTS = [10, 13, 16] as const
/** Stretches that are named in one condition. */
const MOST_STRETCHES = 24

export interface Stretch {
  /** Entries before this one. */
  readonly end: number
  /** Marks of the stretches in which they lie; null for all that there are. */
  readonly marks: readonly number[] | null
}

/**
 * Stretches back in time from the entry `end`, which is not in them: about as many `entries` as should do, then eight, 64 and 512 times as
 * many before those, and the rest. Each entry before `end` is in one of them.
 */
export function stretchesBefore(end: number, entries: number): Stretch[] {
  const found: Stretch[] = []
  let until = end
  for (const length of [entries, entries * 8, entries * 64, entries * 512]) {
    const level = SHIFTS.findIndex((shift) => length / 2 ** shift <= MOST_STRETCHES)
    if (until <= length || level === -1) break
    const width = 2 ** SHIFTS[level]!
    const first = Math.floor((until - length) / width)
    const last = Math.floor((until - 1) / width)
    const marks = Array.from({ length: last - first + 1 }, (_, at) => -1 - level * 2 ** 26 - (first + at))
    found.push({ end: until, marks })
    until = first * width
  }
  return until <= 1 ? found : [...found, { end: until, marks: null }]
}
