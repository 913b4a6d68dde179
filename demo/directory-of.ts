import type { DateText } from '#src/calendar/types.ts'
import { compileDirectory } from '#src/people/compile-directory.ts'
import type { InstitutionFile } from '#src/people/load-people.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'

/** The directory that a file loaded `loaded` tells, as a date sees it, without a database: user names and codes are the ids. */
export function directoryOf(ministry: InstitutionFile, date: DateText, loaded = date): InstitutionDirectory {
  const today = Temporal.PlainDate.from(loaded)
  const on = (written: string | undefined) => (written === undefined ? null : dateOf(written, today))
  const common = { closedOn: null, revision: 1 }
  return compileDirectory(
    {
      institution: null,
      units: ministry.units.map(({ code, name, parent, head }) => ({
        ...common,
        id: code,
        code,
        name,
        parent,
        head: head ?? null,
        office: null,
      })),
      posts: ministry.positions.map((position) => ({ ...common, ...position, id: position.code })),
      people: ministry.people.map(({ username, name, unit }) => ({
        id: username,
        username,
        name,
        email: null,
        phone: null,
        extension: null,
        unit: unit ?? null,
        administratorSince: null,
        leftOn: null,
        revision: 1,
      })),
      tenures: ministry.people.flatMap(({ username, positions }) =>
        positions.map(({ position, from, until }) => ({
          id: `${username} ${position}`,
          person: username,
          position,
          from: on(from)!,
          until: on(until),
        })),
      ),
      absences: ministry.absences.map(({ person, from, until, reason }) => ({
        id: person,
        person,
        from: on(from)!,
        until: on(until),
        reason: reason ?? null,
      })),
      deputies: ministry.deputies.map(({ person, position, deputy, from, until, reason }) => ({
        id: deputy,
        person: deputy,
        forPerson: person ?? null,
        forPosition: position ?? null,
        from: on(from)!,
        until: on(until),
        reason: reason ?? null,
      })),
      groups: ministry.groups.map(({ id, name, members }) => ({ id, code: id, name, members, revision: 1 })),
      lists: [],
    },
    date,
  )
}

/** `today`, `today+5` and `today-3` as dates; any other text as it is. */
export function dateOf(written: string, today: Temporal.PlainDate): string {
  const match = /^today([+-]\d+)?$/.exec(written)
  return match ? today.add({ days: Number(match[1] ?? 0) }).toString() : written
}
