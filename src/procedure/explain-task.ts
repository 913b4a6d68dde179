import { explainDue, formatInstant } from '#src/calendar/index.ts'
import { type CompiledProcedure, rowOf } from './compile-procedure.ts'
import type { CaseState, Context, PersonId, Task, TaskDue, Tray } from './types.ts'

export interface TaskExplanation {
  /** Why the task is in that tray. */
  readonly why: string
  /** Why it is due when it is, and what happens then. */
  readonly due?: string
}

type Locale = 'es' | 'en'

/** Says in a sentence why a task is where it is, and why it is due when it is. `personName` turns ids into names; without it persons are not named. */
export function explainTask(
  version: CompiledProcedure,
  state: CaseState,
  task: Task,
  context: Context,
  locale: Locale,
  personName?: (person: PersonId) => string,
): TaskExplanation {
  const telling: Telling = {
    version,
    state,
    task,
    locale,
    personName,
    zone: context.calendar(rowOf(version, task.row).calendar).timeZone,
  }
  const why = task.tray ? whyTray(telling, task.tray, context) : whyNobody(telling)
  return { why, ...(task.due && { due: whyDue(telling, task.due) }) }
}

interface Telling {
  readonly version: CompiledProcedure
  readonly state: CaseState
  readonly task: Task
  readonly locale: Locale
  readonly zone: string
  readonly personName: ((person: PersonId) => string) | undefined
}

function whyTray(telling: Telling, tray: Tray, context: Context): string {
  const { task, locale } = telling
  const es = locale === 'es'
  const step = stepName(telling)
  const { because } = tray
  switch (because.kind) {
    case 'printed':
      return es ? `El manual asigna ${step} a ${tray.role}.` : `The manual assigns ${step} to ${tray.role}.`
    case 'requester':
      return es ? `El manual asigna ${step} a la persona solicitante.` : `The manual assigns ${step} to the requester.`
    case 'head-of-requester':
      return es
        ? `El manual asigna ${step} a la jefatura de la persona solicitante.`
        : `The manual assigns ${step} to the requester's head.`
    case 'head-of-role':
      return es
        ? `El manual asigna ${step} a la jefatura de ${because.role}.`
        : `The manual assigns ${step} to the head of ${because.role}.`
    case 'column': {
      const by = actorOf(telling, because.chosenAt)
      const whose = because.head ? (es ? 'la jefatura de ' : 'the head of ') : ''
      return es
        ? `En el paso ${because.chosenAt}${by ? `, ${by}` : ' se'} eligió la fila de la norma ${because.norm} en que «${because.column}» es ${because.cell}: ${step} corresponde a ${whose}${because.cell}.`
        : `In step ${because.chosenAt}${by ? `, ${by} chose` : ' somebody chose'} the row of norm ${because.norm} in which “${because.column}” is ${because.cell}: ${step} belongs to ${whose}${because.cell}.`
    }
    case 'group':
      return es
        ? `El manual asigna ${step} al grupo ${because.group}.`
        : `The manual assigns ${step} to the group ${because.group}.`
    case 'external':
      return es
        ? `${tray.role} no usa el sistema: ${because.handledBy} registra lo que haga.`
        : `${tray.role} does not use the system: ${because.handledBy} records what is done.`
    case 'kept':
      return whyKept(telling, tray)
    case 'functional':
      return es
        ? `Se escaló al nivel ${because.level}: la tabla de la norma ${because.norm} da ${step} a ${tray.role}.`
        : `It was escalated to level ${because.level}: the table of norm ${because.norm} gives ${step} to ${tray.role}.`
    case 'escalated':
      return whyEscalated(telling, because, context, task)
  }
}

function whyKept(telling: Telling, tray: Tray): string {
  const { state, version, locale, zone } = telling
  const es = locale === 'es'
  const person = name(telling, tray.assignee) ?? (es ? 'Quien la tiene' : 'The person who has it')
  let first: { row: string; at: string } | null = null
  for (const [row, done] of Object.entries(state.completed)) {
    const his =
      done.by.kind === 'person' && done.by.person === tray.assignee && version.rows.get(row)?.role === tray.role
    if (his && (!first || done.at < first.at)) first = { row, at: done.at }
  }
  const since = first
    ? es
      ? `: completó el paso ${first.row} el ${formatInstant(first.at, zone, 'es')}`
      : `: completed step ${first.row} on ${formatInstant(first.at, zone, 'en')}`
    : ''
  return es
    ? `${person} conserva en este expediente el rol de ${tray.role}${since}.`
    : `${person} keeps the role of ${tray.role} in this case${since}.`
}

