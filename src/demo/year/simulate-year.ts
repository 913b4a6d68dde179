import { eventQueue } from './event-queue.ts'
import { openAsked } from './open-asked.ts'
import { openingInstants } from './opening-instants.ts'
import { seededRandom } from './random.ts'
import { workOnCase } from './work-on-case.ts'
import type { YearFile } from './year-file.ts'
import type { SimulatedCase, Year, YearWorld } from './year-world.ts'

/**
 * Lives a year of the ministry: cases are asked for, wait in trays, are claimed, done, returned, signed and closed by the persons and
 * in the working hours of the directory, each step around its norm time. Pure: the same file, world and instant give the same year.
 * Cases that are not over by `now` stay open where they stand.
 */
export function simulateYear(file: YearFile, world: YearWorld): readonly SimulatedCase[] {
  const random = seededRandom(file.seed)
  const year: Year = {
    file,
    world,
    random,
    live: new Map(),
    queue: eventQueue(),
    numbers: new Map(world.lastNumbers),
    made: 0,
  }
  const calendar = world.calendar(world.calendarCode)
  const services = file.services.map((item) => ({ item, weight: item.weight }))
  for (const at of openingInstants(calendar, world.now, file.cases, random))
    year.queue.add({ at, open: random.weighed(services) })
  for (let event = year.queue.take(); event !== null && event.at < world.now; event = year.queue.take()) {
    if (event.open !== undefined) openAsked(year, event.at, event.open)
    else workOnCase(year, event.at, event.case!)
  }
  return [...year.live.values()].map(({ state: _, given: __, subject: ___, service: ____, ...simulated }) => simulated)
}
