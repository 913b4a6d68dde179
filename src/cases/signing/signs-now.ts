import type { SignatureKind } from '#src/manual/types.ts'
import type { CaseState, Command, Task } from '#src/procedure/types.ts'

/** A conformity is said, not signed: everything else needs the person's password and certificate. */
export const needsCertificate = (kind: SignatureKind): boolean => kind !== 'conformidad'

/** Is it a task by which somebody signs, approves or seals? */
export const isSigning = (task: Task): task is Task & { readonly signature: NonNullable<Task['signature']> } =>
  task.kind === 'signature' && task.signature !== undefined && needsCertificate(task.signature.kind)

/** Does the command give such a signature? */
export function signsNow(state: CaseState, command: Command): boolean {
  if (command.kind !== 'complete-task') return false
  return state.tasks.some((task) => task.id === command.task && isSigning(task))
}
