import { refused } from '#src/cases/refusals.ts'
import type { CaseFile } from '#src/cases/types.ts'
import type { CaseState } from '#src/procedure/types.ts'

/** Persons who asked for the case: the portal shows it to nobody else, whoever else may read it at the desk. */
export function requestersOf(state: Pick<CaseState, 'requester'>): readonly string[] {
  return state.requester.kind === 'person' ? [state.requester.person] : []
}

/** Refuses a case that is not the person's own request exactly like an unknown one. */
export function assertOwnRequest({ state }: Pick<CaseFile, 'state'>, person: string): void {
  if (!requestersOf(state).includes(person)) throw refused('case-unknown', {})
}
