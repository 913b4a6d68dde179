import type { CompiledProcedure } from './compile-procedure.ts'
import type { Permission } from './may-act.ts'
import { entitled } from './may-act.ts'
import { othersActed } from './others-acted.ts'
import { positionOf } from './tray.ts'
import type { CaseState, Directory, PersonId, PositionId, RoleKey } from './types.ts'

/** The position that rules situations not foreseen: that of `Autoridad`, else the head at the top above the first step. */
export function authorityOf(
  version: CompiledProcedure,
  state: CaseState,
  directory: Directory,
): { role: RoleKey; position: PositionId | null } {
  const role = version.procedure.authority
  if (role !== undefined) return { role, position: positionOf(version, state, role, directory) }
  const first = version.procedure.steps.find((s) => s.role !== null)?.role ?? null
  let position = first === null ? null : positionOf(version, state, first, directory)
  for (let level = 0; position !== null && level < 20; level++) {
    const above = directory.headOfPosition(position)
    if (above === null || above === position) break
    position = above
  }
  const name = position === null ? null : directory.nameOf(position)
  return { role: name ? `${name.unit} / ${name.post}` : (first ?? '—'), position }
}

/** The ruling on a situation not foreseen: the authority only. */
export function mayRule(
  version: CompiledProcedure,
  state: CaseState,
  person: PersonId,
  directory: Directory,
): Permission {
  const { role, position } = authorityOf(version, state, directory)
  return position !== null && directory.holds(person, position) ? 'yes' : { code: 'not-the-authority', data: { role } }
}

/** Correcting an answer: who gave it, the head of the position that answers, or the authority. */
export function mayCorrect(
  version: CompiledProcedure,
  state: CaseState,
  step: number,
  person: PersonId,
  directory: Directory,
): Permission {
  const given = state.answers[step]
  if (!given) return { code: 'nothing-to-correct', data: { step } }
  if (given.by.kind === 'person' && given.by.person === person) return 'yes'
  const role = version.steps.get(step)?.role ?? null
  const position = role === null ? null : positionOf(version, state, role, directory)
  if (position !== null && holdsHead(person, position, directory)) return 'yes'
  // An answer that a deadline gave has no author; who answers that question may put it right.
  if (given.by.kind === 'system' && position !== null && directory.holds(person, position)) return 'yes'
  if (mayRule(version, state, person, directory) === 'yes') return 'yes'
  return { code: 'not-your-answer', data: { step, by: given.by.kind === 'person' ? given.by.person : undefined } }
}

/** Annulling: the requester before anybody else acted, the head of a position that has an open task, or the authority. */
export function mayAnnul(
  version: CompiledProcedure,
  state: CaseState,
  person: PersonId,
  directory: Directory,
): Permission {
  const requester = state.requester.kind === 'person' && state.requester.person === person
  if (requester && !othersActed(state, person)) return 'yes'
  const heads = state.tasks.some((task) => task.tray?.position && holdsHead(person, task.tray.position, directory))
  if (heads || mayRule(version, state, person, directory) === 'yes') return 'yes'
  return { code: requester ? 'others-acted' : 'may-not-annul', data: {} }
}

/** Reopening a closed case: holders of positions that took part, their heads, or the authority. */
export function mayReopen(
  version: CompiledProcedure,
  state: CaseState,
  person: PersonId,
  directory: Directory,
): Permission {
  if (
    partPositions(version, state, directory).some((p) => directory.holds(person, p) || holdsHead(person, p, directory))
  )
    return 'yes'
  return mayRule(version, state, person, directory) === 'yes' ? 'yes' : { code: 'may-not-reopen', data: {} }
}

/** Adding a note or a file: whoever has a part in the case: requester, keeper of a role, actor, a tray's people, heads, authority. */
export function mayAddTo(
  version: CompiledProcedure,
  state: CaseState,
  person: PersonId,
  directory: Directory,
): Permission {
  if (state.requester.kind === 'person' && state.requester.person === person) return 'yes'
  if (Object.values(state.holders).includes(person)) return 'yes'
  if (Object.values(state.completed).some((done) => done.by.kind === 'person' && done.by.person === person))
    return 'yes'
  if (state.tasks.some((task) => entitled(state, task, person, directory))) return 'yes'
  return mayReopen(version, state, person, directory) === 'yes' ? 'yes' : { code: 'no-part-in-case', data: {} }
}

function holdsHead(person: PersonId, position: PositionId, directory: Directory): boolean {
  const head = directory.headOfPosition(position)
  return head !== null && directory.holds(person, head)
}

function partPositions(version: CompiledProcedure, state: CaseState, directory: Directory): PositionId[] {
  const roles = new Set(Object.keys(state.visits).flatMap((row) => version.rows.get(row)?.role ?? []))
  return [...roles].flatMap((role) => positionOf(version, state, role, directory) ?? [])
}
