import { rowOf } from '../compile-procedure.ts'
import { trayFor } from '../tray.ts'
import { emit, type Run } from './run.ts'

/** Moves tasks that found no position to their role's tray, now that the directory has one. */
export function refreshTrays(run: Run): void {
  const { version, state, context } = run
  for (const task of state.tasks) {
    const because = task.tray?.because
    if (because?.kind !== 'escalated' || because.cause !== 'no-position' || task.tray?.assignee) continue
    const role =
      task.kind === 'signature'
        ? rowOf(version, task.row).facts.signatures[task.signature!.ordinal]!.role
        : because.from
    const tray = trayFor(version, run.state, role, context.directory)
    const found = tray.because.kind !== 'escalated'
    if (found) emit(run, { kind: 'task-escalated', task: task.id, tray })
  }
}
