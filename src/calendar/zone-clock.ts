import { MS_PER_DAY } from './day.ts'

/** Wall clock of a time zone. Local time is epoch milliseconds read as if the zone were UTC. */
export interface ZoneClock {
  toLocal(at: number): number
  /**
   * The instant at which the wall clock shows `local`. A time that a change of the clock skips is the instant of the
   * change, one that it repeats is the first of the two: so slots that do not overlap on paper never do in fact.
   */
  toInstant(local: number): number
}

interface Segment {
  /** First instant at which the offset holds. */
  readonly at: number
  readonly offset: number
}

/** Throws RangeError when the zone is unknown. Temporal is asked once a year of the calendar, never in a loop. */
export function zoneClock(timeZone: string): ZoneClock {
  const years = new Map<number, readonly Segment[]>()
  const segmentsAround = (millis: number): readonly Segment[] => {
    const year = new Date(millis).getUTCFullYear()
    let segments = years.get(year)
    if (!segments) {
      segments = readSegments(
        timeZone,
        Date.UTC(year, 0, 1) - 2 * MS_PER_DAY,
        Date.UTC(year + 1, 0, 1) + 2 * MS_PER_DAY,
      )
      years.set(year, segments)
    }
    return segments
  }
  segmentsAround(0)
  return {
    toLocal(at) {
      const segments = segmentsAround(at)
      let last = segments.length - 1
      while (last > 0 && segments[last]!.at > at) last--
      return at + segments[last]!.offset
    },
    toInstant(local) {
      const segments = segmentsAround(local)
      let offset = segments[0]!.offset
      for (let next = 1; next < segments.length; next++) {
        const change = segments[next]!
        if (local - offset < change.at) break
        if (local - change.offset < change.at) return change.at
        offset = change.offset
      }
      return local - offset
    },
  }
}

function readSegments(timeZone: string, from: number, to: number): readonly Segment[] {
  let moment = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone)
  const segments: Segment[] = [{ at: from, offset: moment.offsetNanoseconds / 1e6 }]
  for (;;) {
    const next = moment.getTimeZoneTransition('next')
    if (!next || next.epochMilliseconds > to) return segments
    segments.push({ at: next.epochMilliseconds, offset: next.offsetNanoseconds / 1e6 })
    moment = next
  }
}
