import type {
  Assignment,
  Branch,
  Facts,
  Form,
  Jump,
  Manual,
  Norm,
  NormTable,
  NormTime,
  Procedure,
  Role,
  Step,
} from '#src/manual/types.ts'
import type { RoleKey, RowNumber } from './types.ts'

/** A procedure made ready for deciding: everything found by number, nothing left to search for. Immutable. */
export interface CompiledProcedure {
  readonly manual: Manual
  readonly procedure: Procedure
  /** Number of the first step. */
  readonly first: number
  readonly steps: ReadonlyMap<number, Step>
  /** Steps and branches by their printed number, in the order printed. */
  readonly rows: ReadonlyMap<RowNumber, CompiledRow>
  readonly forms: ReadonlyMap<string, Form>
  readonly roles: ReadonlyMap<RoleKey, Role>
  readonly assignments: ReadonlyMap<RoleKey, Assignment>
}

export type RowKind = 'activity' | 'question' | 'parallel' | 'branch' | 'parallel-row'

export interface CompiledRow {
  readonly number: RowNumber
  readonly kind: RowKind
  /** The step, or the step to which the branch belongs. */
  readonly step: Step
  readonly branch?: Branch
  readonly role: RoleKey | null
  readonly text: string
  readonly facts: Facts
  readonly jump?: Jump
  /** The step after the row (for a branch: after its group) when nothing jumps; null is FIN. */
  readonly next: number | null
  /** The step whose question is answered on this row's card: its own, or that of the bare question that follows. */
  readonly asks?: number
  /** The norm table from which the actor picks a row (`según norma`). */
  readonly applies?: AppliedNorm
  /** The norms shown on the task, `ver` and `según` alike. */
  readonly norms: readonly Norm[]
  /** Norm time and the row from whose arrival it runs: another row's when the cell is empty and shares the time above. */
  readonly time?: { readonly time: NormTime; readonly anchor: RowNumber }
  /** Code of the calendar by which the row's times run. */
  readonly calendar: string
}

export interface AppliedNorm {
  readonly general: boolean
  readonly number: string
  readonly table: NormTable
}

/** Makes a procedure of a checked manual ready. Throws when the manual has no procedure of that number or it has no steps. */
export function compileProcedure(manual: Manual, procedureNumber: string): CompiledProcedure {
  const procedure = manual.procedures.find((p) => p.number === procedureNumber)
  if (!procedure) throw new Error(`Manual ${manual.front.code} has no procedure ${procedureNumber}`)
  const first = procedure.steps[0]
  if (!first) throw new Error(`Procedure ${procedureNumber} of ${manual.front.code} has no steps`)
  const times = sharedTimes(manual, procedure)
  const rows = new Map<RowNumber, CompiledRow>()
  procedure.steps.forEach((step, index) => {
    const following = procedure.steps[index + 1]
    for (const row of rowsOfStep(manual, procedure, step, following, times)) rows.set(row.number, row)
  })
  return {
    manual,
    procedure,
    first: first.number,
    steps: new Map(procedure.steps.map((s) => [s.number, s])),
    rows,
    forms: new Map(manual.forms.map((f) => [f.code, f])),
    roles: new Map(manual.roles.map((r) => [r.key, r])),
    assignments: new Map(procedure.assignments.map((a) => [a.role, a])),
  }
}

/** The row of a step or branch. Throws on a number that the procedure does not print: callers hold numbers that came from it. */
export function rowOf(version: CompiledProcedure, number: RowNumber | number): CompiledRow {
  const row = version.rows.get(String(number))
  if (!row) throw new Error(`Procedure ${version.procedure.number} has no row ${number}`)
  return row
}

/** The branch row that an answer takes. */
export function branchOf(version: CompiledProcedure, step: number, answer: string): CompiledRow {
  const branch = version.steps.get(step)?.branches.find((b) => b.answer === answer)
  if (!branch) throw new Error(`Step ${step} of procedure ${version.procedure.number} has no answer ${answer}`)
  return rowOf(version, branch.number)
}

