import type { Call } from '#src/cases/call.ts'
import { type DeskEntry, deskMove } from '#src/cases/desk/desk-move.ts'
import { type Part, partIn } from '#src/cases/part-in.ts'
import type { CaseFile } from '#src/cases/types.ts'
import { refusedHere } from './refusals.ts'

/** The person who runs the command. */
export function personOfCall({ actor }: Pick<Call, 'actor'>): string {
  if (actor.kind !== 'person') throw new Error('this command is run by a person')
  return actor.person
}

/** As what the person who runs the command reads this case. */
export async function partOfCall(call: Call, file: CaseFile): Promise<Part> {
  const version = await call.deps.manuals.version(call.tx, file.versionId)
  return partIn(file, version.procedure(file.procedure), personOfCall(call), call.institution.directory)
}

/** Writes desk acts into a case in which the person takes part as an official. */
export function officialMove(
  call: Call,
  number: string,
  decide: (file: CaseFile) => Promise<readonly DeskEntry[]> | readonly DeskEntry[],
): Promise<CaseFile> {
  return deskMove(call, number, async (file) => {
    if ((await partOfCall(call, file)) !== 'official') throw refusedHere('not-an-official-here')
    return decide(file)
  })
}

/** Refuses where the case is no longer open, saying where it goes on. */
export function assertOpen({ status, state }: CaseFile): void {
  const into = state.desk?.merged?.into
  if (into !== undefined) throw refusedHere('case-goes-on-elsewhere', { number: into })
  if (status !== 'open') throw refusedHere('case-ended')
}
