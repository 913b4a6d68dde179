import type { CaseState, Context, EngineRefusal, PersonId, Task, TaskId } from '../types.ts'
import { refuse } from './run.ts'

/** The open task that a person's command names, or why there is none: the case is closed, or somebody was quicker. */
export function openTask(
  state: CaseState,
  id: TaskId,
  context: Context,
): { readonly task: Task; readonly person: PersonId } | { readonly refusal: EngineRefusal } {
  const task = state.tasks.find((t) => t.id === id)
  if (!task) return goneTask(state, id)
  if (state.status !== 'open') return refuse('case-closed')
  if (context.actor.kind !== 'person') return refuse('person-needed')
  return { task, person: context.actor.person }
}

function goneTask(state: CaseState, id: TaskId): { readonly refusal: EngineRefusal } {
  for (const [row, done] of Object.entries(state.completed)) {
    if (done.task !== id) continue
    return refuse('task-gone', { row, by: done.by.kind === 'person' ? done.by.person : undefined, at: done.at })
  }
  if (!Number.isInteger(id) || id < 1 || id >= state.nextTask) return refuse('task-unknown', { task: id })
  return state.status === 'open' ? refuse('task-gone', {}) : refuse('case-closed')
}
