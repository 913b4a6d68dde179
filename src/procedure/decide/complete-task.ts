import { foldText } from '#src/manual/fold-text.ts'
import { branchOf, type CompiledProcedure, type CompiledRow, rowOf } from '../compile-procedure.ts'
import { keeperOf, mayAct } from '../may-act.ts'
import type {
  ActBody,
  CaseState,
  Choice,
  Command,
  Context,
  Decision,
  EngineRefusal,
  PrivateText,
  Task,
} from '../types.ts'
import { validateForm } from '../validate-form.ts'
import { afterTask } from './flow.ts'
import { openTask } from './open-task.ts'
import { emit, refuse, startRun } from './run.ts'

type CompleteTask = Extract<Command, { kind: 'complete-task' }>
type Refused = { readonly refusal: EngineRefusal }

/** Does a card, registers a reply or gives a signature, and moves the case on. A task that nobody has is claimed by doing it. */
export function completeTask(
  version: CompiledProcedure,
  state: CaseState,
  command: CompleteTask,
  context: Context,
): Decision {
  const found = openTask(state, command.task, context)
  if ('refusal' in found) return found
  const { task, person } = found
  const permission = mayAct(version, state, task, person, context.directory)
  if (permission !== 'yes') return { refusal: permission }
  const given = readGiven(version, state, task, command)
  if ('refusal' in given) return given

  const run = startRun(version, state, context)
  const tray = task.tray!
  const unclaimed = keeperOf(state, task, context.directory) === null
  if (unclaimed) emit(run, { kind: 'task-claimed', task: task.id, role: tray.role })
  emit(run, given.body, given.privateText)
  for (const { verb, row } of given.actions) emit(run, { kind: 'action-done', verb, row, task: task.id })
  afterTask(run, task)
  return { acts: run.acts }
}

interface Given {
  readonly body: ActBody
  readonly privateText?: PrivateText
  readonly actions: readonly { readonly verb: string; readonly row: string }[]
}

function readGiven(version: CompiledProcedure, state: CaseState, task: Task, command: CompleteTask): Given | Refused {
  const answer = readAnswer(version, task, command)
  if (answer !== null && 'refusal' in answer) return answer
  const reason = command.reason?.trim()
  if (task.overLimit && !reason) return refuse('reason-needed')
  const rows = rowsOnCard(version, task, answer?.answer)
  const missing = task.overLimit
    ? undefined
    : rows.flatMap((r) => r.facts.uses).find((object) => state.objects[object] === undefined)
  if (missing !== undefined) return refuse('object-missing', { object: missing })
  const choice = readChoice(rows, command)
  if (choice && 'refusal' in choice) return choice
  const form = readForm(version, state, rows, command)
  if (form && 'refusal' in form) return form
  const done = readActions(version, rows, command)
  if ('refusal' in done) return done
  const { files = [] } = command
  const { tray, signature } = task
  const external = tray?.because.kind === 'external'
  const body: ActBody = {
    kind: 'task-completed',
    task: task.id,
    row: task.row,
    role: tray?.role ?? null,
    ...(answer && { answered: answer }),
    ...(choice && { choice: choice.choice }),
    ...(choice && choice.row !== task.row && { choiceRow: choice.row }),
    ...(form && { form: form.code }),
    ...(files.length > 0 && { files: files.map(({ id, sha256 }) => ({ id, sha256 })) }),
    ...(signature && { signature: signature.kind }),
    ...(signature && command.signed && { signed: command.signed }),
    ...(external && { external }),
  }
  const privateText: PrivateText = {
    ...(form && { form: form.values }),
    ...(reason && { reason }),
    ...(command.note?.trim() && { note: command.note.trim() }),
    ...(files.length > 0 && { fileNames: files.map((f) => f.name) }),
  }
  return { body, actions: done.actions, ...(Object.keys(privateText).length > 0 && { privateText }) }
}

/** The rows whose duties the card carries: its own, the question answered on it, and the branch that the answer takes. */
function rowsOnCard(version: CompiledProcedure, task: Task, answer: string | undefined): readonly CompiledRow[] {
  if (task.kind === 'signature') return []
  const own = rowOf(version, task.row)
  // A reply registers what another said; the row's own duties were done on its card, unless there was none.
  const rows = task.overLimit || (task.kind === 'reply' && !(own.asks !== undefined && own.text === '')) ? [] : [own]
  if (task.question === undefined || answer === undefined) return rows
  if (task.question !== own.step.number && rows.length > 0) rows.push(rowOf(version, task.question))
  return [...rows, branchOf(version, task.question, answer)]
}

function readAnswer(
  version: CompiledProcedure,
  task: Task,
  command: CompleteTask,
): { step: number; answer: string } | null | Refused {
  const { question } = task
  if (question === undefined) return command.answer ? refuse('no-question') : null
  const answers = (version.steps.get(question)?.branches ?? []).flatMap((b) => b.answer ?? [])
  const list = answers.join(', ')
  if (!command.answer?.trim()) return refuse('answer-needed', { step: question, answers: list })
  const given = foldText(command.answer)
  const answer = answers.find((a) => foldText(a) === given)
  return answer === undefined
    ? refuse('answer-unknown', { answer: command.answer.slice(0, 80), answers: list })
    : { step: question, answer }
}

function readChoice(
  rows: readonly CompiledRow[],
  command: CompleteTask,
): { row: string; choice: Choice } | null | Refused {
  const row = rows.findLast((r) => r.applies)
  if (!row?.applies) return null
  const { general, number, table } = row.applies
  if (command.choice === undefined) return refuse('choice-needed', { norm: number })
  const cells = Number.isInteger(command.choice) ? table.rows[command.choice] : undefined
  if (!cells) return refuse('choice-unknown', { norm: number, rows: table.rows.length })
  return { row: row.number, choice: { norm: { general, number }, columns: table.columns, cells } }
}

/** The form of the card; one that was filled before in the case is confirmed as it stands when no values come. */
function readForm(version: CompiledProcedure, state: CaseState, rows: readonly CompiledRow[], command: CompleteTask) {
  const code = rows.findLast((r) => r.facts.form !== undefined)?.facts.form
  const form = code === undefined ? undefined : version.forms.get(code)
  if (!form) return command.form && Object.keys(command.form).length > 0 ? refuse('no-form') : null
  if (command.form === undefined && state.forms[form.code] !== undefined) return null
  const { values, faults } = validateForm(form, command.form ?? {}, command.files)
  if (Object.keys(faults).length > 0)
    return refuse('form-faults', { form: form.code, count: Object.keys(faults).length }, faults)
  return { code: form.code, values }
}

function readActions(
  version: CompiledProcedure,
  rows: readonly CompiledRow[],
  command: CompleteTask,
): Refused | Pick<Given, 'actions'> {
  const offered = rows.flatMap((r) => r.facts.actions.map((a) => ({ ...a, row: r.number })))
  const done = command.actions ?? offered.filter((a) => !a.optional).map((a) => a.verb)
  const prohibited = done.find((verb) => version.procedure.prohibits.includes(verb))
  if (prohibited !== undefined) return refuse('action-prohibited', { verb: prohibited })
  const unknown = done.find((verb) => offered.every((a) => a.verb !== verb))
  if (unknown !== undefined) return refuse('action-unknown', { verb: unknown })
  const missing = offered.find((a) => !a.optional && !done.includes(a.verb))
  if (missing) return refuse('action-needed', { verb: missing.verb })
  return { actions: offered.filter((a) => done.includes(a.verb)).map(({ verb, row }) => ({ verb, row })) }
}
