import { foldText } from '#src/manual/fold-text.ts'
import { type CompiledProcedure, type CompiledRow, rowOf } from '../compile-procedure.ts'
import { cardDue, waitDue } from '../due.ts'
import { withRowsMoved } from '../move-rows.ts'
import { mappedRows, type StepMap } from '../step-map.ts'
import { requesterTray, trayFor } from '../tray.ts'
import type { CaseState, Context, Decision, RowNumber, Task, Tray } from '../types.ts'
import { enterStep } from './flow.ts'
import { emit, refuse, startRun } from './run.ts'

/** What becomes of an open task when its case goes over to another version. */
export type TaskFate =
  | { readonly kind: 'goes-on'; readonly task: Task; readonly after: Task }
  /** The row there asks for something else at this point: its step begins anew. */
  | { readonly kind: 'begins-anew'; readonly task: Task; readonly step: number }
  /** The map gives its step no place. */
  | { readonly kind: 'stranded'; readonly task: Task }

/** What a map does to each open task of a case; nothing is decided by it. */
export function fatesOf(
  from: CompiledProcedure,
  to: CompiledProcedure,
  state: CaseState,
  map: StepMap,
  context: Context,
): readonly TaskFate[] {
  const rows = mappedRows(from, to, map)
  const moved = withRowsMoved(state, { rows: Object.fromEntries(rows), answers: keptAnswers(state, to, rows) })
  return state.tasks.map((task) => fateOf(from, to, moved, map, rows, task, context))
}

/**
 * Takes an open case over to another version of its procedure. What was done stays done, at the rows where the map puts it; open tasks
 * keep their number, their holder and the instant from which they are counted, and are due by the rules of the new version. Refuses
 * when a task would have no step to go on at, or when an open block has no like there.
 */
export function changeVersion(
  from: CompiledProcedure,
  to: CompiledProcedure,
  state: CaseState,
  map: StepMap,
  context: Context,
): Decision {
  if (state.status !== 'open') return refuse('case-closed')
  const fates = fatesOf(from, to, state, map, context)
  const stranded = fates.find(({ kind }) => kind === 'stranded')
  if (stranded) return refuse('step-unmapped', { row: stranded.task.row })
  const rows = mappedRows(from, to, map)
  const broken = Object.keys(state.blocks).find((step) => !sameBlock(from, to, rows, step))
  if (broken !== undefined) return refuse('block-unmapped', { step: broken })
  const run = startRun(to, state, context)
  emit(run, {
    kind: 'version-changed',
    manual: to.manual.front.code,
    version: to.manual.front.version,
    procedure: to.procedure.number,
    rows: Object.fromEntries(rows),
    answers: keptAnswers(state, to, rows),
    tasks: fates.flatMap((fate) => (fate.kind === 'goes-on' ? [fate.after] : [])),
    withdrawn: fates.flatMap(({ kind, task }) => (kind === 'begins-anew' ? [task.id] : [])),
  })
  for (const fate of fates) if (fate.kind === 'begins-anew') enterStep(run, fate.step)
  return { acts: run.acts }
}

function fateOf(
  from: CompiledProcedure,
  to: CompiledProcedure,
  moved: CaseState,
  map: StepMap,
  rows: ReadonlyMap<RowNumber, RowNumber>,
  task: Task,
  context: Context,
): TaskFate {
  const old = rowOf(from, task.row)
  const step = map[old.step.number]
  if (step == null || !to.steps.has(step)) return { kind: 'stranded', task }
  const place = rows.get(task.row)
  const after = place === undefined ? null : taskThere(to, moved, rowOf(to, place), task, old, context)
  if (after !== null) return { kind: 'goes-on', task, after }
  // Inside a block a row cannot begin by itself: its whole block would open again beside its own other rows.
  return old.kind === 'parallel-row' ? { kind: 'stranded', task } : { kind: 'begins-anew', task, step }
}

