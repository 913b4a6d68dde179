import type { Duration } from '#src/calendar/types.ts'
import type { Act, Actor, Task, TaskId, Tray } from '#src/procedure/types.ts'
import type { LoggedCase, LoggedEvent, LogOptions, Transition } from './types.ts'

interface Known {
  readonly task: Task
  readonly visit: number
  tray: Tray | null
  /** Set once its deadline has answered or gone on for it. */
  expired: boolean
}

/**
 * The acts of a case as lifecycle events, in order: a task that lands is scheduled, claimed it is assigned and started (the record
 * knows no other beginning of work), and so on to its end. Acts that move nothing (books, papers, notes) are not events.
 */
export function eventsOfCase(logged: LoggedCase, options: LogOptions): LoggedEvent[] {
  const tasks = new Map<TaskId, Known>()
  return logged.acts.flatMap((act) => eventsOfAct(act, tasks, logged, options))
}

function eventsOfAct(act: Act, tasks: Map<TaskId, Known>, logged: LoggedCase, options: LogOptions): LoggedEvent[] {
  const { body, actor } = act
  const known = 'task' in body && typeof body.task === 'number' ? tasks.get(body.task) : undefined
  const of = (transition: Transition, more: Partial<LoggedEvent> = {}): LoggedEvent[] =>
    known === undefined ? [] : [{ act, transition, ...seen(known, logged, options), ...more }]
  const whole = (activity: string, transition: Transition, more: Partial<LoggedEvent> = {}): LoggedEvent[] => [
    { act, transition, activity, ...by(actor), ...more },
  ]
  switch (body.kind) {
    case 'case-opened':
      return whole('INICIO', 'complete', { outcome: body.start })
    case 'case-closed':
      return whole('FIN', 'complete')
    case 'case-annulled':
      return whole('EXPEDIENTE', 'pi_abort')
    case 'case-reopened':
      return whole('EXPEDIENTE', 'resume')
    case 'task-arrived': {
      const arrived: Known = { task: body.task, visit: body.visit, tray: body.task.tray, expired: false }
      tasks.set(body.task.id, arrived)
      const base = { act, ...seen(arrived, logged, options) }
      if (body.task.kind === 'wait' || body.task.kind === 'child') return [{ ...base, transition: 'suspend' }]
      const assignee = body.task.tray?.assignee
      const scheduled: LoggedEvent = { ...base, transition: 'schedule' }
      return assignee ? [scheduled, { ...base, transition: 'assign', resource: assignee }] : [scheduled]
    }
    case 'task-claimed':
      return [...of('assign', by(actor)), ...of('start', by(actor))]
    case 'task-released':
      return of('reassign')
    case 'task-handed-over':
      return of('reassign', { resource: body.to })
    case 'task-escalated':
      if (known) known.tray = body.tray
      return of('reassign', body.tray.assignee ? { resource: body.tray.assignee } : {})
    case 'task-completed':
      return of(known?.expired && actor.kind === 'system' ? 'autoskip' : 'complete', {
        ...by(actor),
        ...(body.answered && { outcome: body.answered.answer }),
      })
    case 'signature-refused':
      return of('complete', { ...by(actor), outcome: 'rehusada' })
    case 'task-withdrawn':
      if (body.because === 'deadline') return of('autoskip')
      return of(body.because === 'annulment' || body.because === 'merge' ? 'pi_abort' : 'withdraw')
    case 'deadline-expired':
      if (known && (body.consequence === 'answer' || body.consequence === 'continue')) known.expired = true
      return body.consequence === 'notify' ? of('unknown', { outcome: 'plazo vencido' }) : []
    case 'wait-ended':
      return of('resume')
    case 'child-finished':
      return of('resume', { outcome: body.status === 'closed' ? 'terminado' : 'anulado' })
    case 'answer-corrected':
      return whole(`Paso ${body.step}`, 'unknown', { row: String(body.step), outcome: `se corrige ${body.was}` })
    case 'ruling-given':
      return whole('EXPEDIENTE', 'unknown', {
        role: body.role,
        outcome: body.to === 'end' ? 'se resuelve terminar' : `se resuelve seguir en el paso ${body.to}`,
      })
    default:
      return []
  }
}

function by(actor: Actor): Partial<LoggedEvent> {
  return actor.kind === 'person' ? { resource: actor.person } : {}
}

function seen(
  { task, tray, visit }: Known,
  logged: LoggedCase,
  { rowText }: LogOptions,
): Omit<LoggedEvent, 'act' | 'transition'> {
  const role = tray?.role
  const unit = role?.includes(' / ') ? role.slice(0, role.lastIndexOf(' / ')) : undefined
  const text = rowText?.(logged, task.row)
  const { due } = task
  return {
    activity: `Paso ${task.row}${KINDS[task.kind]}${task.signature ? `, ${task.signature.kind.replace('-', ' ')}` : ''}${text ? `. ${text}` : ''}`,
    row: task.row,
    instance: String(task.id),
    visit,
    ...(role !== undefined && { role }),
    ...((tray?.group ?? unit) !== undefined && { group: tray?.group ?? unit }),
    ...(due && due.source !== 'norm' && { due: due.at }),
    ...(due?.source === 'norm' && { due: due.at, normTime: inWords(due.rule.duration) }),
  }
}

const KINDS: Readonly<Record<Task['kind'], string>> = {
  step: '',
  reply: ', respuesta',
  signature: '',
  wait: ', espera',
  child: ', otro procedimiento',
}

const UNITS: Readonly<Record<Duration['unit'], string>> = {
  minutes: 'minutos',
  hours: 'horas',
  'running-hours': 'horas corridas',
  'working-days': 'días hábiles',
  'calendar-days': 'días calendario',
  months: 'meses',
}

function inWords({ count, unit }: Duration): string {
  return `${count} ${UNITS[unit]}`
}
