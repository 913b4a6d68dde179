import type { Institution } from '#src/cases/call.ts'
import { loadDeskTables } from '#src/cases/desk/desk-tables.store.ts'
import { readDirectoryRevision } from '#src/people/directory.store.ts'
import { type DirectoryRevision, loadCalendars, loadDirectory } from '#src/people/index.ts'
import type { Queryable } from '#src/platform/db/types.ts'

/** Directory and calendars as an instant sees them: from memory while nothing has changed. */
export async function loadInstitution(db: Queryable, now: string, known?: DirectoryRevision): Promise<Institution> {
  const revision = known ?? (await readDirectoryRevision(db))
  const directory = await loadDirectory(db, now, revision)
  const calendar = await loadCalendars(db, revision)
  const desk = await loadDeskTables(db, revision)
  const calendarCode = directory.rows.institution?.calendar
  if (calendarCode === undefined)
    throw new Error('There is no institution yet: start the demonstration or run `ventanilla init`')
  return { revision, directory, calendar, calendarCode, desk }
}
