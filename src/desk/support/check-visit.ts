import { isWorkingInstant, nextWorkingInstant } from '#src/calendar/index.ts'
import type { Institution } from '#src/cases/call.ts'
import { officialsOf } from '../mentions/officials.ts'
import { refusedHere } from '../refusals.ts'

export interface PlannedVisit {
  readonly at: string
  readonly minutes?: number
  readonly attendedBy?: string
  readonly outsideHours?: boolean
}

export const USUAL_MINUTES = 60

/** The plan of a visit with what it leaves out. Refuses a past one, an unknown attendant, and one outside working time that nobody confirmed. */
export function checkVisit(
  plan: PlannedVisit,
  person: string,
  { directory, calendar, calendarCode }: Institution,
  now: string,
): { at: string; minutes: number; attendedBy: string } {
  const at = Temporal.Instant.from(plan.at).toString()
  const attendedBy = plan.attendedBy ?? person
  if (!officialsOf(directory).some(({ id }) => id === attendedBy)) throw refusedHere('attendant-unknown')
  if (Temporal.Instant.compare(at, now) <= 0) throw refusedHere('visit-in-the-past')
  const own = calendar(calendarCode)
  if (plan.outsideHours !== true && !isWorkingInstant(own, at)) {
    const next = nextWorkingInstant(own, at).toString()
    throw refusedHere('visit-outside-hours', { at, next, timeZone: own.timeZone })
  }
  return { at, minutes: plan.minutes ?? USUAL_MINUTES, attendedBy }
}
