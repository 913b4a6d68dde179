import { type Kysely, sql } from 'kysely'
import type { CalendarData, InstantText } from '#src/calendar/types.ts'
import { hashPassword } from '#src/platform/crypto/password.ts'
import { transaction } from '#src/platform/db/pool.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { writeAdminAct } from './acts/admin-act.store.ts'
import type { Tx } from './admin/command.ts'
import { saveCalendar } from './calendars.ts'
import { saveCredential } from './credential.store.ts'
import { oneTimePassword } from './one-time-password.ts'

export interface NewInstitution {
  readonly name: string
  /** Also the code of its root unit. */
  readonly code: string
  /** Code of one of `calendars`. */
  readonly calendar: string
  readonly calendars: readonly CalendarData[]
  readonly administrator: { readonly username: string; readonly name: string; readonly email?: string }
  readonly now: InstantText
}

/**
 * Makes a real institution in an empty database: its calendars, its root unit and its first administrator, whose one-time password
 * it gives. Throws an Error in Spanish when there is an institution already, or the calendar is unknown.
 */
export async function createInstitution(
  db: Kysely<unknown>,
  institution: NewInstitution,
): Promise<{ readonly administrator: PersonId; readonly oneTimePassword: string }> {
  const { name, code, administrator, now } = institution
  const password = oneTimePassword()
  const hash = await hashPassword(password)
  return transaction(db, async (tx) => {
    const made = await storeInstitution(tx, { ...institution, demo: false })
    if (!made) throw new Error('Esta base de datos ya tiene una institución.')
    const { rows: units } = await sql<{
      id: string
    }>`insert into unit (code, name) values (${code}, ${name}) returning id`.execute(tx)
    const { rows: people } = await sql<{ id: PersonId }>`
      insert into person (username, name, email, unit_id, administrator_since)
      values (${administrator.username.trim().toLowerCase()}, ${administrator.name}, ${administrator.email ?? null}, ${units[0]!.id}, ${now})
      returning id`.execute(tx)
    const person = people[0]!.id
    await saveCredential(tx, { person, hash, oneTime: true, now })
    const subject = { kind: 'institution', id: code }
    await writeAdminAct(tx, {
      at: now,
      actor: null,
      action: 'institution.create',
      subject,
      data: { name, administrator },
    })
    return { administrator: person, oneTimePassword: password }
  })
}

/** Is there an institution? */
export async function institutionExists(db: Kysely<unknown>): Promise<boolean> {
  const { rows } = await sql`select 1 from institution`.execute(db)
  return rows.length > 0
}

/** Writes the calendars that are not there yet, and the institution; false when there is one already. */
export async function storeInstitution(
  tx: Tx,
  institution: Pick<NewInstitution, 'name' | 'code' | 'calendar' | 'calendars' | 'now'> & { readonly demo: boolean },
): Promise<boolean> {
  const { name, code, calendar, calendars, demo, now } = institution
  if (!calendars.some((data) => data.code === calendar)) {
    throw new Error(
      `No hay un calendario «${calendar}». Elija uno de: ${calendars.map((data) => data.code).join(', ')}.`,
    )
  }
  for (const data of calendars) await saveCalendar(tx, { data, revision: 0, now, by: null })
  const { rows } =
    await sql`insert into institution (name, code, calendar, demo) values (${name}, ${code}, ${calendar}, ${demo})
    on conflict do nothing returning code`.execute(tx)
  return rows.length === 1
}
