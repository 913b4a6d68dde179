import type { CaseState, Directory, Task } from '../types.ts'
import { whenText } from './read-when.ts'
import { namesTray, trayName } from './role-names.ts'
import type { ExpectedItem } from './types.ts'

/** What QUEDA says against what is open; a sentence with both when they differ. */
export function compareLeaves(
  items: readonly ExpectedItem[],
  state: CaseState,
  directory: Directory,
  timeZone: string,
): string | null {
  const left = [...state.tasks]
  let last: Task | null = null
  for (const item of items) {
    if (item.kind === 'end') {
      if (state.status === 'open') return `Se esperaba FIN, y queda ${nowText(state)}.`
      continue
    }
    if (item.kind === 'due') {
      const wrong = compareDue(item.at, last ? [last] : state.tasks, timeZone)
      if (wrong) return wrong
      continue
    }
    const index = left.findIndex(
      (t) => t.row === item.row && (item.kind === 'waiting' ? t.tray === null : namesTray(item.role, t, directory)),
    )
    if (index < 0) return missing(item, state)
    last = left[index]!
    left.splice(index, 1)
  }
  const onlyDues = items.every((item) => item.kind === 'due')
  if (left.length === 0 || onlyDues) return null
  return `Queda además ${left.map(taskText).join('; ')}: escríbalo en QUEDA si es lo correcto.`
}

/** What is open now, as QUEDA writes it. */
export function nowText(state: CaseState): string {
  return state.tasks.length === 0 ? 'FIN' : state.tasks.map(taskText).join('; ')
}

function missing(item: Extract<ExpectedItem, { kind: 'tray' | 'waiting' }>, state: CaseState): string {
  const name = item.kind === 'tray' ? item.role : 'en espera'
  const merged = state.tasks.find((t) => String(t.question) === item.row && t.row !== item.row)
  const hint = merged
    ? ` La pregunta ${item.row} se responde en la tarjeta del paso ${merged.row}: escriba «paso ${merged.row}».`
    : ''
  return `Se esperaba «${name}: paso ${item.row}», y queda «${nowText(state)}».${hint}`
}

function compareDue(expected: string, tasks: readonly Task[], timeZone: string): string | null {
  const dues = tasks.flatMap((t) => (t.due ? [localOf(t.due.at, timeZone)] : []))
  if (dues.includes(expected)) return null
  const are = dues.length === 0 ? 'no hay nada con vencimiento' : `vence el ${dues.map(whenText).join(' y el ')}`
  return `Se esperaba que venciera el ${whenText(expected)}, y ${are}.`
}

/** Office time of an instant to the minute, as `readWhen` gives it. */
export function localOf(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
}

function taskText(task: Task): string {
  return `${trayName(task)}: paso ${task.row}`
}
