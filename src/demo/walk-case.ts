import { foldText } from '#src/manual/index.ts'
import type { Form } from '#src/manual/types.ts'
import { branchOf, type CompiledProcedure, readAction, rowOf } from '#src/procedure/index.ts'
import type { CaseState, Command, FormValue, Task } from '#src/procedure/types.ts'

export type Values = Readonly<Record<string, FormValue>>

/** The command that a line of the demonstration means for a case as it stands: `paso 2: NO, elige «…»`, `firma`, `responde`. */
export function demoCommand(
  procedure: CompiledProcedure,
  state: CaseState,
  does: string,
  form: Values | undefined,
): Command {
  const action = readAction(does)
  if ('wrong' in action) throw new Error(action.wrong)
  switch (action.kind) {
    case 'sign':
      return { kind: 'complete-task', task: taskOf(state, (task) => task.kind === 'signature', does).id }
    case 'refuse':
      return {
        kind: 'refuse-signature',
        task: taskOf(state, (task) => task.kind === 'signature', does).id,
        reason: action.reason,
      }
    case 'reply': {
      const task = taskOf(state, (each) => each.kind === 'reply', does)
      return { kind: 'complete-task', task: task.id, answer: action.answer, form }
    }
    case 'complete': {
      const task = taskOf(
        state,
        (each) => each.kind === 'step' && (each.row === action.row || String(each.question) === action.row),
        does,
      )
      return {
        kind: 'complete-task',
        task: task.id,
        answer: action.answer,
        choice: choiceOf(procedure, task, action.answer, action.cell),
        reason: action.reason,
        form,
      }
    }
    default:
      throw new Error(`The demonstration does not know «${does}»`)
  }
}

function taskOf(state: CaseState, meant: (task: Task) => boolean, does: string): Task {
  const task = state.tasks.find(meant)
  if (task === undefined)
    throw new Error(`«${does}»: open are ${state.tasks.map((each) => `${each.kind} ${each.row}`).join(', ')}`)
  return task
}

function choiceOf(
  procedure: CompiledProcedure,
  task: Task,
  answer: string | undefined,
  cell: string | undefined,
): number | undefined {
  if (cell === undefined) return undefined
  const branch =
    task.question === undefined || answer === undefined ? undefined : branchOf(procedure, task.question, answer)
  const rows = [
    branch,
    task.question === undefined ? undefined : rowOf(procedure, task.question),
    rowOf(procedure, task.row),
  ]
  const applies = rows.find((row) => row?.applies !== undefined)?.applies
  const at = applies?.table.rows.findIndex((cells) => cells.some((each) => foldText(each) === foldText(cell))) ?? -1
  if (at < 0) throw new Error(`No row of the norm has «${cell}»`)
  return at
}

/** Values as the file writes them, with user names for persons and `today+3` for dates, as a form keeps them. */
export function demoValues(
  form: Form,
  written: Readonly<Record<string, unknown>>,
  tell: { person(username: string): string; date(text: string): string },
): Values {
  const values: Record<string, FormValue> = {}
  for (const { name, type } of form.fields) {
    const value = written[name]
    if (value === undefined || value === null) continue
    if (type.kind === 'person') values[name] = tell.person(String(value))
    else if (type.kind === 'date') values[name] = tell.date(String(value))
    else values[name] = value as FormValue
  }
  return values
}
