import { workingMillisBetween } from '#src/calendar/index.ts'
import type { InstantText } from '#src/calendar/types.ts'
import type { Act, ActBody, Task } from '#src/procedure/types.ts'
import { otherActOf } from './other-acts.ts'
import type { CaseFold, EndedVisit, Folded, FoldWorld, OpenVisit, Outcome, RowMark } from './types.ts'

/**
 * A case with one more of its acts counted, and what ended or happened by it. Pure: the same acts give the same counts, whenever they
 * are counted. `priority` is the one with which the case was opened, which no act says.
 */
export function foldAct(before: CaseFold | null, act: Act, priority: number, world: FoldWorld): Folded {
  const { body } = act
  if (body.kind === 'case-opened') return { fold: opened(act, body, priority, world), visits: [], marks: [] }
  if (before === null) throw new Error(`Act ${act.seq} of a case that was not opened`)
  const fold: Draft = { ...before, seq: act.seq, open: [...before.open], hands: [...before.hands] }
  const run: Run = { act, world, fold, visits: [], marks: [] }
  count(run, body)
  return { fold, visits: run.visits, marks: run.marks }
}

type Draft = { -readonly [Key in keyof CaseFold]: CaseFold[Key] } & { open: OpenVisit[]; hands: string[] }

interface Run {
  readonly act: Act
  readonly world: FoldWorld
  readonly fold: Draft
  readonly visits: EndedVisit[]
  readonly marks: RowMark[]
}

function opened(
  { seq, at }: Act,
  body: Extract<ActBody, { kind: 'case-opened' }>,
  priority: number,
  world: FoldWorld,
): CaseFold {
  const requester = body.requester.kind === 'person' ? body.requester.person : null
  return {
    seq,
    openedAt: at,
    openedOn: world.dayOf(at),
    version: `${body.manual} ${body.version}`,
    procedure: body.procedure,
    start: body.start,
    kind: `${body.manual}/${body.procedure}/${body.start}`,
    channel: body.channel,
    requester,
    requesterUnit: requester === null ? null : world.unitOfPerson(requester, at),
    status: 'open',
    unit: null,
    technician: null,
    hands: [],
    escalated: false,
    level: null,
    highestLevel: null,
    priority,
    solution: null,
    cause: null,
    stars: null,
    ratedOn: null,
    attention: null,
    lasting: null,
    late: 0,
    timed: 0,
    closedOn: null,
    leftOn: [],
    reopenedOn: [],
    open: [],
  }
}

function count(run: Run, body: ActBody): void {
  const { fold, act, world } = run
  switch (body.kind) {
    case 'task-arrived':
      arrive(run, body.task)
      return
    case 'task-claimed':
      attend(run, body.task)
      take(run, body.task)
      return
    case 'task-released':
      mark(run, rowOf(fold, body.task), 'released')
      return
    case 'task-handed-over':
      attend(run, body.task)
      take(run, body.task)
      mark(run, rowOf(fold, body.task), 'handed-over')
      return
    case 'task-completed': {
      attend(run, body.task)
      const system = act.actor.kind === 'system'
      end(run, body.task, system ? 'expired' : 'done')
      return
    }
    case 'signature-refused':
      attend(run, body.task)
      mark(run, body.row, 'refused')
      end(run, body.task, 'refused')
      return
    case 'task-withdrawn':
      if (body.because === 'ruling') mark(run, body.row, 'ruled')
      end(run, body.task, WITHDRAWN[body.because])
      return
    case 'deadline-expired':
      mark(run, body.row, 'expired')
      return
    case 'task-escalated':
      fold.escalated = true
      mark(run, rowOf(fold, body.task), 'escalated')
      moveTray(run, body.task, body.tray.position)
      return
    case 'limit-exceeded':
      mark(run, body.row, 'over-limit')
      return
    case 'wait-ended':
      end(run, body.task, 'done')
      return
    case 'child-finished':
      end(run, body.task, 'done')
      return
    case 'round-counted':
      // Forgetting the rounds of a question that is entered anew is no round.
      if (body.rounds > 0) mark(run, body.row, 'round')
      return
    case 'answer-corrected':
      mark(run, String(body.step), 'corrected')
      return
    case 'due-moved':
      change(run, body.task, (visit) => ({ ...visit, due: dueOf(body.due) }))
      return
    case 'version-changed':
      for (const task of body.withdrawn) end(run, task, 'withdrawn')
      fold.version = `${body.manual} ${body.version}`
      fold.procedure = body.procedure
      fold.open = fold.open.flatMap((visit) => {
        const task = body.tasks.find(({ id }) => id === visit.task)
        return task === undefined ? [] : [{ ...visitOf(task), takenAt: visit.takenAt }]
      })
      return
    case 'case-closed':
    case 'case-annulled':
      leave(run, body.kind === 'case-closed' ? 'closed' : 'annulled')
      return
    case 'case-reopened':
      fold.status = 'open'
      fold.closedOn = null
      fold.lasting = null
      fold.reopenedOn = [...fold.reopenedOn, world.dayOf(act.at)]
      return
    case 'case-unmerged':
      // The acts before this one opened it again: neither that nor its ending in the other case counts.
      fold.leftOn = fold.leftOn.slice(0, -1)
      fold.reopenedOn = fold.reopenedOn.slice(0, -1)
      return
    case 'case-prioritised':
      fold.priority = body.priority
      return
    case 'case-resolved':
      fold.solution = body.solution
      fold.cause = body.cause ?? null
      return
    default:
      other(run, body)
      return
  }
}

