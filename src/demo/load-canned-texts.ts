import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { CaseDeps } from '#src/cases/call.ts'
import { insertCannedText, keepRevision } from '#src/desk/canned/canned-text.store.ts'
import { unknownPlaceholder } from '#src/desk/canned/placeholders.ts'
import { transaction } from '#src/platform/db/pool.ts'

interface DemoCannedText {
  /** Code of the unit whose people use it, and user name of its head, who wrote it. */
  readonly unit: string
  readonly writer: string
  readonly title: string
  readonly body: string
}

/** Adds the demonstration's canned texts to the units that write them often. Adds nothing where there are any. */
export function loadDemoCannedTexts(
  { db, clock, institution }: Pick<CaseDeps, 'db' | 'clock' | 'institution'>,
  folder: string,
): Promise<void> {
  const { texts } = JSON.parse(readFileSync(join(folder, 'canned-texts.json'), 'utf8')) as { texts: DemoCannedText[] }
  return transaction(db, async (tx) => {
    const { rows } = await sql`select 1 from canned_text limit 1`.execute(tx)
    if (rows.length > 0) return
    const now = clock()
    const { directory } = await institution(tx, now)
    for (const { unit: code, writer, title, body } of texts) {
      const name = unknownPlaceholder(body)
      if (name !== null) throw new Error(`demo/canned-texts.json, «${title}»: nobody fills {${name}}`)
      const unit = directory.rows.units.find((each) => each.code === code)!.id
      const id = await insertCannedText(tx, { unit, language: 'es', title, body })
      await keepRevision(tx, id, directory.personByUsername(writer)!.id, now)
    }
  })
}
