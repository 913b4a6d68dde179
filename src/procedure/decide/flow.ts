import type { DurationFrom } from '#src/manual/types.ts'
import { branchOf, type CompiledRow, rowOf } from '../compile-procedure.ts'
import { later, waitDue } from '../due.ts'
import type { Task, TaskId } from '../types.ts'
import { land, landCard, landOverLimit, landSignature } from './land.ts'
import { leaveEffects } from './row-effects.ts'
import { follow, type Run } from './run.ts'

/** A circle of rows of nobody, in an unsound manual, stops here: the next one lands as a task without a tray's position. */
const MAX_PASSED = 200

/**
 * A row lives through: duration wait, action (the card), reply wait, signatures in order, effects (register, papers, objects), and then
 * its question's branch, its jump or the next row. Each function below is one of those places; what has happened is in the state.
 */
export function enterStep(run: Run, step: number | null): void {
  if (step === null) close(run)
  else enterRow(run, rowOf(run.version, step))
}

/** The case comes back to a question: a card of its own, whatever stands before it. */
export function enterQuestion(run: Run, step: number): void {
  const row = rowOf(run.version, step)
  landCard(run, row, row.facts.wait?.kind === 'reply' ? 'reply' : 'step')
}

/** The row returns to its owner as a new visit; a branch returns to its question, so that another answer can be given. */
export function returnToOwner(run: Run, row: CompiledRow): void {
  if (row.kind === 'branch') enterQuestion(run, row.step.number)
  else openCard(run, row)
}

/** The duration wait of a row ended. */
export function afterWait(run: Run, row: CompiledRow): void {
  if (row.kind === 'branch') afterAction(run, row)
  else openCard(run, row)
}

/** A card, reply or signature was done: on to what comes next in its row. */
export function afterTask(run: Run, task: Task): void {
  const row = rowOf(run.version, task.row)
  if (task.kind === 'child') leaveRow(run, row)
  else if (task.kind === 'wait') afterWait(run, row)
  else if (task.kind === 'signature') nextSignature(run, row, (task.signature?.ordinal ?? 0) + 1)
  else if (task.kind === 'reply') nextSignature(run, row, 0)
  else if (task.overLimit) takeBranch(run, row.step.number, true)
  else afterAction(run, row)
}

/** Goes to a step by a deadline's *continúa*, out of the row: inside a block it only ends the row. */
export function leaveRowTo(run: Run, row: CompiledRow, step: number): void {
  if (row.kind === 'parallel-row') blockRowDone(run, row)
  else enterStep(run, step)
}

/** FIN. */
export function close(run: Run): void {
  follow(run, { kind: 'case-closed' })
}

function enterRow(run: Run, row: CompiledRow): void {
  const wait = row.facts.wait
  if (wait?.kind === 'duration') beginWait(run, row, wait)
  else afterWait(run, row)
}

function beginWait(run: Run, row: CompiledRow, wait: DurationFrom): void {
  const due = waitDue(run.version, run.state, row, wait, run.context)
  const task = land(run, { kind: 'wait', row: row.number, tray: null, due })
  // Counted from an earlier step, a wait can be over before it begins; it is recorded and passed by.
  if (later(due.at, run.context.now)) return
  follow(run, { kind: 'wait-ended', task, row: row.number })
  afterWait(run, row)
}

function openCard(run: Run, row: CompiledRow): void {
  const { kind, text, role, facts } = row
  // A bare question that waits for a reply has no action before the wait.
  const onlyReply = facts.wait?.kind === 'reply' && kind === 'question' && text === ''
  if (kind === 'parallel' && text === '') afterAction(run, row)
  else if (role === null && kind !== 'question' && run.passed < MAX_PASSED) passBy(run, row)
  else landCard(run, row, onlyReply ? 'reply' : 'step')
}

/** A row of nobody (`—`) is recorded as done and the case goes on. */
function passBy(run: Run, row: CompiledRow): void {
  run.passed += 1
  const task: TaskId = land(run, { kind: 'step', row: row.number, tray: null })
  follow(run, { kind: 'task-completed', task, row: row.number, role: null })
  afterAction(run, row)
}

function afterAction(run: Run, row: CompiledRow): void {
  if (row.facts.wait?.kind === 'reply') landCard(run, row, 'reply')
  else nextSignature(run, row, 0)
}

function nextSignature(run: Run, row: CompiledRow, ordinal: number): void {
  if (ordinal < row.facts.signatures.length) landSignature(run, row, ordinal)
  else finishRow(run, row)
}

function finishRow(run: Run, row: CompiledRow): void {
  leaveEffects(run, row)
  if (row.asks !== undefined) {
    if (row.asks !== row.step.number) leaveEffects(run, rowOf(run.version, row.asks))
    takeBranch(run, row.asks, false)
  } else if (row.kind === 'parallel') openBlock(run, row)
  else callOrLeave(run, row)
}

/** The answer that the state holds is carried out, unless it returns once too often and nobody has ruled on it. */
export function takeBranch(run: Run, step: number, ruled: boolean): void {
  const branch = branchOf(run.version, step, run.state.answers[step]!.answer)
  const limit = branch.step.facts.limit ?? branch.facts.limit
  if (!ruled && limit && branch.jump?.kind === 'return') {
    const rounds = branch.step.branches.reduce((sum, b) => sum + (run.state.rounds[b.number] ?? 0), 0)
    if (rounds >= limit.rounds) {
      follow(run, { kind: 'limit-exceeded', row: branch.number, question: step, rounds, role: limit.role })
      landOverLimit(run, step, limit.role, rounds)
      return
    }
  }
  enterRow(run, branch)
}

/** After the row is complete: its jump, or the row after it. */
function callOrLeave(run: Run, row: CompiledRow): void {
  const { jump } = row
  if (jump?.kind === 'call') {
    const child = { procedure: jump.procedure, ...(jump.manual !== undefined && { manual: jump.manual }) }
    land(run, { kind: 'child', row: row.number, tray: null, child })
  } else leaveRow(run, row)
}

function leaveRow(run: Run, row: CompiledRow): void {
  const { jump } = row
  if (jump?.kind === 'return') countRound(run, row, jump.step)
  // No jump leaves a block: whatever is printed there, the row only ends its part.
  if (row.kind === 'parallel-row') blockRowDone(run, row)
  else if (jump?.kind === 'end') close(run)
  else enterStep(run, jump?.kind === 'continue' || jump?.kind === 'return' ? jump.step : row.next)
}

/**
 * Counts the return, and starts the counts anew of the questions inside the loop: they are entered from elsewhere. Only those strictly
 * before the returning question, so that two loops cannot keep each other's count at zero.
 */
function countRound(run: Run, row: CompiledRow, target: number): void {
  follow(run, { kind: 'round-counted', row: row.number, rounds: (run.state.rounds[row.number] ?? 0) + 1 })
  for (const [number, rounds] of Object.entries(run.state.rounds)) {
    const inner = rowOf(run.version, number).step.number
    if (rounds > 0 && target <= inner && inner < row.step.number)
      follow(run, { kind: 'round-counted', row: number, rounds: 0 })
  }
}

function openBlock(run: Run, row: CompiledRow): void {
  const rows = row.step.branches.map((b) => b.number)
  follow(run, { kind: 'block-opened', step: row.step.number, rows })
  for (const number of rows) enterRow(run, rowOf(run.version, number))
}

function blockRowDone(run: Run, row: CompiledRow): void {
  const step = row.step.number
  follow(run, { kind: 'block-row-done', step, row: row.number })
  if (run.state.blocks[step] === undefined) enterStep(run, row.next)
}
