import type { CompiledProcedure } from '../compile-procedure.ts'
import { isHeadAbove, keeperOf, mayAct } from '../may-act.ts'
import type { CaseState, Directory, PersonId, PositionId, Task } from '../types.ts'
import type { PriorityTable } from './priority-table.ts'

/** May this person decide where the task goes: who may do it, or the head of whose tray it is in. */
export function mayMove(
  version: CompiledProcedure,
  state: CaseState,
  task: Task,
  person: PersonId,
  directory: Directory,
): boolean {
  return mayAct(version, state, task, person, directory) === 'yes' || isHeadAbove(task, person, directory)
}

/** Does the person work on the case now: with a task of it, or at the head of one? The requester's own tasks are no work of the desk. */
export function worksOn(version: CompiledProcedure, state: CaseState, person: PersonId, directory: Directory): boolean {
  return deskTasks(state).some((task) => mayMove(version, state, task, person, directory))
}

/** Open tasks that the desk does: those in a tray, but for what the requester does. */
export function deskTasks(state: CaseState): readonly Task[] {
  return state.tasks.filter((task) => task.tray !== null && task.tray.because.kind !== 'requester')
}

/** Setting the priority: who works on the case, and the positions that the table names. */
export function mayPrioritise(
  version: CompiledProcedure,
  state: CaseState,
  person: PersonId,
  directory: Directory,
  table: PriorityTable,
): boolean {
  if (state.status !== 'open') return false
  return (
    worksOn(version, state, person, directory) || table.setters.some((position) => directory.holds(person, position))
  )
}

/**
 * The heads to whom a person may turn about a task, the nearest first: of the unit of its tray, then of whoever has it, and each one's
 * own head above. Heads that the person acts for, and posts that nobody holds, are passed by.
 */
export function superiorsOf(
  state: CaseState,
  task: Task | undefined,
  person: PersonId,
  directory: Directory,
): readonly PositionId[] {
  const keeper = task === undefined ? null : keeperOf(state, task, directory)
  const starts = [
    task?.tray?.position ? directory.headOfPosition(task.tray.position) : null,
    keeper === null ? null : directory.headOfPerson(keeper),
    directory.headOfPerson(person),
  ]
  const found: PositionId[] = []
  for (const start of starts) {
    let head = start
    for (let above = 0; head !== null && above < 12; above++) {
      const useful = !directory.holds(person, head) && directory.holders(head).length > 0
      if (useful && !found.includes(head)) found.push(head)
      const next: PositionId | null = directory.headOfPosition(head)
      head = next === head ? null : next
    }
  }
  return found
}
