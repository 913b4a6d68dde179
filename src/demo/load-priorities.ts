import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { CaseDeps } from '#src/cases/call.ts'
import { insertTable } from '#src/cases/desk/desk-tables.store.ts'
import { loadDirectory } from '#src/people/index.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { readPriorityTable } from '#src/procedure/index.ts'

interface PrioritiesFile {
  readonly from: string
  readonly reason: string
  /** Codes of positions that edit the table. */
  readonly editors: readonly string[]
  readonly suppliers: readonly { readonly name: string; readonly contact: string }[]
  readonly skills: readonly { readonly person: string; readonly skill: string; readonly level: number }[]
  /** User name of the head who noted the skills. */
  readonly notedBy: string
  readonly table: object
}

/** Loads the demonstration's table of priorities, its suppliers and what its people know; nothing where there is a table already. */
export function loadDemoPriorities({ db, clock }: Pick<CaseDeps, 'db' | 'clock'>, folder: string): Promise<void> {
  const file = JSON.parse(readFileSync(join(folder, 'priorities.json'), 'utf8')) as PrioritiesFile
  return transaction(db, async (tx) => {
    const { rows } = await sql`select id from priority_table limit 1`.execute(tx)
    if (rows.length > 0) return
    const now = clock()
    const { rows: directory, activePeople } = await loadDirectory(tx, now)
    const editors = directory.posts.filter(({ code }) => file.editors.includes(code)).map(({ id }) => id)
    const read = readPriorityTable({ ...file.table, editors })
    if ('faults' in read) throw new Error(`demo/priorities.json: ${read.faults[0]!.place}: ${read.faults[0]!.es}`)
    await insertTable(tx, { from: file.from, table: read.table, reason: file.reason, now, by: null })
    const person = (username: string) => activePeople.find((each) => each.username === username)?.id ?? null
    for (const { name, contact } of file.suppliers)
      await sql`insert into supplier (name, contact) values (${name}, ${contact})`.execute(tx)
    for (const { person: username, skill, level } of file.skills)
      await sql`
        insert into person_skill (person_id, skill, level, noted_at, noted_by)
        values (${person(username)}, ${skill}, ${level}, ${now}::timestamptz, ${person(file.notedBy)})`.execute(tx)
  })
}
