import type { Assignment } from '#src/manual/types.ts'
import type { CompiledProcedure } from './compile-procedure.ts'
import type { CaseState, Choice, Directory, PersonId, PositionId, RoleKey, Tray, TrayReason } from './types.ts'

/** Where a role's work goes in a case: the tray, with the person who keeps the role when he is there. Never fails: a role without a position goes to the authority, or waits with position null. */
export function trayFor(version: CompiledProcedure, state: CaseState, role: RoleKey, directory: Directory): Tray {
  const place = placeOf(version, state, role, directory)
  if (!place) return trayWithoutPosition(version, state, role, directory)
  return trayAt(state, role, place, directory)
}

/** The tray of the requester. Somebody without an account has none: whoever handles `handledBy` then records what he says. */
export function requesterTray(
  version: CompiledProcedure,
  state: CaseState,
  role: RoleKey,
  handledBy: RoleKey,
  directory: Directory,
): Tray {
  if (state.requester.kind === 'person') {
    return { role, position: null, assignee: state.requester.person, because: { kind: 'requester' } }
  }
  const place = placeOf(version, state, handledBy, directory)
  if (!place) return trayWithoutPosition(version, state, role, directory)
  return trayAt(state, role, { ...place, because: { kind: 'external', handledBy } }, directory)
}

/** The tray to which a deadline or a limit moves a task. */
export function escalationTray(
  version: CompiledProcedure,
  state: CaseState,
  to: RoleKey,
  from: RoleKey,
  cause: 'deadline' | 'limit',
  directory: Directory,
): Tray {
  const tray = trayFor(version, state, to, directory)
  return tray.position === null && !tray.group && tray.assignee === null
    ? tray
    : { ...tray, because: { kind: 'escalated', from, cause } }
}

/** The position that a role has in a case, by the manual's `Asigna` or the directory; null for a group, the requester, or no position. */
export function positionOf(
  version: CompiledProcedure,
  state: CaseState,
  role: RoleKey,
  directory: Directory,
): PositionId | null {
  return placeOf(version, state, role, directory)?.position ?? null
}

interface Place {
  readonly position: PositionId | null
  readonly group?: string
  readonly person?: PersonId
  readonly because: TrayReason
}

function trayAt(state: CaseState, role: RoleKey, place: Place, directory: Directory): Tray {
  const group = place.group === undefined ? {} : { group: place.group }
  if (place.person !== undefined) return { role, position: null, assignee: place.person, because: place.because }
  const keeper = state.holders[role]
  // Rule 9: the keeper has it again, unless he is away or no longer holds the position; then it waits in the open tray.
  const there = keeper !== undefined && !directory.away(keeper) && entitled(place, keeper, directory)
  if (!there) return { role, position: place.position, ...group, assignee: null, because: place.because }
  const because: TrayReason = place.because.kind === 'external' ? place.because : { kind: 'kept' }
  return { role, position: place.position, ...group, assignee: keeper, because }
}

function entitled(place: Place, person: PersonId, directory: Directory): boolean {
  if (place.group !== undefined) return directory.group(place.group).includes(person)
  return place.position !== null && directory.holds(person, place.position)
}

function trayWithoutPosition(version: CompiledProcedure, state: CaseState, role: RoleKey, directory: Directory): Tray {
  const because: TrayReason = { kind: 'escalated', from: role, cause: 'no-position' }
  const authority = version.procedure.authority
  const place = authority !== undefined && authority !== role ? placeOf(version, state, authority, directory) : null
  if (authority === undefined || !place || place.position === null)
    return { role, position: null, assignee: null, because }
  return { ...trayAt(state, authority, place, directory), because }
}

function placeOf(
  version: CompiledProcedure,
  state: CaseState,
  role: RoleKey,
  directory: Directory,
  depth = 0,
): Place | null {
  // Asigna may chain (head of a role that is itself assigned); a circle ends as a role without a position.
  if (depth > 8) return null
  const assignment = version.assignments.get(role)
  if (!assignment) {
    const printed = version.roles.get(role)
    const position = printed ? directory.position(printed.unit, printed.post) : null
    return position === null ? null : { position, because: { kind: 'printed' } }
  }
  return assignedPlace(version, state, assignment, directory, depth)
}

