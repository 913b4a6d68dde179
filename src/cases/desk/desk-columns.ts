import { targetAt, warnAt } from '#src/procedure/index.ts'
import type { CaseState } from '#src/procedure/types.ts'

/** What the case's row shows of its desk, so that lists order by it and the scan finds its warnings. */
export interface DeskColumns {
  readonly level: number
  readonly targetAt: string | null
  readonly warnAt: string | null
}

export function deskColumns(state: CaseState): DeskColumns {
  const { level, targets } = state.desk ?? {}
  const open = state.status === 'open'
  return {
    level: level?.level ?? 1,
    targetAt: open ? targetAt(targets) : null,
    warnAt: open ? warnAt(targets) : null,
  }
}

/** The priority as the record has it; a case that nobody graded keeps the one with which it was opened. */
export function priorityOfCase(state: CaseState, opened: number): number {
  return state.desk?.priority?.priority ?? opened
}
