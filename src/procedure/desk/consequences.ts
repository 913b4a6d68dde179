import type { InstantText, WorkingCalendar } from '#src/calendar/types.ts'
import type { CompiledProcedure } from '../compile-procedure.ts'
import type { Act, CaseState, Directory, FormValue, Requester } from '../types.ts'
import { declaredGrades } from './declared-grades.ts'
import type { DeskAct } from './index.ts'
import { chosenArea, levelOfFirst, levelTableOf, placeOfArea } from './level-table.ts'
import { type Planning, plannedTargets, recountedTargets, TARGET_NAMES } from './plan-targets.ts'
import { type KeptTable, kindRuleOf, priorityOf, targetRuleOf } from './priority-table.ts'
import type { TargetsState } from './targets.ts'

export interface DeskContext {
  readonly now: InstantText
  readonly calendar: (code: string) => WorkingCalendar
  readonly directory: Directory
  readonly table: KeptTable
}

/**
 * What a case has of the directorate's table when it is opened; null where the table says nothing of it, and the case is an ordinary
 * one. `stated` is the priority that whoever opens it gives, `form` what the opening form says. The grades that the table fixes for a
 * kind go before what its form declares, unless the table says that for this kind they are declared: the office decides who decides.
 */
export function openingAct(
  version: CompiledProcedure,
  opened: {
    readonly at: InstantText
    readonly stated?: number | undefined
    readonly ordinary: number
    readonly form?: Readonly<Record<string, FormValue>> | undefined
  },
  { calendar, table: { id, table } }: DeskContext,
): Extract<DeskAct, { kind: 'case-prioritised' }> | null {
  const kind = { manual: version.manual.front.code, procedure: version.procedure.number }
  const rule = kindRuleOf(table, kind)
  const stated = opened.stated
  const declared = rule === null || rule.declared === true ? declaredGrades(table, opened.form) : null
  const grades = declared ?? rule
  const priority = stated ?? (grades === null ? opened.ordinary : priorityOf(table, grades.impact, grades.urgency))
  const target = targetRuleOf(table, kind, priority)
  const level = rule?.level ?? levelOfFirst(version)
  if (grades === null && target === null && level === 1) return null
  const targets = plannedTargets(target, undefined, {
    start: opened.at,
    calendar,
    calendarCode: calendarOf(version),
    warnings: table.warnings,
    waitingSince: null,
  })
  return {
    kind: 'case-prioritised',
    priority,
    ...(stated === undefined && grades !== null ? { impact: grades.impact, urgency: grades.urgency } : {}),
    because: stated !== undefined || grades === null ? 'stated' : declared === null ? 'kind' : 'declared',
    table: id,
    ...(level > 1 ? { level } : {}),
    ...(targets === undefined ? {} : { targets }),
  }
}

/**
 * What follows at the desk from acts of the engine: a target that is met, stands still, goes on or is counted anew, the level that a
 * step gave, and visits that an annulment cancels. `after` is the case with those acts; `recount` says that a calendar may have changed.
 */
export function consequences(
  version: CompiledProcedure,
  before: CaseState,
  after: CaseState,
  acts: readonly Act[],
  recount: boolean,
  context: DeskContext,
): readonly DeskAct[] {
  return [
    ...levelsGiven(version, after, acts, context),
    ...targetsFollow(version, before, after, acts, recount, context),
    ...visitsCancelled(after),
  ]
}

/** Nobody sets out for a case that was annulled. */
function visitsCancelled({ status, desk }: CaseState): DeskAct[] {
  if (status !== 'annulled') return []
  const agreed = (desk?.support?.visits ?? []).filter((visit) => visit.status === 'agreed')
  return agreed.map(({ visit }) => ({ kind: 'visit-cancelled', visit }))
}

function levelsGiven(
  version: CompiledProcedure,
  state: CaseState,
  acts: readonly Act[],
  { directory }: DeskContext,
): DeskAct[] {
  const given: DeskAct[] = []
  let level = state.desk?.level?.level ?? 1
  for (const [place, { body }] of acts.entries()) {
    if (body.kind !== 'task-completed' || body.choice === undefined) continue
    const table = levelTableOf(version)
    const area = table === null ? null : chosenArea(table, body.choice)
    if (table === null || area === null || area.level === level) continue
    const { role, position } = placeOfArea(area, directory)
    given.push({
      kind: 'case-escalated',
      from: level,
      to: area.level,
      via: 'step',
      task: arrivedAfter(acts, place) ?? body.task,
      role,
      position,
      norm: table.norm.number,
    })
    level = area.level
  }
  return given
}

