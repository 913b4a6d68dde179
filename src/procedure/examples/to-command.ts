import { foldText } from '#src/manual/fold-text.ts'
import { branchOf, type CompiledProcedure, type CompiledRow, rowOf } from '../compile-procedure.ts'
import type { CaseState, Command, Directory, PersonId, Task } from '../types.ts'
import { namesTray, personNamed, personOfTray, trayName } from './role-names.ts'
import { sampleValues } from './sample-values.ts'
import type { ExampleAction, ExampleRow } from './types.ts'

export type Deed =
  | { readonly command: Command; readonly person: PersonId | null }
  | { readonly wrong: string; readonly at: 'who' | 'does' }

interface Scene {
  readonly version: CompiledProcedure
  readonly state: CaseState
  readonly directory: Directory
}

/** What a row of an example asks of the engine, and as whom. */
export function toCommand(scene: Scene, row: ExampleRow): Deed {
  const { action } = row.does
  switch (action.kind) {
    case 'nothing':
      return { command: { kind: 'pass-time' }, person: null }
    case 'child-ended': {
      const task = scene.state.tasks.find((t) => t.kind === 'child')
      if (!task) return { wrong: 'No se espera el fin de otro expediente.', at: 'does' }
      return {
        command: {
          kind: 'finish-child',
          task: task.id,
          number: task.child?.number ?? 'EJEMPLO',
          status: action.status,
        },
        person: null,
      }
    }
    case 'correct':
      return by(scene, row, { kind: 'correct-answer', step: action.step, reason: action.reason })
    case 'annul':
      return by(scene, row, { kind: 'annul-case', reason: action.reason })
    case 'reopen':
      return by(scene, row, { kind: 'reopen-case', reason: action.reason })
    case 'rule':
      return by(scene, row, { kind: 'give-ruling', to: action.to, reason: action.reason })
    case 'sign':
    case 'refuse':
      return sign(scene, row, action)
    case 'reply':
      return onTask(
        scene,
        row,
        (t) => t.kind === 'reply',
        'No se espera ninguna respuesta',
        (task) => complete(scene, task, action),
      )
    case 'complete':
      return onTask(
        scene,
        row,
        (t) => isCardOf(t, action.row),
        `El paso ${action.row} no está abierto${hint(scene.state, action.row)}`,
        (task) => complete(scene, task, action),
      )
  }
}

function by(scene: Scene, row: ExampleRow, command: Command): Deed {
  const person = personNamed(row.who.name, scene.version, scene.directory)
  return person === null ? { wrong: unknownRole(row.who.name), at: 'who' } : { command, person }
}

function sign(scene: Scene, row: ExampleRow, action: Extract<ExampleAction, { kind: 'sign' | 'refuse' }>): Deed {
  return onTask(
    scene,
    row,
    (t) => t.kind === 'signature',
    'No se espera ninguna firma',
    (task) =>
      action.kind === 'sign'
        ? { kind: 'complete-task', task: task.id }
        : { kind: 'refuse-signature', task: task.id, reason: action.reason },
  )
}

/** Finds the task meant, in the tray of whoever is named; with none in that tray, the one there is, so that the engine says whose it is. */
function onTask(
  scene: Scene,
  row: ExampleRow,
  meant: (task: Task) => boolean,
  what: string,
  command: (task: Task) => Command | { readonly wrong: string },
): Deed {
  const open = scene.state.tasks.filter(meant)
  const mine = open.find((t) => namesTray(row.who.name, t, scene.directory))
  const task = mine ?? open[0]
  if (!task) {
    const now = scene.state.tasks.map((t) => `${trayName(t)}: paso ${t.row}`).join('; ')
    return { wrong: `${what}. Está abierto: ${now || 'nada, el expediente está cerrado'}.`, at: 'does' }
  }
  const person = mine ? personOfTray(mine, scene.directory) : personNamed(row.who.name, scene.version, scene.directory)
  if (person === null) return { wrong: unknownRole(row.who.name), at: 'who' }
  const made = command(task)
  return 'wrong' in made ? { ...made, at: 'does' } : { command: made, person }
}

/** The card of a row, or the card on which that question is answered; a reply's or a signature's task is not done by `paso n`. */
function isCardOf(task: Task, row: string): boolean {
  return task.kind === 'step' && (task.row === row || String(task.question) === row)
}

/** At a row that waits for a reply or a signature, what to write instead of `paso n`. */
function hint(state: CaseState, row: string): string {
  const kind = state.tasks.find((t) => t.row === row)?.kind
  if (kind === 'reply') return ' para hacerlo: espera una respuesta, escriba «responde»'
  return kind === 'signature' ? ' para hacerlo: espera una firma, escriba «firma» o «rehúsa: motivo»' : ''
}

type Details = Pick<Extract<ExampleAction, { kind: 'complete' }>, 'form' | 'cell' | 'reason'>

function complete(
  { version, state }: Scene,
  task: Task,
  action: Extract<ExampleAction, { kind: 'complete' | 'reply' }>,
): Command | { readonly wrong: string } {
  const rows = rowsMeant(version, task, action.answer)
  const code = rows.findLast((r) => r.facts.form)?.facts.form
  const form = code === undefined ? undefined : version.forms.get(code)
  const details: Details = action.kind === 'complete' ? action : {}
  if (details.form !== undefined && (!form || foldText(form.code) !== foldText(details.form))) {
    return {
      wrong: form
        ? `El paso ${task.row} lleva la forma ${form.code}, no ${details.form}.`
        : `El paso ${task.row} no lleva ninguna forma: quite «, forma ${details.form}».`,
    }
  }
  const choice = choiceOf(rows, details.cell)
  if (typeof choice === 'object') return choice
  const fill = form && !task.overLimit && (details.form !== undefined || state.forms[form.code] === undefined)
  return {
    kind: 'complete-task',
    task: task.id,
    ...(action.answer !== undefined && { answer: action.answer }),
    ...(choice !== undefined && { choice }),
    ...(fill && { form: sampleValues(form) }),
    ...(details.reason !== undefined && { reason: details.reason }),
  }
}

function rowsMeant(version: CompiledProcedure, task: Task, answer: string | undefined): CompiledRow[] {
  const rows = [rowOf(version, task.row)]
  if (task.question === undefined || answer === undefined) return rows
  const known = version.steps.get(task.question)?.branches.find((b) => foldText(b.answer ?? '') === foldText(answer))
  return known?.answer === undefined
    ? rows
    : [...rows, rowOf(version, task.question), branchOf(version, task.question, known.answer)]
}

function choiceOf(
  rows: readonly CompiledRow[],
  cell: string | undefined,
): number | undefined | { readonly wrong: string } {
  if (cell === undefined) return undefined
  const applies = rows.findLast((r) => r.applies)?.applies
  if (!applies) return { wrong: `Aquí no se elige nada de una norma: quite «, elige «${cell}»».` }
  const index = applies.table.rows.findIndex((cells) => cells.some((c) => foldText(c) === foldText(cell)))
  if (index >= 0) return index
  const firsts = applies.table.rows.map((cells) => `«${cells[0] ?? ''}»`).join(', ')
  return { wrong: `La norma ${applies.number} no tiene la celda «${cell}». Elija una de sus filas: ${firsts}.` }
}

function unknownRole(name: string): string {
  return `«${name}» no es un rol del manual: escriba el cargo como está en la tabla, o «Solicitante».`
}
