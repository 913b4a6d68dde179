import { questionText } from '../notation/safe-text.ts'
import { type Entity, isMap, text } from './read-export.ts'

/** Fields of the ticket itself; those of the installation (`DynamicField_…`) come without their type. */
const TYPES: Readonly<Record<string, string>> = {
  Title: 'texto',
  Article: 'texto largo',
  CustomerID: 'texto',
  CustomerUserID: 'persona',
  Owner: 'persona',
  Responsible: 'persona',
  PendingTime: 'fecha',
}

const NAMES: Readonly<Record<string, string>> = {
  Title: 'Asunto',
  Article: 'Descripción',
  CustomerID: 'Cliente',
  CustomerUserID: 'Usuario del cliente',
  Owner: 'Propietario',
  Responsible: 'Responsable',
  PendingTime: 'Pendiente hasta',
  Queue: 'Cola',
  State: 'Estado',
  Priority: 'Prioridad',
  Service: 'Servicio',
  SLA: 'Acuerdo de servicio',
  Type: 'Tipo',
  Lock: 'Bloqueo',
}

export interface DialogForm {
  /** Heading and table, for # ANEXOS; null where no field is shown. */
  readonly text: string | null
  readonly hidden: readonly string[]
  readonly untyped: readonly string[]
}

/** The fields that a dialog shows, as a form of the notation. */
export function dialogForm(dialog: Entity, code: string): DialogForm {
  const fields = isMap(dialog.config.Fields) ? dialog.config.Fields : {}
  const listed = Array.isArray(dialog.config.FieldOrder) ? dialog.config.FieldOrder.map(text) : []
  const names = [...new Set([...listed, ...Object.keys(fields)])].filter((name) => name !== '')
  const shown = names.filter((name) => display(fields[name]) !== '0')
  const rows = shown.map((name) => {
    const field = isMap(fields[name]) ? fields[name] : {}
    const type = TYPES[name]
    const help = [text(field.DescriptionShort), type === undefined ? '⚠ (el original no dice el tipo)' : '']
    return `| ${cell(fieldName(name))} | ${type ?? 'texto'} | ${display(field) === '2' ? 'sí' : 'no'} | ${cell(help.filter(Boolean).join('. '))} |`
  })
  const table = ['| CAMPO | TIPO | OBLIGATORIO | AYUDA |', '|---|---|---|---|', ...rows].join('\n')
  return {
    text: rows.length === 0 ? null : `### FORMA ${code}. ${questionText(dialog.name).toUpperCase()}\n\n${table}`,
    hidden: names.filter((name) => !shown.includes(name)).map(fieldName),
    untyped: shown.filter((name) => TYPES[name] === undefined).map(fieldName),
  }
}

export function fieldName(name: string): string {
  return NAMES[name] ?? name.replace(/^DynamicField_/, '')
}

function display(field: unknown): string {
  return isMap(field) ? text(field.Display) || '1' : '1'
}

function cell(value: string): string {
  return value
    .replace(/[\r\n|<>]+/g, ' ')
    .trim()
    .slice(0, 300)
}
