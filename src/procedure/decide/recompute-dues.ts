import { type CompiledProcedure, rowOf } from '../compile-procedure.ts'
import { recomputedDue } from '../due.ts'
import type { CaseState, Context, Decision } from '../types.ts'
import { refreshTrays } from './refresh-trays.ts'
import { emit, startRun } from './run.ts'

/** Counts every open due again from its rule and start, by the calendar as it is now; and finds trays for tasks that had no position. */
export function recomputeDues(version: CompiledProcedure, state: CaseState, context: Context): Decision {
  if (state.status !== 'open') return { acts: [] }
  const run = startRun(version, state, context)
  refreshTrays(run)
  for (const task of run.state.tasks) {
    if (!task.due || task.due.expired) continue
    const due = recomputedDue({ ...task, due: task.due }, rowOf(version, task.row), context)
    if (due.at !== task.due.at) emit(run, { kind: 'due-moved', task: task.id, from: task.due.at, due })
  }
  return { acts: run.acts }
}
