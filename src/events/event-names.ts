import { type ActBody, isInternalAct } from '#src/procedure/index.ts'

/** What other programs are told of, by the names that they subscribe to. */
export const EVENTS = {
  'case.opened': { es: 'Se inició un expediente', en: 'A case was opened' },
  'case.closed': { es: 'Un expediente terminó', en: 'A case ended' },
  'case.annulled': { es: 'Un expediente se anuló', en: 'A case was annulled' },
  'case.reopened': { es: 'Un expediente se reabrió', en: 'A case was reopened' },
  'case.message': { es: 'Se escribió un mensaje o una nota', en: 'A message or note was written' },
  'case.priority': { es: 'Cambió la prioridad', en: 'The priority changed' },
  'case.escalated': { es: 'Un expediente o un paso se escaló', en: 'A case or a step was escalated' },
  'case.warned': { es: 'Un plazo está por vencer', en: 'A time limit is near' },
  'case.overdue': { es: 'Venció un plazo', en: 'A time limit has passed' },
  'step.arrived': { es: 'Un paso llegó a una bandeja', en: 'A step arrived at a tray' },
  'step.completed': { es: 'Un paso se completó', en: 'A step was completed' },
  'step.refused': { es: 'Se negó una firma', en: 'A signature was refused' },
  'case.changed': { es: 'Cualquier otro cambio de un expediente', en: 'Any other change of a case' },
} as const satisfies Readonly<Record<string, { readonly es: string; readonly en: string }>>

export type EventName = keyof typeof EVENTS

export const isEventName = (text: string): text is EventName => Object.hasOwn(EVENTS, text)

const OF_KIND: Readonly<Record<string, EventName>> = {
  'case-opened': 'case.opened',
  'case-closed': 'case.closed',
  'case-annulled': 'case.annulled',
  'case-reopened': 'case.reopened',
  'note-added': 'case.message',
  'note-written': 'case.message',
  'message-posted': 'case.message',
  'case-prioritised': 'case.priority',
  'task-escalated': 'case.escalated',
  'case-escalated': 'case.escalated',
  'limit-exceeded': 'case.escalated',
  'case-warned': 'case.warned',
  'deadline-expired': 'case.overdue',
  'task-arrived': 'step.arrived',
  'task-completed': 'step.completed',
  'signature-refused': 'step.refused',
}

/** What an act of this kind is to other programs. */
export const eventOf = (kind: string): EventName => OF_KIND[kind] ?? 'case.changed'

/** Only the officials of a case know of such acts: the stream of events leaves them out, and webhooks never carry their text. */
export const isInternal = (kind: string, body: Readonly<Record<string, unknown>>): boolean =>
  isInternalAct({ ...body, kind } as unknown as ActBody)

// What acts say that is no person's: words of the manual, numbers, states. Anything else stays here, also what acts learn to say later.
const FACTS = [
  'task',
  'row',
  'role',
  'step',
  'question',
  'rounds',
  'visit',
  'consequence',
  'because',
  'signature',
  'priority',
  'impact',
  'urgency',
  'level',
  'target',
  'late',
  'register',
  'manual',
  'version',
  'procedure',
  'start',
  'channel',
  'status',
  'form',
  'was',
  'object',
  'verb',
  'warning',
  'percent',
] as const

/** The facts of an act without personal text. */
export function factsOf(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const facts: Record<string, unknown> = {}
  for (const name of FACTS) {
    const value = body[name]
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') facts[name] = value
  }
  if (isRecord(body.answered)) facts.answered = pick(body.answered, ['step', 'answer'])
  if (isRecord(body.task)) Object.assign(facts, taskFacts(body.task))
  return facts
}

function taskFacts(task: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const due = isRecord(task.due) ? { dueAt: task.due.at } : {}
  const role = isRecord(task.tray) ? { role: task.tray.role } : {}
  return { task: task.id, ...pick(task, ['row', 'kind']), ...role, ...due }
}

function pick(from: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])))
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