/** The task that came of an act: the one by which the other level takes the case up. */
function arrivedAfter(acts: readonly Act[], place: number): number | undefined {
  for (const { body } of acts.slice(place + 1)) if (body.kind === 'task-arrived') return body.task.id
  return undefined
}

function targetsFollow(
  version: CompiledProcedure,
  before: CaseState,
  after: CaseState,
  acts: readonly Act[],
  recount: boolean,
  context: DeskContext,
): DeskAct[] {
  const targets = before.desk?.targets
  if (targets === undefined || after.status !== 'open') return []
  if (before.status !== 'open') return reopened(version, before, targets, after, context)
  const found: DeskAct[] = []
  let now = targets
  if (
    now.attention !== undefined &&
    now.attention.met === undefined &&
    acts.some((act) => attends(act, after.requester))
  ) {
    const due = now.attention.due?.at
    found.push({
      kind: 'target-met',
      target: 'attention',
      ...(due === undefined ? {} : { due }),
      late: due !== undefined && Date.parse(context.now) > Date.parse(due),
    })
    now = { ...now, attention: { ...now.attention, met: context.now, warnings: [] } }
  }
  const suspends = TARGET_NAMES.some((name) => now[name]?.suspends !== undefined && now[name]?.met === undefined)
  const waiting = suspends ? waitsSince(version, after) : null
  const since = now.waitingSince ?? null
  if (waiting !== null && since === null) {
    found.push({
      kind: 'targets-moved',
      because: 'waits',
      ...recountedTargets(now, planningOf(version, after, context, context.now)),
    })
  } else if (waiting === null && since !== null) {
    const pauses = [...now.pauses, { from: since, until: context.now, because: 'requester' as const }]
    const counted = recountedTargets({ ...now, pauses }, planningOf(version, after, context, null))
    found.push({ kind: 'targets-moved', because: 'reply', ...counted })
  } else if (recount) {
    const counted = recountedTargets(now, planningOf(version, after, context, since))
    if (TARGET_NAMES.some((name) => counted[name]?.due?.at !== now[name]?.due?.at))
      found.push({ kind: 'targets-moved', because: 'calendar', ...counted })
  }
  return found
}

/** The time for which a case was closed does not count. */
function reopened(
  version: CompiledProcedure,
  before: CaseState,
  targets: TargetsState,
  after: CaseState,
  context: DeskContext,
): DeskAct[] {
  const pauses = [
    ...targets.pauses,
    { from: targets.waitingSince ?? before.closedAt ?? context.now, until: context.now, because: 'closed' as const },
  ]
  const { waitingSince: _, ...rest } = targets
  const waiting = waitsSince(version, after)
  const counted = recountedTargets(
    { ...rest, pauses },
    planningOf(version, after, context, waiting === null ? null : context.now),
  )
  return [{ kind: 'targets-moved', because: 'reopened', ...counted }]
}

/** How the targets of an open case are counted now. */
export function planningOf(
  version: CompiledProcedure,
  state: CaseState,
  { calendar, table }: DeskContext,
  waitingSince: InstantText | null,
): Planning {
  return {
    start: state.openedAt,
    calendar,
    calendarCode: calendarOf(version),
    warnings: table.table.warnings,
    waitingSince,
  }
}

/** Since when the case waits for the answer of the requester (`Espera: respuesta de solicitante`); null when it does not. */
export function waitsSince(version: CompiledProcedure, state: CaseState): InstantText | null {
  for (const task of state.tasks) {
    const wait = task.kind === 'reply' ? version.rows.get(task.row)?.facts.wait : undefined
    if (wait?.kind === 'reply' && wait.from.kind === 'requester') return task.arrivedAt
  }
  return null
}

/** A case is attended when somebody other than who asked takes it up. */
function attends({ actor, body }: Act, requester: Requester): boolean {
  const taken = body.kind === 'task-claimed' || body.kind === 'task-completed' || body.kind === 'task-handed-over'
  if (!taken || actor.kind !== 'person') return false
  return !(requester.kind === 'person' && requester.person === actor.person)
}

function calendarOf(version: CompiledProcedure): string {
  return version.rows.get(String(version.first))!.calendar
}
