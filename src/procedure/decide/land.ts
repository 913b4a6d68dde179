import { foldText } from '#src/manual/fold-text.ts'
import type { CompiledRow } from '../compile-procedure.ts'
import { rowOf } from '../compile-procedure.ts'
import { cardDue } from '../due.ts'
import { escalationTray, requesterTray, trayFor } from '../tray.ts'
import type { Task, TaskId, Tray } from '../types.ts'
import { follow, type Run } from './run.ts'

type Landing = Omit<Task, 'id' | 'arrivedAt'>

/** A task lands. Its visit is a new one of its row unless it continues a visit: a reply or signature after the row's action. */
export function land(run: Run, landing: Landing): TaskId {
  const { state, context } = run
  const before = state.visits[landing.row] ?? 0
  const visit = landing.kind === 'step' || before === 0 ? before + 1 : before
  const task: Task = { id: state.nextTask, ...landing, arrivedAt: context.now }
  follow(run, { kind: 'task-arrived', task, visit })
  return task.id
}

/** The row's card in its owner's tray: to act and answer, or (`reply`) to register the answer that the row waits for. */
export function landCard(run: Run, row: CompiledRow, kind: 'step' | 'reply'): TaskId {
  const { version, state, context } = run
  const due = cardDue(version, state, row, kind, context)
  const question = questionOnCard(row, kind)
  return land(run, {
    kind,
    row: row.number,
    ...(question !== undefined && { question }),
    tray: trayFor(version, state, row.role ?? '—', context.directory),
    ...(due && { due }),
  })
}

/** The row's signature at a place in its order. */
export function landSignature(run: Run, row: CompiledRow, ordinal: number): TaskId {
  const { version, state, context } = run
  const { kind, role } = row.facts.signatures[ordinal]!
  const requester = foldText(role) === 'solicitante'
  const tray: Tray = requester
    ? requesterTray(version, state, role, row.role ?? role, context.directory)
    : trayFor(version, state, role, context.directory)
  return land(run, { kind: 'signature', row: row.number, tray, signature: { kind, ordinal } })
}

/** The question in the hands of the role of `Límite`, who may give any answer. */
export function landOverLimit(run: Run, step: number, to: string, rounds: number): TaskId {
  const { version, state, context } = run
  const row = rowOf(version, step)
  const tray = escalationTray(version, state, to, row.role ?? '—', 'limit', context.directory)
  return land(run, { kind: 'step', row: row.number, question: step, tray, overLimit: { rounds } })
}

/** A row that waits for a reply asks its question when the reply is registered, not before. */
function questionOnCard(row: CompiledRow, kind: 'step' | 'reply'): number | undefined {
  const waits = row.facts.wait?.kind === 'reply'
  return waits === (kind === 'reply') ? row.asks : undefined
}
