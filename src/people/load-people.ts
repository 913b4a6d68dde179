import { type Kysely, sql } from 'kysely'
import type { CalendarData, DateText, InstantText } from '#src/calendar/types.ts'
import { foldText } from '#src/manual/index.ts'
import { hashPassword } from '#src/platform/crypto/password.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { writeAdminAct } from './acts/admin-act.store.ts'
import type { Tx } from './admin/command.ts'
import { saveListMembers } from './admin/groups.ts'
import { storeInstitution } from './create-institution.ts'
import { loadDirectory, localDate } from './directory.ts'

/** `2026-11-02`, or `today`, `today+5`, `today-3`. */
export type RelativeDate = string

/** An institution as a file tells it; codes and user names tie its parts together. */
export interface InstitutionFile {
  readonly institution: { readonly name: string; readonly code: string; readonly calendar: string }
  readonly units: readonly {
    readonly code: string
    readonly name: string
    readonly parent: string | null
    readonly head?: string
    readonly office?: string
  }[]
  readonly positions: readonly {
    readonly code: string
    readonly unit: string
    readonly title: string
    readonly places: number
  }[]
  readonly people: readonly {
    readonly username: string
    readonly name: string
    readonly email?: string
    readonly phone?: string
    readonly extension?: string
    readonly unit?: string
    readonly administrator?: boolean
    readonly positions: readonly {
      readonly position: string
      readonly from: RelativeDate
      readonly until?: RelativeDate
    }[]
  }[]
  readonly deputies: readonly {
    readonly position?: string
    readonly person?: string
    readonly deputy: string
    readonly from: RelativeDate
    readonly until?: RelativeDate
    readonly reason?: string
  }[]
  readonly absences: readonly {
    readonly person: string
    readonly from: RelativeDate
    readonly until?: RelativeDate
    readonly reason?: string
  }[]
  readonly groups: readonly { readonly id: string; readonly name: string; readonly members: readonly string[] }[]
  readonly lists: readonly { readonly name: string; readonly members: readonly string[] }[]
}

export interface LoadPeople {
  readonly calendars: readonly CalendarData[]
  readonly now: InstantText
  /** Password of everybody, for the demonstration; without it nobody can sign in until it is reset. */
  readonly demoPassword?: string
}

/** Loads an institution in one transaction. A second load adds what is missing and overwrites nothing that somebody edited. */
export async function loadPeople(
  db: Kysely<unknown>,
  file: InstitutionFile,
  { calendars, now, demoPassword }: LoadPeople,
): Promise<void> {
  const hash = demoPassword === undefined ? null : await hashPassword(demoPassword)
  const zone = calendars.find(({ code }) => code === file.institution.calendar)?.timeZone ?? 'UTC'
  const today = localDate(now, zone)
  const on = (date: RelativeDate | undefined) => (date === undefined ? null : dateOf(date, today))
  await transaction(db, async (tx) => {
    const first = await storeInstitution(tx, { ...file.institution, calendars, now, demo: hash !== null })
    await loadUnits(tx, file)
    for (const person of file.people) {
      await sql`insert into person (username, name, email, phone, extension, unit_id, administrator_since)
        values (${person.username}, ${person.name}, ${person.email ?? null}, ${person.phone ?? null}, ${person.extension ?? null},
          (select id from unit where code = ${person.unit ?? null}), ${person.administrator ? now : null})
        on conflict do nothing`.execute(tx)
      for (const { position, from, until } of person.positions) {
        await sql`insert into tenure (person_id, position_id, from_on, until_on)
          values (${personId(person.username)}, ${positionId(position)}, ${on(from)}, ${on(until)}) on conflict do nothing`.execute(
          tx,
        )
      }
    }
    if (hash !== null) {
      await sql`insert into credential (person_id, password_hash, must_change, changed_at)
        select id, ${hash}, false, ${now} from person where username = any(${file.people.map(({ username }) => username)}::text[])
        on conflict do nothing`.execute(tx)
    }
    if (first) await loadOnce(tx, file, on, now)
  })
}

async function loadUnits(tx: Tx, { units, positions }: InstitutionFile): Promise<void> {
  for (const { code, name, office } of units) {
    await sql`insert into unit (code, name, office) values (${code}, ${name}, ${office ?? null}) on conflict do nothing`.execute(
      tx,
    )
  }
  for (const { code, unit, title, places } of positions) {
    await sql`insert into position (code, unit_id, title, places) values (${code}, (select id from unit where code = ${unit}), ${title}, ${places})
      on conflict do nothing`.execute(tx)
  }
  for (const { code, parent, head } of units) {
    await sql`update unit set parent_id = coalesce(parent_id, (select id from unit where code = ${parent})),
      head_position_id = coalesce(head_position_id, (select id from position where code = ${head ?? null}))
      where code = ${code}`.execute(tx)
  }
}

// Dated from the day of the load, so a second load on another day would add them again.
async function loadOnce(
  tx: Tx,
  file: InstitutionFile,
  on: (date?: RelativeDate) => DateText | null,
  now: InstantText,
): Promise<void> {
  for (const { person, from, until, reason } of file.absences) {
    await sql`insert into absence (person_id, from_on, until_on, reason)
      values (${personId(person)}, ${on(from)}, ${on(until)}, ${reason ?? null})`.execute(tx)
  }
  for (const { position, person, deputy, from, until, reason } of file.deputies) {
    await sql`insert into deputy (person_id, for_person_id, for_position_id, from_on, until_on, reason)
      values (${personId(deputy)}, ${person === undefined ? null : personId(person)},
        ${position === undefined ? null : positionId(position)}, ${on(from)}, ${on(until)}, ${reason ?? null})`.execute(
      tx,
    )
  }
  for (const { id, name, members } of file.groups) {
    await sql`with made as (insert into person_group (code, name) values (${id}, ${name}) returning id)
      insert into person_group_member (group_id, person_id)
      select made.id, person.id from made, person where username = any(${members}::text[])`.execute(tx)
  }
  const directory = await loadDirectory(tx, now)
  for (const { name, members } of file.lists) {
    const code = foldText(name).replaceAll(' ', '-').slice(0, 40)
    const { rows } = await sql<{
      id: string
    }>`insert into directory_list (code, name) values (${code}, ${name}) returning id`.execute(tx)
    await saveListMembers(tx, directory, rows[0]!.id, members)
  }
  const { code, name } = file.institution
  await writeAdminAct(tx, {
    at: now,
    actor: null,
    action: 'institution.load',
    subject: { kind: 'institution', id: code },
    data: { name },
  })
}

const personId = (username: string) => sql`(select id from person where username = ${username})`
const positionId = (code: string) => sql`(select id from position where code = ${code})`

function dateOf(written: RelativeDate, today: DateText): DateText {
  const match = /^today([+-]\d+)?$/.exec(written)
  if (!match) return written
  return Temporal.PlainDate.from(today)
    .add({ days: Number(match[1] ?? 0) })
    .toString()
}