function assignedPlace(
  version: CompiledProcedure,
  state: CaseState,
  { by }: Assignment,
  directory: Directory,
  depth: number,
): Place | null {
  switch (by.kind) {
    case 'requester': {
      if (state.requester.kind === 'person')
        return { position: null, person: state.requester.person, because: { kind: 'requester' } }
      return handledAtTheDoor(version, state, directory, depth)
    }
    case 'head-of-requester': {
      if (state.requester.kind !== 'person') return handledAtTheDoor(version, state, directory, depth)
      return at(directory.headOfPerson(state.requester.person), { kind: 'head-of-requester' })
    }
    case 'head-of-role': {
      const below = placeOf(version, state, by.role, directory, depth + 1)
      if (!below) return null
      const head =
        below.person !== undefined
          ? directory.headOfPerson(below.person)
          : below.position && directory.headOfPosition(below.position)
      return at(head ?? null, { kind: 'head-of-role', role: by.role })
    }
    case 'group':
      return { position: null, group: by.group, because: { kind: 'group', group: by.group } }
    case 'external': {
      const handler = placeOf(version, state, by.handledBy, directory, depth + 1)
      return handler && { ...handler, because: { kind: 'external', handledBy: by.handledBy } }
    }
    case 'column':
    case 'head-of-column':
      return placeByColumn(version, state, by, directory)
  }
}

/** Where nobody with an account asked, the step's words are recorded by the role that received the case. */
function handledAtTheDoor(
  version: CompiledProcedure,
  state: CaseState,
  directory: Directory,
  depth: number,
): Place | null {
  const door = version.steps.get(version.first)?.role
  if (!door || version.assignments.get(door)?.by.kind === 'requester') return null
  const place = placeOf(version, state, door, directory, depth + 1)
  return place && { ...place, because: { kind: 'external', handledBy: door } }
}

type ByColumn = Extract<Assignment['by'], { kind: 'column' | 'head-of-column' }>

function placeByColumn(version: CompiledProcedure, state: CaseState, by: ByColumn, directory: Directory): Place | null {
  const chosen = latestChoice(version, state, by)
  const cell = chosen && cellOf(chosen.choice, by.column)
  if (!chosen || !cell) return null
  const because: TrayReason = {
    kind: 'column',
    column: by.column,
    norm: by.norm.number,
    chosenAt: chosen.row,
    cell,
    head: by.kind === 'head-of-column',
  }
  if (by.kind === 'head-of-column') return at(directory.headOfUnit(cell), because)
  const slash = cell.indexOf(' / ')
  if (slash >= 0) return at(directory.position(cell.slice(0, slash).trim(), cell.slice(slash + 3).trim()), because)
  return at(directory.position(unitOfChoice(version, chosen.choice, by, directory), cell), because)
}

/** The unit that a chosen norm row names: the cell whose head the manual assigns, else the first cell that is a unit. */
function unitOfChoice(version: CompiledProcedure, choice: Choice, by: ByColumn, directory: Directory): string | null {
  for (const other of version.assignments.values()) {
    if (other.by.kind !== 'head-of-column' || !sameNorm(other.by.norm, by.norm)) continue
    const unit = cellOf(choice, other.by.column)
    if (unit) return unit
  }
  return choice.cells.find((cell) => cell !== '' && directory.hasUnit(cell)) ?? null
}

function latestChoice(version: CompiledProcedure, state: CaseState, by: ByColumn) {
  let latest: { row: string; seq: number; choice: Choice } | null = null
  for (const [row, choice] of Object.entries(state.choices)) {
    const step = version.rows.get(row)?.step.number
    const counts =
      sameNorm(choice.norm, by.norm) && (by.choosers.length === 0 || (step !== undefined && by.choosers.includes(step)))
    if (counts && (!latest || choice.seq > latest.seq)) latest = { row, seq: choice.seq, choice }
  }
  return latest
}

function cellOf(choice: Choice, column: string): string | undefined {
  const index = choice.columns.indexOf(column)
  return index < 0 ? undefined : choice.cells[index]
}

function sameNorm(a: Choice['norm'], b: Choice['norm']): boolean {
  return a.general === b.general && a.number === b.number
}

function at(position: PositionId | null, because: TrayReason): Place | null {
  return position === null ? null : { position, because }
}
