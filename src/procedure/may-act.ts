import type { CompiledProcedure } from './compile-procedure.ts'
import type { CaseState, Directory, EngineRefusal, PersonId, Task } from './types.ts'

export type Permission = 'yes' | EngineRefusal

/**
 * May this person do the task? Yes for who holds the tray's position or stands in for its holder, a member of its group, the requester
 * for what is his. A task that somebody else has is his until he is away; the head above him may step in, but never signs for him.
 */
export function mayAct(
  _version: CompiledProcedure,
  state: CaseState,
  task: Task,
  person: PersonId,
  directory: Directory,
): Permission {
  const { tray } = task
  if (state.status !== 'open') return { code: 'case-closed', data: {} }
  if (!tray) return { code: 'task-in-no-tray', data: { row: task.row } }
  const keeper = keeperOf(state, task, directory)
  if (keeper === person) return 'yes'
  if (keeper !== null) {
    const steppingIn = task.kind !== 'signature' && isHeadAbove(task, person, directory)
    return steppingIn ? 'yes' : { code: 'claimed-by-other', data: { by: keeper, at: task.claimedAt } }
  }
  if (entitled(state, task, person, directory)) return 'yes'
  if (tray.position === null && tray.group === undefined && tray.because.kind !== 'requester') {
    return { code: 'role-without-position', data: { role: tray.role } }
  }
  return { code: 'not-your-task', data: { role: tray.role } }
}

/** Who has the task now: its assignee, unless he is away or has left the position; then it is open to the tray again. */
export function keeperOf(state: CaseState, task: Task, directory: Directory): PersonId | null {
  const assignee = task.tray?.assignee ?? null
  if (assignee === null || directory.away(assignee)) return null
  return task.tray?.handedOver || entitled(state, task, assignee, directory) ? assignee : null
}

/** Does the person head the unit of the tray's position? He may hand its tasks over to anybody. */
export function isHeadAbove(task: Task, person: PersonId, directory: Directory): boolean {
  const position = task.tray?.position
  const head = position ? directory.headOfPosition(position) : null
  return head !== null && directory.holds(person, head)
}

/** Does the tray belong to the person, whoever has the task now? */
export function entitled(state: CaseState, task: Task, person: PersonId, directory: Directory): boolean {
  const tray = task.tray
  if (!tray) return false
  if (tray.because.kind === 'requester') return state.requester.kind === 'person' && state.requester.person === person
  if (tray.group !== undefined) return directory.group(tray.group).includes(person)
  return tray.position !== null && directory.holds(person, tray.position)
}
