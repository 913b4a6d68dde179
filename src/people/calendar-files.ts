import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCalendar } from '#src/calendar/index.ts'
import type { CalendarData } from '#src/calendar/types.ts'

/** The calendars of a folder of `*.json` files, by file name. Throws an Error that names the file and all that is wrong in it. */
export function readCalendarFiles(folder: string): readonly CalendarData[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const read = readCalendar(JSON.parse(readFileSync(join(folder, name), 'utf8')))
      if ('findings' in read) throw new Error(`${join(folder, name)}: ${read.findings.join(' ')}`)
      return read.calendar
    })
}
