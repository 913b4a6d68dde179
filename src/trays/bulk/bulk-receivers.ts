import { sql } from 'kysely'
import type { CaseDeps } from '#src/cases/call.ts'
import { readableBy } from '#src/cases/case.store.ts'
import { readersOf } from '#src/cases/readers.ts'
import { choosableFor } from '#src/cases/receivers-of.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { mayMove } from '#src/procedure/index.ts'
import type { CaseState, PersonId } from '#src/procedure/types.ts'
import type { ChosenRow } from './bulk.store.ts'

/** Persons to whom the person may hand over at least one of the chosen tasks: nobody is offered who would be refused for all of them. */
export async function bulkReceivers(
  deps: Pick<CaseDeps, 'db' | 'manuals'>,
  rows: readonly ChosenRow[],
  person: PersonId,
  directory: InstitutionDirectory,
): Promise<ReadonlySet<PersonId>> {
  const found = new Set<PersonId>()
  for (const { number, procedure: code, versionId, state } of await statesOf(deps.db, rows, person, directory)) {
    const procedure = (await deps.manuals.version(deps.db, versionId)).procedure(code)
    if (procedure === null) continue
    const chosen = rows.filter((row) => row.number === number).map((row) => row.task)
    for (const task of state.tasks) {
      if (!chosen.includes(task.id) || !mayMove(procedure, state, task, person, directory)) continue
      for (const id of choosableFor(task, person, directory)) found.add(id)
    }
  }
  return found
}

interface Standing {
  readonly number: string
  readonly procedure: string
  readonly versionId: number
  readonly state: CaseState
}

/** Where the open cases of some rows stand, of those that the person may read. */
async function statesOf(
  db: CaseDeps['db'],
  rows: readonly ChosenRow[],
  person: PersonId,
  directory: InstitutionDirectory,
): Promise<readonly Standing[]> {
  const { rows: found } = await sql<Standing>`
    select number, procedure, manual_version_id as "versionId", state from case_file
    where number = any(${rows.map(({ number }) => number)}::text[]) and status = 'open'
      and ${readableBy(readersOf(directory, person))}`.execute(db)
  return found
}
