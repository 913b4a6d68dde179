import { sql } from 'kysely'
import type { LoggedCase } from '#src/interchange/index.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import type { Act } from '#src/procedure/types.ts'
import { listActs, readableBy } from './case.store.ts'
import type { CaseExport } from './export-format.ts'
import { actOf } from './rebuild-projections.ts'
import type { CaseFile } from './types.ts'

/** A sealed export as a case of an event log. Verify it first. */
export function loggedFromExport(text: string): { logged: LoggedCase; people: Readonly<Record<string, string>> } {
  const { case: head, acts, people } = JSON.parse(text) as CaseExport
  return {
    logged: {
      number: head.number,
      title: head.title,
      manual: { code: head.manual.code, version: head.manual.version },
      procedure: head.procedure,
      acts: acts.filter(({ withheld }) => withheld !== true).map((each) => JSON.parse(each.text) as Act),
    },
    people,
  }
}

/** The cases of a manual that one of `readers` may read, in order of opening, a few at a time. */
export async function* loggedCases(
  db: Queryable,
  manual: string,
  readers: readonly string[],
): AsyncGenerator<LoggedCase, void> {
  for (let after = 0; ; ) {
    const files = await listReadable(db, manual, readers, after)
    for (const { version, ...file } of files) {
      after = file.id
      const acts = (await listActs(db, file)).map(actOf)
      yield {
        number: file.number,
        title: file.title,
        manual: { code: manual, version },
        procedure: file.procedure,
        acts,
      }
    }
    if (files.length < BATCH) return
  }
}

const BATCH = 50

type Readable = Pick<CaseFile, 'id' | 'number' | 'openedMonth' | 'title' | 'procedure'> & { readonly version: string }

async function listReadable(
  db: Queryable,
  manual: string,
  readers: readonly string[],
  after: number,
): Promise<readonly Readable[]> {
  const { rows } = await sql<Readable>`
    select case_file.id, case_file.number, to_char(case_file.opened_month, 'YYYY-MM-DD') as "openedMonth", case_file.title,
      case_file.procedure, v.version
    from case_file join manual_version v on v.id = case_file.manual_version_id
    where v.manual_code = ${manual} and case_file.id > ${after} and ${readableBy(readers)}
    order by case_file.id limit ${BATCH}`.execute(db)
  return rows
}
