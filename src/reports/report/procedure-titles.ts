import { sql } from 'kysely'
import type { ManualLibrary } from '#src/cases/versions.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import type { ProcedureTitles } from './labels.ts'

/** Titles as the manuals in force have them; of a manual that is in force no more, as its last version had them. */
export async function procedureTitles(db: Queryable, manuals: ManualLibrary, now: string): Promise<ProcedureTitles> {
  const titles = new Map<string, string>()
  for (const { code, manual } of await manuals.inForce(db, now))
    for (const { number, title } of manual.procedures) titles.set(`${code}/${number}`, title)
  const { rows } = await sql<{ id: number }>`
    select max(id) as id from manual_version group by manual_code
    having not bool_or(in_force_from <= ${now}::timestamptz and coalesce(in_force_until > ${now}::timestamptz, true))`.execute(
    db,
  )
  for (const { id } of rows) {
    const { code, manual } = await manuals.version(db, id)
    for (const { number, title } of manual.procedures) titles.set(`${code}/${number}`, title)
  }
  return titles
}
