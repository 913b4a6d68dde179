import { requestersOf } from '#src/cases/part-in.ts'
import { refused } from '#src/cases/refusals.ts'
import type { CaseFile } from '#src/cases/types.ts'

/**
 * Refuses a case that is not the person's own request, alone or with others of cases that were merged into it, exactly like an unknown
 * one: whoever else may read it does so at the desk.
 */
export function assertOwnRequest({ state }: Pick<CaseFile, 'state'>, person: string): void {
  if (!requestersOf(state).includes(person)) throw refused('case-unknown', {})
}