function rowsOfStep(
  manual: Manual,
  procedure: Procedure,
  step: Step,
  following: Step | undefined,
  times: ReadonlyMap<RowNumber, CompiledRow['time']>,
): CompiledRow[] {
  const calendarOf = (facts: Facts) =>
    facts.calendar ?? step.facts.calendar ?? procedure.calendar ?? manual.front.calendar
  const shared = (line: Step | Branch) => ({
    step,
    role: line.role,
    text: line.text,
    facts: line.facts,
    jump: line.jump,
    next: following?.number ?? null,
    applies: appliedNorm(manual, procedure, line),
    norms: line.normRefs.flatMap((ref) => findNorm(manual, procedure, ref) ?? []),
    time: times.get(String(line.number)),
    calendar: calendarOf(line.facts),
  })
  const own = shared(step)
  const kind: RowKind = step.question !== undefined ? 'question' : step.parallel ? 'parallel' : 'activity'
  const asks =
    kind === 'question'
      ? step.number
      : kind === 'activity' && following && merges(step, following)
        ? following.number
        : undefined
  return [
    { ...own, number: String(step.number), kind, asks },
    ...step.branches.map((branch) => ({
      ...shared(branch),
      number: branch.number,
      kind: step.parallel ? ('parallel-row' as const) : ('branch' as const),
      branch,
    })),
  ]
}

/**
 * Is the question answered on the card of the activity before it? Only when nothing stands between the two: the activity has no
 * jump, signature or reply to wait for, and the question brings no time, signature or form of its own.
 */
function merges(activity: Step, question: Step): boolean {
  const before = activity.facts
  const own = question.facts
  return (
    question.question !== undefined &&
    question.text === '' &&
    activity.text !== '' &&
    activity.role !== null &&
    activity.role === question.role &&
    !activity.jump &&
    before.signatures.length === 0 &&
    before.wait?.kind !== 'reply' &&
    !own.deadline &&
    !own.wait &&
    own.signatures.length === 0 &&
    !own.form &&
    !(appliesNorm(activity) && appliesNorm(question))
  )
}

const appliesNorm = (step: Step) => step.normRefs.some((ref) => ref.kind === 'apply')

function appliedNorm(manual: Manual, procedure: Procedure, line: Step | Branch): AppliedNorm | undefined {
  const ref = line.normRefs.find((r) => r.kind === 'apply')
  const table = ref && findNorm(manual, procedure, ref)?.table
  return ref && table ? { general: ref.general, number: ref.number, table } : undefined
}

function findNorm(manual: Manual, procedure: Procedure, ref: { general: boolean; number: string }): Norm | undefined {
  return (ref.general ? manual.norms : procedure.norms).find((norm) => norm.number === ref.number)
}

/** Norm time of each row: its own, else its block's (`Paso a–b, Tiempo`), else that of the nearest row above that prints one. */
function sharedTimes(manual: Manual, procedure: Procedure): Map<RowNumber, CompiledRow['time']> {
  const times = new Map<RowNumber, CompiledRow['time']>()
  let above: CompiledRow['time']
  for (const step of procedure.steps) {
    const number = String(step.number)
    const block = procedure.blockTimes.find((b) => b.from <= step.number && step.number <= b.to)
    if (block) {
      times.set(
        number,
        step.time ? { time: step.time, anchor: number } : { time: block.time, anchor: String(block.from) },
      )
    } else {
      if (step.time) above = { time: step.time, anchor: number }
      else if (printsNoTime(manual, step)) above = undefined
      times.set(number, above)
    }
    for (const branch of step.branches) {
      times.set(branch.number, branch.time ? { time: branch.time, anchor: branch.number } : times.get(number))
    }
  }
  return times
}

/** Is the row's time printed as `—`? An empty cell shares the time above; a dash has none, and ends the sharing. */
function printsNoTime(manual: Manual, step: Step): boolean {
  return /\|\s*—\s*\|?\s*$/.test(manual.source.slice(step.span.start.offset, step.span.end.offset))
}
