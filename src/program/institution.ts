import type { Institution } from '#src/cases/call.ts'
import { loadDeskTables } from '#src/cases/desk/desk-tables.store.ts'
import { type DirectoryRevision, loadCalendars, loadDirectory } from '#src/people/index.ts'
import type { Queryable } from '#src/platform/db/types.ts'

/** Directory and calendars as an instant sees them: from memory while nothing has changed. */
export async function loadInstitution(db: Queryable, now: string, known?: DirectoryRevision): Promise<Institution> {
  const directory = await loadDirectory(db, now, known)
  const calendar = await loadCalendars(db, known)
  const desk = await loadDeskTables(db, known)
  const calendarCode = directory.rows.institution?.calendar
  if (calendarCode === undefined)
    throw new Error('There is no institution yet: start the demonstration or run `ventanilla init`')
  return { directory, calendar, calendarCode, desk }
}
