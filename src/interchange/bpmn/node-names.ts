import type { SignatureKind, Start, Wait } from '#src/manual/types.ts'
import type { CompiledRow } from '#src/procedure/compile-procedure.ts'
import { plainName } from './keep-text.ts'

/** What a row's task is called; empty where the row says nothing to do. */
export function taskName(row: CompiledRow): string {
  const text = plainName(row.text)
  if (text !== '') return text
  if (row.kind === 'question') return `Responde: ¿${plainName(row.step.question ?? '')}?`
  return row.kind === 'parallel' ? 'Reparte' : ''
}

export const SIGNATURE_NAMES: Readonly<Record<SignatureKind, string>> = {
  firma: 'Firma',
  'visto-bueno': 'Da el visto bueno',
  sello: 'Sella',
  conformidad: 'Da su conformidad',
}

export function replyName(wait: Extract<Wait, { kind: 'reply' }>): string {
  switch (wait.from.kind) {
    case 'requester':
      return 'solicitante'
    case 'role':
      return plainName(wait.from.role)
    case 'unit':
      return plainName(wait.from.unit)
  }
}

const WEEKDAYS = ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo']

export function startName(start: Start): string {
  const each = start.each === undefined ? '' : `, uno por «${plainName(start.each)}»`
  switch (start.kind) {
    case 'request':
      return plainName(start.name) + each
    case 'alert':
      return `Alerta${start.type === undefined ? '' : ` de ${plainName(start.type)}`}${each}`
    case 'weekly':
      return `Cada semana, ${WEEKDAYS[start.weekday - 1]}${each}`
    case 'monthly':
      return `Cada mes, día ${start.day}${start.working ? ' hábil' : ''}${each}`
    case 'yearly':
      return `Cada año, ${start.day}/${start.month}${each}`
    case 'plan':
      return `Por plan «${plainName(start.name)}»${each}`
    case 'contract':
      return `Por contrato «${plainName(start.name)}»${each}`
  }
}
