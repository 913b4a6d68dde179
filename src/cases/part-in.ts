import type { InstitutionDirectory } from '#src/people/types.ts'
import { type CompiledProcedure, isInternalAct, mayAct, maybeInternal } from '#src/procedure/index.ts'
import type { ActBody, CaseState, PersonId, RoleKey } from '#src/procedure/types.ts'
import type { CaseFile, StoredAct } from './types.ts'

/** As what somebody reads a case: as an official who takes part in it, or as whoever asked for it. */
export type Part = 'official' | 'requester'

/**
 * As what a person who may read the case reads it. Whoever asked for it, or opened it for somebody else, reads it as a requester, even
 * where the own unit takes part, unless a step is or was the person's own work as an official.
 */
export function partIn(
  file: Pick<CaseFile, 'state' | 'readAs'>,
  procedure: CompiledProcedure | null,
  person: PersonId,
  directory: InstitutionDirectory,
): Part {
  const { state } = file
  if (asked(state, person)) return works(procedure, state, person, directory) ? 'official' : 'requester'
  const byUnit = (file.readAs ?? []).some((reader) => reader !== person)
  return byUnit || tookPart(state, person) ? 'official' : 'requester'
}

/** The one place that says which acts somebody sees: the page, the API, the printed record, exports and searches ask here. */
export function visibleTo(part: Part, body: ActBody): boolean {
  return part === 'official' || !isInternalAct(body)
}

/** The acts of a case that somebody sees. */
export function visibleActs(part: Part, acts: readonly StoredAct[]): readonly StoredAct[] {
  if (part === 'official') return acts
  return acts.filter(
    ({ kind, text }) => !maybeInternal(kind) || visibleTo(part, (JSON.parse(text) as { body: ActBody }).body),
  )
}

/** Persons who asked for the case, those of cases that were merged into it too. */
export function requestersOf(state: CaseState): readonly PersonId[] {
  const own = state.requester.kind === 'person' ? [state.requester.person] : []
  return [...own, ...(state.desk?.absorbed ?? []).flatMap(({ requesters }) => requesters)]
}

function asked(state: CaseState, person: PersonId): boolean {
  return requestersOf(state).includes(person)
}

// A step that the manual gives to the requester, or to the requester's head, makes nobody an official of the own case.
function works(
  procedure: CompiledProcedure | null,
  state: CaseState,
  person: PersonId,
  directory: InstitutionDirectory,
): boolean {
  if (procedure === null) return false
  const official = (role: RoleKey | undefined | null) => {
    const by = role == null ? undefined : procedure.assignments.get(role)?.by.kind
    return role != null && by !== 'requester' && by !== 'head-of-requester'
  }
  if (Object.entries(state.holders).some(([role, holder]) => holder === person && official(role))) return true
  const done = Object.entries(state.completed).some(
    ([row, { by }]) => by.kind === 'person' && by.person === person && official(procedure.rows.get(row)?.role),
  )
  return (
    done ||
    state.tasks.some(
      (task) =>
        task.tray !== null &&
        task.tray.position !== null &&
        official(task.tray.role) &&
        mayAct(procedure, state, task, person, directory) === 'yes',
    )
  )
}

function tookPart(state: CaseState, person: PersonId): boolean {
  const { desk } = state
  return (
    Object.values(state.holders).includes(person) ||
    state.tasks.some(({ tray }) => tray?.assignee === person) ||
    Object.values(state.completed).some(({ by }) => by.kind === 'person' && by.person === person) ||
    desk?.conversation?.mentioned.includes(person) === true ||
    desk?.support?.visits.some(({ attendedBy }) => attendedBy === person) === true
  )
}
