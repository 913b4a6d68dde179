import type { ActBody } from '../types.ts'
import { follow, type Run } from './run.ts'

export type Withdrawal = Extract<ActBody, { kind: 'task-withdrawn' }>['because']

/** Takes every open task of the case out of its tray. Linked cases go on by themselves. */
export function withdrawAll(run: Run, because: Withdrawal): void {
  for (const { id, row } of run.state.tasks) follow(run, { kind: 'task-withdrawn', task: id, row, because })
}
