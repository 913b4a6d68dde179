import type { CompiledProcedure } from './compile-procedure.ts'
import type { CaseState, Directory, EngineRefusal, PersonId, PositionId, Task } from './types.ts'

export type Permission = 'yes' | EngineRefusal

/**
 * May this person do the task? Yes for who holds the tray's position or stands in for its holder, a member of its group, the requester
 * for what is his. A task that somebody else has is his until he is away; the nearest head above him may step in, but never signs for him.
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
    const steppingIn = task.kind !== 'signature' && isNearestHead(task, person, directory)
    return steppingIn ? 'yes' : claimedByOther(task, keeper, person, directory)
  }
  if (entitled(state, task, person, directory)) return 'yes'
  if (tray.position === null && tray.group === undefined && tray.because.kind !== 'requester') {
    return { code: 'role-without-position', data: { role: tray.role } }
  }
  return { code: 'not-your-task', data: { role: tray.role, ...asHead(task, person, directory) } }
}

/** Somebody else has the task: who, since when, and whether the person may decide all the same where it goes. */
export function claimedByOther(task: Task, by: PersonId, person: PersonId, directory: Directory): EngineRefusal {
  return { code: 'claimed-by-other', data: { by, at: task.claimedAt, ...asHead(task, person, directory) } }
}

// A head is not told to ask the head.
function asHead(task: Task, person: PersonId, directory: Directory): { readonly head?: 'yes' } {
  return isHeadAbove(task, person, directory) ? { head: 'yes' } : {}
}

/** Who has the task now: its assignee, unless he is away or has left the position; then it is open to the tray again. */
export function keeperOf(state: CaseState, task: Task, directory: Directory): PersonId | null {
  const assignee = task.tray?.assignee ?? null
  if (assignee === null || directory.away(assignee)) return null
  return task.tray?.handedOver || entitled(state, task, assignee, directory) ? assignee : null
}

/** Does the person head the unit of the tray's position, or a unit above it? He may hand its tasks over to anybody. */
export function isHeadAbove(task: Task, person: PersonId, directory: Directory): boolean {
  const position = task.tray?.position
  return position != null && headsAbove(position, directory).some((head) => directory.holds(person, head))
}

/** The heads to whom a position answers, the nearest first. */
function headsAbove(position: PositionId, directory: Directory): readonly PositionId[] {
  const heads: PositionId[] = []
  let head = directory.headOfPosition(position)
  while (head !== null && !heads.includes(head)) {
    heads.push(head)
    head = directory.headOfPosition(head)
  }
  return heads
}

// Whoever is further up hands over what another has, but does not do it in his place.
function isNearestHead(task: Task, person: PersonId, directory: Directory): boolean {
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
