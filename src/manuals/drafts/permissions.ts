import { sql } from 'kysely'
import { readersOf } from '#src/cases/readers.ts'
import { allow, may, type SignedInPerson } from '#src/people/permissions.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import type { DraftHead } from './types.ts'

/** Code of the group whose members write manuals. */
export const WRITERS_GROUP = 'desarrollo-institucional'

/** What a draft's rules need to know of a person, beside the person. */
export interface DraftFacts {
  /** Codes of the groups in which the person is. */
  readonly groups: readonly string[]
  /** The person may read the case that runs the draft's life. */
  readonly readsCase: boolean
  /** The person holds a task of that case. */
  readonly holdsTask: boolean
}

declare module '#src/people/permissions.ts' {
  interface ActionSubjects {
    /** Open drafts of manuals and see them all; the subject are the codes of the person's groups. */
    'manual.draft': readonly string[]
    'draft.read': DraftFacts
    'draft.write': DraftFacts
  }
}

const writes = ({ administrator }: SignedInPerson, groups: readonly string[]) =>
  administrator || groups.includes(WRITERS_GROUP)

allow('manual.draft', writes)
allow('draft.read', (person, { groups, readsCase }) => writes(person, groups) || readsCase)
allow('draft.write', (person, { groups, holdsTask }) => writes(person, groups) || holdsTask)

/** May this person open drafts? */
export function mayDraft(person: SignedInPerson, directory: InstitutionDirectory): boolean {
  return may(person, 'manual.draft', directory.groupsOf(person.id))
}

/** What the rules ask of a draft and a person; one query, and none where no case runs its life. */
export async function draftFacts(
  db: Queryable,
  directory: InstitutionDirectory,
  { id }: SignedInPerson,
  { caseId }: Pick<DraftHead, 'caseId'>,
): Promise<DraftFacts> {
  const groups = directory.groupsOf(id)
  if (caseId === null) return { groups, readsCase: false, holdsTask: false }
  const { rows } = await sql<{ readsCase: boolean; holdsTask: boolean }>`
    select
      exists (select 1 from case_reader where case_id = ${caseId}
        and reader = any(${readersOf(directory, id)}::uuid[])) as "readsCase",
      exists (select 1 from task where case_id = ${caseId} and (assignee = ${id}::uuid
        or assignee is null and (position_id = any(${directory.trayPositionsOf(id)}::uuid[])
          or group_id = any(${groups}::text[])))) as "holdsTask"`.execute(db)
  return { groups, ...rows[0]! }
}
