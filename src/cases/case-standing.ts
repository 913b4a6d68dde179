import { postOf } from '#src/manual/index.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { type CompiledProcedure, rowOf } from '#src/procedure/index.ts'
import type { CaseState, Task } from '#src/procedure/types.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import { myCasesWords as words } from './my-cases-words.ts'
import { signatureName } from './record-entry.ts'

/** Where a case stands: one for each open task. `row` is the printed number of the step. */
export interface Standing {
  readonly row: string | null
  /** The step in the manual's own words; empty at FIN. */
  readonly text: string
  /** Who has it, or what is waited for, as a sentence. */
  readonly where: string
}

/** Says in plain words where a case stands, for whoever asked for it. */
export function caseStanding(
  view: View,
  procedure: CompiledProcedure | null,
  state: CaseState,
  directory: Pick<InstitutionDirectory, 'personName'>,
): Standing[] {
  if (state.status !== 'open') {
    const at = formatInstant(view, state.closedAt ?? state.openedAt)
    const key = state.status === 'closed' ? 'standing.closed' : 'standing.annulled'
    return [{ row: null, text: '', where: words(view.locale, key, { at }) }]
  }
  return state.tasks.map((task) => ({
    row: task.row,
    text: procedure === null ? '' : stepText(procedure, task),
    where: whereIs(view, task, directory),
  }))
}

/** Is nobody asked to do anything, because the case waits for an instant or for another case? */
export function waits({ status, tasks }: CaseState): boolean {
  return status === 'open' && tasks.every((task) => task.tray === null)
}

function stepText(procedure: CompiledProcedure, task: Task): string {
  const { text, step } = rowOf(procedure, task.row)
  return text || (step.question === undefined ? '' : `¿${step.question}?`)
}

function whereIs(view: View, task: Task, directory: Pick<InstitutionDirectory, 'personName'>): string {
  const { locale } = view
  if (task.kind === 'wait')
    return words(locale, 'standing.until', { at: formatInstant(view, task.due?.at ?? task.arrivedAt) })
  if (task.kind === 'child') return words(locale, 'standing.child', { number: task.child?.number ?? '—' })
  const role = postOf(task.tray?.role ?? '—')
  const holder = task.tray?.assignee ?? null
  const name = holder === null ? null : directory.personName(holder)
  if (task.kind === 'signature') {
    const signature = signatureName(task.signature?.kind ?? 'firma', locale)
    return name === null
      ? words(locale, 'standing.signature', { signature, role })
      : words(locale, 'standing.signature-held', { signature, role, name })
  }
  const kind = task.kind === 'reply' ? 'reply' : 'step'
  return name === null
    ? words(locale, `standing.${kind}`, { role })
    : words(locale, `standing.${kind}-held`, { role, name })
}
