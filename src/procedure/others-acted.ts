import type { CaseState, PersonId } from './types.ts'

/**
 * Has anybody but this person acted in the case, so that the requester can no longer take it back alone? What officials do among
 * themselves does not count: whoever asked for the case must not learn of it by a refusal.
 */
export function othersActed(state: CaseState, person: PersonId): boolean {
  return othersDidSteps(state, person) || othersHelped(state, person)
}

function othersDidSteps(state: CaseState, person: PersonId): boolean {
  const other = (id: PersonId | null | undefined) => id != null && id !== person
  return (
    // A step that time completed is the office's too.
    Object.values(state.completed).some(({ by }) => by.kind !== 'person' || other(by.person)) ||
    // Only a claim or a hand-over makes somebody keep a role or a task since an instant.
    Object.values(state.holders).some(other) ||
    state.tasks.some(({ claimedAt, tray }) => claimedAt !== undefined && other(tray?.assignee))
  )
}

function othersHelped({ desk }: CaseState, person: PersonId): boolean {
  const { conversation, support, priority } = desk ?? {}
  return (
    (conversation?.writers ?? []).some((writer) => writer !== person) ||
    (support?.visits ?? []).some(({ attendedBy }) => attendedBy !== person) ||
    (support?.sessions ?? []).some(({ askedBy }) => askedBy !== person) ||
    // What the kind or the opening gave is nobody's act.
    (priority?.because === 'table' && priority.by != null && priority.by !== person)
  )
}