function whyEscalated(
  telling: Telling,
  because: Extract<Tray['because'], { kind: 'escalated' }>,
  _context: Context,
  task: Task,
): string {
  const { locale, zone } = telling
  const es = locale === 'es'
  const step = stepName(telling)
  const role = task.tray?.role ?? ''
  if (because.cause === 'deadline') {
    const at = task.due
      ? es
        ? ` el ${formatInstant(task.due.at, zone, 'es')}`
        : ` on ${formatInstant(task.due.at, zone, 'en')}`
      : ''
    return es
      ? `El plazo de ${because.from} venció${at} sin que completara ${step}, y la tarea se escaló a ${role}.`
      : `The deadline of ${because.from} expired${at} without ${step} being completed, and the task was escalated to ${role}.`
  }
  if (because.cause === 'limit') {
    const rounds = task.overLimit?.rounds ?? 0
    return es
      ? `La pregunta ya volvió ${rounds} ${rounds === 1 ? 'vez' : 'veces'}, que es el límite: ${role} decide y da su motivo.`
      : `The question has come back ${rounds} ${rounds === 1 ? 'time' : 'times'}, which is the limit: ${role} decides and gives a reason.`
  }
  const where =
    task.tray?.position === null ? (es ? 'a la mesa de operación' : 'to operations') : es ? `a ${role}` : `to ${role}`
  return es
    ? `El directorio no tiene un puesto para ${because.from}; ${step} pasó ${where}.`
    : `The directory has no position for ${because.from}; ${step} went ${where}.`
}

function whyNobody({ task, locale }: Telling): string {
  const es = locale === 'es'
  if (task.kind === 'child') {
    const number = task.child?.number ?? (es ? 'que se está abriendo' : 'being opened')
    return es
      ? `El paso ${task.row} espera el fin del expediente ${number}, del procedimiento ${task.child?.procedure}.`
      : `Step ${task.row} waits for the end of case ${number}, of procedure ${task.child?.procedure}.`
  }
  return es
    ? `El paso ${task.row} todavía no empieza: el manual manda esperar.`
    : `Step ${task.row} has not begun yet: the manual says to wait.`
}

function whyDue(telling: Telling, due: TaskDue): string {
  const { locale } = telling
  const sentence = explainDue(due, locale)
  const es = locale === 'es'
  if (due.source === 'norm') {
    return es
      ? `${sentence} Es el tiempo de norma: se mide y no tiene consecuencia.`
      : `${sentence} It is the norm time: measured, without consequence.`
  }
  if (due.source === 'wait') return es ? `${sentence} Entonces empieza el paso.` : `${sentence} The step begins then.`
  return `${sentence} ${consequence(telling, due.expired === true)}`
}

function consequence({ version, task, locale }: Telling, expired: boolean): string {
  const es = locale === 'es'
  const rule = rowOf(version, task.row).facts.deadline?.onExpiry
  if (expired) return es ? 'Es el plazo del manual y ya venció.' : "It is the manual's deadline and has expired."
  switch (rule?.kind) {
    case 'answer':
      return es
        ? `Es el plazo del manual: al vencer se responde ${rule.answer}.`
        : `It is the manual's deadline: at expiry the answer is ${rule.answer}.`
    case 'continue':
      return es
        ? `Es el plazo del manual: al vencer se continúa en el paso ${rule.step}.`
        : `It is the manual's deadline: at expiry the case goes on at step ${rule.step}.`
    case 'notify':
      return es
        ? `Es el plazo del manual: al vencer se avisa a ${rule.role}.`
        : `It is the manual's deadline: at expiry ${rule.role} is told.`
    case 'escalate':
      return es
        ? `Es el plazo del manual: al vencer se escala a ${rule.role}.`
        : `It is the manual's deadline: at expiry it is escalated to ${rule.role}.`
    default:
      return es ? 'Es el plazo del manual.' : "It is the manual's deadline."
  }
}

function stepName({ task, locale }: Telling): string {
  const es = locale === 'es'
  const step = es ? `el paso ${task.row}` : `step ${task.row}`
  if (task.kind === 'reply') return es ? `la respuesta que espera ${step}` : `the reply that ${step} waits for`
  if (!task.signature) return step
  const names = es
    ? { firma: 'la firma', 'visto-bueno': 'el visto bueno', sello: 'el sello', conformidad: 'la conformidad' }
    : { firma: 'the signature', 'visto-bueno': 'the approval', sello: 'the seal', conformidad: 'the conformity' }
  return `${names[task.signature.kind]} ${es ? 'd' : 'of '}${step}`
}

function actorOf(telling: Telling, row: string): string | null {
  const by = telling.state.completed[row]?.by
  return by?.kind === 'person' ? name(telling, by.person) : null
}

function name({ personName }: Telling, person: PersonId | null): string | null {
  return person !== null && personName ? personName(person) : null
}
