import { type QueryExecutorProvider, sql } from 'kysely'
import { alwaysOpen, compileCalendar } from '#src/calendar/index.ts'
import type { CalendarData, InstantText, WorkingCalendar } from '#src/calendar/types.ts'
import { type DirectoryRevision, readDirectoryRevision } from './directory.store.ts'

export interface StoredCalendar {
  readonly data: CalendarData
  readonly revision: number
  readonly changedAt: InstantText
}

/** Gives the calendar of a code, for an office where one is named; throws RangeError for a code that the institution does not have. */
export type Calendars = (code: string, office?: string) => WorkingCalendar

/**
 * All calendars, from memory while nothing has changed: one small query tells, none when the revision has just been read (`known`).
 * `24 horas` runs in the institution's time zone.
 */
export async function loadCalendars(db: QueryExecutorProvider, known?: DirectoryRevision): Promise<Calendars> {
  const { revision, place } = known ?? (await readDirectoryRevision(db))
  const before = kept.get(place)
  if (before?.revision === revision) return before.calendars
  const loaded = await readAll(db)
  if (kept.size >= 8) kept.clear()
  kept.set(place, loaded)
  return loaded.calendars
}

const kept = new Map<string, { readonly revision: string; readonly calendars: Calendars }>()

async function readAll(db: QueryExecutorProvider): Promise<{ revision: string; calendars: Calendars }> {
  const { rows } = await sql<{ revision: string; calendars: CalendarData[]; timeZone: string | null }>`
    select revision::text as revision,
      (select coalesce(json_agg(data), '[]') from calendar) as calendars,
      (select c.data ->> 'timeZone' from institution i join calendar c on c.code = i.calendar) as "timeZone"
    from directory_revision`.execute(db)
  const { revision, calendars, timeZone } = rows[0]!
  const always = alwaysOpen(timeZone ?? calendars[0]?.timeZone ?? 'UTC')
  const byCode = new Map([...calendars, always].map((data) => [data.code, data]))
  return {
    revision,
    calendars(code, office) {
      const data = byCode.get(code)
      if (!data) throw new RangeError(`there is no calendar ${code}`)
      return compileCalendar(data, office)
    },
  }
}

/** The calendars as data, by code, with the revision that a change must name. */
export async function readCalendars(db: QueryExecutorProvider): Promise<readonly StoredCalendar[]> {
  const { rows } = await sql<StoredCalendar>`
    select data, revision, changed_at as "changedAt" from calendar order by code`.execute(db)
  return rows
}

/** Writes a calendar over the revision given, or as a new one (0); false when somebody else was quicker. */
export async function saveCalendar(
  tx: QueryExecutorProvider,
  {
    data,
    revision,
    now,
    by,
  }: { readonly data: CalendarData; readonly revision: number; readonly now: InstantText; readonly by: string | null },
): Promise<boolean> {
  const json = JSON.stringify(data)
  const { rows } =
    revision === 0
      ? await sql`insert into calendar (code, data, changed_at, changed_by) values (${data.code}, ${json}::jsonb, ${now}, ${by})
          on conflict do nothing returning code`.execute(tx)
      : await sql`update calendar set data = ${json}::jsonb, revision = revision + 1, changed_at = ${now}, changed_by = ${by}
          where code = ${data.code} and revision = ${revision} returning code`.execute(tx)
  return rows.length === 1
}