/** The task as the row of the new version has it; null when the row has nothing of the kind. */
function taskThere(
  to: CompiledProcedure,
  state: CaseState,
  row: CompiledRow,
  task: Task,
  old: CompiledRow,
  context: Context,
): Task | null {
  const { due: _due, question: _question, ...kept } = task
  const at = { ...context, now: task.arrivedAt }
  const base: Task = { ...kept, row: row.number }
  switch (task.kind) {
    case 'wait': {
      const { wait } = row.facts
      return wait?.kind === 'duration' ? { ...base, due: waitDue(to, state, row, wait, at) } : null
    }
    case 'child':
      return row.jump?.kind === 'call' &&
        row.jump.procedure === task.child?.procedure &&
        row.jump.manual === task.child.manual
        ? base
        : null
    case 'signature': {
      const asked = old.facts.signatures[task.signature!.ordinal]
      const ordinal = row.facts.signatures.findIndex(({ kind, role }) => kind === asked?.kind && role === asked.role)
      // One that comes earlier in the new order would pass over those that come before it.
      if (ordinal !== task.signature!.ordinal || !answerKept(state, row)) return null
      return { ...base, tray: trayThere(to, state, task, signer(row, ordinal), row, context) }
    }
    case 'reply':
    case 'step':
      return cardThere(to, state, row, task, base, at, context)
  }
}

function cardThere(
  to: CompiledProcedure,
  state: CaseState,
  row: CompiledRow,
  task: Task,
  base: Task,
  at: Context,
  context: Context,
): Task | null {
  const waits = row.facts.wait?.kind === 'reply'
  if (task.kind === 'reply' && !waits) return null
  if (task.overLimit) return row.kind === 'question' ? { ...base, question: row.step.number } : null
  // A card of a bare question that waits for a reply is the reply itself; a block without words has no card.
  if (task.kind === 'step' && row.text === '' && (row.kind === 'parallel' || (row.kind === 'question' && waits)))
    return null
  const question = waits === (task.kind === 'reply') ? row.asks : undefined
  const due = cardDue(to, state, row, task.kind === 'reply' ? 'reply' : 'step', at)
  return {
    ...base,
    ...(question !== undefined && { question }),
    tray: trayThere(to, state, task, row.role ?? '—', row, context),
    ...(due && { due: { ...due, ...(due.source === 'deadline' && task.due?.expired && { expired: true }) } }),
  }
}

/** The tray stays when the role is the same: whoever has the task keeps it. */
function trayThere(
  to: CompiledProcedure,
  state: CaseState,
  task: Task,
  role: string,
  row: CompiledRow,
  context: Context,
): Tray {
  const because = task.tray?.because
  if (
    task.tray &&
    (task.tray.role === role ||
      because?.kind === 'functional' ||
      (because?.kind === 'escalated' && because.cause !== 'no-position'))
  )
    return task.tray
  return foldText(role) === 'solicitante'
    ? requesterTray(to, state, role, row.role ?? role, context.directory)
    : trayFor(to, state, role, context.directory)
}

function signer(row: CompiledRow, ordinal: number): string {
  return row.facts.signatures[ordinal]!.role
}

/** A question that was answered and waits for a signature needs its answer in the new version too. */
function answerKept(state: CaseState, row: CompiledRow): boolean {
  return row.asks === undefined || state.answers[row.asks] !== undefined
}

function keptAnswers(
  state: CaseState,
  to: CompiledProcedure,
  rows: ReadonlyMap<RowNumber, RowNumber>,
): readonly string[] {
  return Object.entries(state.answers).flatMap(([step, { answer }]) => {
    const place = rows.get(step)
    return place !== undefined && to.steps.get(Number(place))?.branches.some((branch) => branch.answer === answer)
      ? [step]
      : []
  })
}

function sameBlock(
  from: CompiledProcedure,
  to: CompiledProcedure,
  rows: ReadonlyMap<RowNumber, RowNumber>,
  step: string,
): boolean {
  const old = from.steps.get(Number(step))!
  const place = rows.get(step)
  const there = place === undefined ? undefined : to.steps.get(Number(place))
  return there?.parallel === true && there.branches.length === old.branches.length
}