/** Acts of pieces beside this one. */
function other({ fold, act, world }: Run, body: ActBody): void {
  const { level, stars } = otherActOf(body)
  if (level !== null) {
    fold.level = level
    fold.highestLevel = Math.max(level, fold.highestLevel ?? 0)
  }
  if (stars !== null) {
    fold.stars = stars
    fold.ratedOn = world.dayOf(act.at)
  }
}

const WITHDRAWN = {
  refusal: 'withdrawn',
  correction: 'withdrawn',
  annulment: 'withdrawn',
  merge: 'withdrawn',
  ruling: 'ruled',
  deadline: 'expired',
  reply: 'replied',
} as const satisfies Record<string, Outcome>

function arrive(run: Run, task: Task): void {
  run.fold.open.push(visitOf(task))
  const { tray } = task
  // The unit that has it, or had it last. What waits for the requester is with nobody of the office.
  if (tray !== null && tray.because.kind !== 'requester') placeIn(run, tray.position)
}

function visitOf({ id, row, kind, tray, arrivedAt, claimedAt, due }: Task): OpenVisit {
  return {
    task: id,
    row,
    kind,
    position: tray?.position ?? null,
    requesters: tray?.because.kind === 'requester',
    arrivedAt,
    takenAt: claimedAt ?? null,
    due: due === undefined || kind === 'wait' ? null : dueOf(due),
  }
}

function dueOf(due: NonNullable<Task['due']>): OpenVisit['due'] {
  return { at: due.at, start: due.start, norm: due.source === 'norm' }
}

function placeIn({ fold, world }: Run, position: string | null): void {
  fold.unit = position === null ? null : world.unitOfPosition(position)
}

function moveTray(run: Run, task: number, position: string | null): void {
  change(run, task, (visit) => ({ ...visit, position }))
  placeIn(run, position)
}

/** Somebody of the office dealt with it. */
function attend({ fold, act, world }: Run, task: number): void {
  const visit = fold.open.find((each) => each.task === task)
  if (act.actor.kind !== 'person' || visit === undefined || visit.requesters) return
  const { person } = act.actor
  fold.technician = person
  if (!fold.hands.includes(person)) fold.hands.push(person)
  fold.attention ??= workingMillisBetween(world.calendar, fold.openedAt, act.at)
}

function take(run: Run, task: number): void {
  change(run, task, (visit) => ({ ...visit, takenAt: visit.takenAt ?? run.act.at }))
}

function change({ fold }: Run, task: number, how: (visit: OpenVisit) => OpenVisit): void {
  fold.open = fold.open.map((visit) => (visit.task === task ? how(visit) : visit))
}

function end(run: Run, task: number, outcome: Outcome): void {
  const { fold, act, world } = run
  const visit = fold.open.find((each) => each.task === task)
  if (visit === undefined) return
  fold.open = fold.open.filter((each) => each !== visit)
  const counts = outcome === 'done' || outcome === 'refused' || outcome === 'expired'
  const late = visit.due === null || !counts ? null : isLater(act.at, visit.due.at)
  if (late !== null) {
    fold.timed += 1
    if (late) fold.late += 1
  }
  const measure = world.measureOf(fold.version, fold.procedure, visit.row)
  const between = (from: InstantText, to: InstantText) =>
    measure?.calendar ? workingMillisBetween(measure.calendar, from, to) : millis(to) - millis(from)
  // Who does a task at once takes it in the same instant: nothing tells how long it was worked on.
  const taken = visit.takenAt === act.at ? null : visit.takenAt
  run.visits.push({
    seq: act.seq,
    task,
    version: fold.version,
    procedure: fold.procedure,
    row: visit.row,
    kind: visit.kind,
    endedOn: world.dayOf(act.at),
    outcome,
    late,
    total: between(visit.arrivedAt, act.at),
    wait: taken === null ? null : between(visit.arrivedAt, taken),
    work: taken === null ? null : between(taken, act.at),
    span: between(visit.due?.norm === true ? visit.due.start : visit.arrivedAt, act.at),
    unit: visit.position === null ? null : world.unitOfPosition(visit.position),
    person: act.actor.kind === 'person' ? act.actor.person : null,
  })
}

function leave({ fold, act, world }: Run, status: 'closed' | 'annulled'): void {
  const day = world.dayOf(act.at)
  fold.status = status
  fold.leftOn = [...fold.leftOn, day]
  if (status !== 'closed') return
  fold.closedOn = day
  fold.lasting = workingMillisBetween(world.calendar, fold.openedAt, act.at)
}

function mark({ fold, act, world, marks }: Run, row: string | null, what: RowMark['what']): void {
  if (row === null) return
  marks.push({ version: fold.version, procedure: fold.procedure, row, on: world.dayOf(act.at), what })
}

function rowOf(fold: CaseFold, task: number): string | null {
  return fold.open.find((each) => each.task === task)?.row ?? null
}

function isLater(a: InstantText, b: InstantText): boolean {
  return Temporal.Instant.compare(a, b) > 0
}

function millis(at: InstantText): number {
  return Temporal.Instant.from(at).epochMilliseconds
}
