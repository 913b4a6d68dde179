import { durationName as count } from '../duration-names.ts'
import type {
  Assignment,
  Deadline,
  DurationFrom,
  FieldType,
  Jump,
  NormRef,
  NormTime,
  ReplySource,
  SignatureRule,
  Start,
  Wait,
} from '../types.ts'
import type { Renumbering, Words } from './types.ts'

export const stepNumber = (numbers: Renumbering, step: number): string => {
  const now = numbers.step(step)
  return now === null ? `${step} que se quita` : String(now)
}

export function durationFrom({ duration, from }: DurationFrom, numbers: Renumbering): string {
  const time = count(duration.count, duration.unit)
  if (from === undefined) return time
  return from.kind === 'start' ? `${time} desde el inicio` : `${time} desde el paso ${stepNumber(numbers, from.step)}`
}

export const normTime: Words<NormTime> = ({ min, max, unit }) =>
  min === max ? count(max, unit) : `${min} a ${count(max, unit)}`

export const deadline: Words<Deadline> = (value, numbers) =>
  `${durationFrom(value, numbers)}; al vencer, ${expiry(value.onExpiry, numbers)}`

function expiry(value: Deadline['onExpiry'], numbers: Renumbering): string {
  switch (value.kind) {
    case 'answer':
      return `responde ${value.answer}`
    case 'continue':
      return `continúa en el paso ${stepNumber(numbers, value.step)}`
    case 'notify':
      return `avisa a ${value.role}`
    case 'escalate':
      return `escala a ${value.role}`
  }
}

export const wait: Words<Wait> = (value, numbers) =>
  value.kind === 'duration' ? durationFrom(value, numbers) : `la respuesta de ${replySource(value.from)}`

function replySource(from: ReplySource): string {
  switch (from.kind) {
    case 'requester':
      return 'quien solicita'
    case 'role':
      return from.role
    case 'unit':
      return from.unit
  }
}

export const signature = ({ kind, role }: SignatureRule): string => `${SIGNATURES[kind]} de ${role}`

const SIGNATURES: Readonly<Record<SignatureRule['kind'], string>> = {
  firma: 'la firma',
  'visto-bueno': 'el visto bueno',
  sello: 'el sello',
  conformidad: 'la conformidad',
}

/** `continue` and `return` differ only by where the target stands, so they are one word here. */
export const jump: Words<Jump> = (value, numbers) => {
  switch (value.kind) {
    case 'continue':
    case 'return':
      return `va al paso ${stepNumber(numbers, value.step)}`
    case 'end':
      return 'termina el caso'
    case 'call':
      return value.manual === undefined
        ? `aplica el procedimiento ${numbers.procedure(value.procedure) ?? `${value.procedure} que se quita`}`
        : `aplica el procedimiento ${value.procedure} del manual ${value.manual}`
  }
}

export const normRef = (ref: NormRef, numbers: Renumbering): string =>
  `«${ref.kind === 'apply' ? 'según' : 'ver'} norma ${ref.general ? 'general ' : ''}${normNumber(ref, numbers)}»`

const normNumber = (ref: { general: boolean; number: string }, numbers: Renumbering) =>
  numbers.norm(ref) ?? `${ref.number} que se quita`

const DAYS = ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo']

export function start(value: Start): string {
  const each = value.each === undefined ? '' : `, uno por «${value.each}»`
  return `${startKind(value)}${each}`
}

function startKind(value: Start): string {
  switch (value.kind) {
    case 'request':
      return `solicitud «${value.name}» por ${value.channels.join(', ')}`
    case 'alert':
      return value.type === undefined ? 'alerta' : `alerta de «${value.type}»`
    case 'weekly':
      return `cada semana, ${DAYS[value.weekday - 1]}`
    case 'monthly':
      return `cada mes, día ${value.day}${value.working ? ' hábil' : ''}`
    case 'yearly':
      return `cada año, el día ${value.day} del mes ${value.month}`
    case 'plan':
      return `por plan «${value.name}»`
    case 'contract':
      return `por contrato «${value.name}»`
  }
}

export function assignment({ role, by }: Assignment, numbers: Renumbering): string {
  return `${role} = ${assignedBy(by, numbers)}`
}

function assignedBy(by: Assignment['by'], numbers: Renumbering): string {
  switch (by.kind) {
    case 'requester':
      return 'quien solicita'
    case 'head-of-requester':
      return 'la jefatura de quien solicita'
    case 'head-of-role':
      return `la jefatura de ${by.role}`
    case 'column':
    case 'head-of-column': {
      const steps = by.choosers.map((step) => stepNumber(numbers, step)).join(', ')
      const chosen = steps === '' ? '' : `, quien elija en el paso ${steps}`
      const norm = `norma ${by.norm.general ? 'general ' : ''}${normNumber(by.norm, numbers)}`
      return `${by.kind === 'column' ? '' : 'la jefatura de '}«${by.column}»${chosen} (${norm})`
    }
    case 'group':
      return `el grupo ${by.group}`
    case 'external':
      return `externa, en la bandeja de ${by.handledBy}`
  }
}

export function fieldType(type: FieldType): string {
  switch (type.kind) {
    case 'number': {
      const { min, max } = type
      return min === undefined && max === undefined ? 'número' : `número (${min ?? ''}–${max ?? ''})`
    }
    case 'list':
      return `lista: ${type.options.join('; ')}`
    case 'file':
      return type.accepts.length === 0 ? 'archivo' : `archivo (${type.accepts.join(', ')})`
    default:
      return PLAIN_TYPES[type.kind]
  }
}

const PLAIN_TYPES: Readonly<Record<Exclude<FieldType['kind'], 'number' | 'list' | 'file'>, string>> = {
  text: 'texto',
  'long-text': 'texto largo',
  date: 'fecha',
  time: 'hora',
  'yes-no': 'sí/no',
  person: 'persona',
  unit: 'dependencia',
  extension: 'extensión',
  equipment: 'equipo',
  email: 'correo',
  phone: 'teléfono',
  'ip-address': 'dirección IP',
}

/** `a, b y c`; null where there is nothing. */
export function listed(items: readonly string[]): string | null {
  if (items.length === 0) return null
  if (items.length === 1) return items[0]!
  const last = items.at(-1)!
  return `${items.slice(0, -1).join(', ')} ${/^h?i(?!e)/i.test(last) ? 'e' : 'y'} ${last}`
}

export const quoted = (items: readonly string[]): string | null => listed(items.map((item) => `«${short(item)}»`))

/** Enough of a text to know it by. Two texts that differ behind that are told apart by the comparison, not by these words. */
export function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= 90 ? line : `${line.slice(0, 88).trimEnd()}…`
}
