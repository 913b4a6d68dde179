import { alwaysOpen, compileCalendar } from '#src/calendar/index.ts'
import type { WorkingCalendar } from '#src/calendar/types.ts'
import { readCalendarFiles } from '#src/people/index.ts'
import { calendarsFolder } from '#src/program/places.ts'

/** The calendars that come with the program, by code, `24 horas` included. Throws for another code. */
export function shippedCalendars(zone = 'America/Guatemala'): (code: string) => WorkingCalendar {
  const data = new Map(readCalendarFiles(calendarsFolder).map((each) => [each.code, each]))
  const always = alwaysOpen(zone)
  return (code) => {
    const found = code === always.code ? always : data.get(code)
    if (found === undefined)
      throw new RangeError(`No hay calendario «${code}». Los que hay: ${[...data.keys(), always.code].join(', ')}.`)
    return compileCalendar(found)
  }
}
