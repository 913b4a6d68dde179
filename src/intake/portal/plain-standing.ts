import { signatureName } from '#src/cases/record-entry.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { type CompiledProcedure, rowOf } from '#src/procedure/index.ts'
import type { CaseState, Task } from '#src/procedure/types.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import { placeOf, roleParts } from './role-parts.ts'
import { words } from './words.ts'

/** Where a request is, for one of its open tasks. */
export interface PlainStanding {
  /** `Su solicitud está en Soporte Técnico, en el paso 3 de 7.` */
  readonly where: string
  /** What is being done, in the manual's words. */
  readonly doing: string
  /** When it should be done, or that it is late. */
  readonly due: string | null
  readonly late: boolean
  /** Whole number of the step, and how many there are. */
  readonly step: number
  readonly of: number
  /** It is the turn of whoever asked. */
  readonly yours: boolean
}

type Names = Pick<InstitutionDirectory, 'personName' | 'holders'>

/** Says in plain words where an open request stands. */
export function plainStanding(
  view: View,
  procedure: CompiledProcedure,
  state: CaseState,
  person: string,
  directory: Names,
): PlainStanding[] {
  return state.tasks.map((task) => {
    const row = rowOf(procedure, task.row)
    const of = procedure.procedure.steps.length
    const step = row.step.number
    const yours = isYourTurn(procedure, task, person)
    const place = { step, of }
    return {
      where: yours ? words(view.locale, 'standing.yours', place) : whereIs(view, procedure, task, directory, place),
      doing: row.text || (row.step.question === undefined ? '' : `¿${row.step.question}?`),
      ...dueOf(view, task),
      ...place,
      yours,
    }
  })
}

/** Is this task for whoever asked to do, or a reply that is asked of that person? */
export function isYourTurn(procedure: CompiledProcedure, task: Task, person: string): boolean {
  if (task.tray?.because.kind === 'requester') return task.tray.assignee === person
  return asksReplyOfRequester(procedure, task)
}

export function asksReplyOfRequester(procedure: CompiledProcedure, task: Task): boolean {
  const wait = procedure.rows.get(task.row)?.facts.wait
  return task.kind === 'reply' && wait?.kind === 'reply' && wait.from.kind === 'requester'
}

interface Place {
  readonly step: number
  readonly of: number
}

function whereIs(view: View, procedure: CompiledProcedure, task: Task, directory: Names, place: Place): string {
  const { locale } = view
  if (task.kind === 'wait')
    return words(locale, 'standing.until', { at: formatInstant(view, task.due?.at ?? task.arrivedAt), ...place })
  if (task.kind === 'child') return words(locale, 'standing.child', place)
  const role = task.tray?.role ?? '—'
  if (task.kind === 'signature') {
    const signature = signatureName(task.signature?.kind ?? 'firma', locale)
    if (procedure.assignments.get(role)?.by.kind !== 'head-of-requester')
      return words(locale, 'standing.signature', { signature, who: roleParts(role).post, ...place })
    const position = task.tray?.position ?? null
    const holders = position === null ? [] : directory.holders(position).map((id) => directory.personName(id))
    return holders.length === 0
      ? words(locale, 'standing.head', { signature, ...place })
      : words(locale, 'standing.head-named', { signature, names: holders.join(', '), ...place })
  }
  if (task.kind === 'reply') return words(locale, 'standing.reply', { where: placeOf(role), ...place })
  if (procedure.assignments.get(role)?.by.kind === 'head-of-requester') return words(locale, 'standing.at-head', place)
  return words(locale, 'standing.at', { where: placeOf(role), ...place })
}

function dueOf(view: View, task: Task): Pick<PlainStanding, 'due' | 'late'> {
  const at = task.due?.at
  if (at === undefined || task.kind === 'wait') return { due: null, late: false }
  const late = Date.parse(at) < view.now.epochMilliseconds
  return { due: words(view.locale, late ? 'standing.late' : 'standing.due', { at: formatInstant(view, at) }), late }
}
