import type { Field, Form } from '#src/manual/types.ts'
import type { Block, TableRow } from '../paper/types.ts'
import { blankBoxes } from './blank-boxes.ts'

/**
 * The fields of a form, one a row: its name and help, and the room to write or what was written. A `tight` one gives less room, so that a
 * form stays on one sheet. The last two stay with what follows: nobody signs a sheet on which nothing else stands.
 */
export function fieldTable(
  { fields }: Form,
  values: Readonly<Record<string, string | boolean | null>> | null,
  tight = false,
): Block {
  return {
    kind: 'table',
    widths: [34, 66],
    size: 9.5,
    head: null,
    after: 6,
    rows: fields.map(
      (field, at): TableRow => ({
        height: values === null ? blankHeight(field, tight) : 22,
        keep: at >= fields.length - 2,
        cells: [
          { header: true, fill: '#f3f3f3', blocks: nameBlocks(field, values === null) },
          { blocks: values === null ? blankBlocks(field) : filledBlocks(field, values[field.name] ?? null) },
        ],
      }),
    ),
  }
}

function nameBlocks({ name, required, help }: Field, blank: boolean): Block[] {
  return [
    { kind: 'text', runs: [{ text: name, bold: true }, ...(required && blank ? [{ text: ' *' }] : [])] },
    ...(help === '' || !blank ? [] : [{ kind: 'text', runs: [{ text: help, color: '#333333' }], size: 8 } as const]),
  ]
}

function blankHeight({ type }: Field, tight: boolean): number {
  if (type.kind === 'long-text') return tight ? 56 : 84
  return tight ? 25 : 30
}

/** What the rows of an empty form take, about. */
export function blankTableHeight({ fields }: Form): number {
  return fields.reduce((sum, field) => {
    const choices = field.type.kind === 'list' ? field.type.options.length : field.type.kind === 'yes-no' ? 2 : 0
    return sum + Math.max(blankHeight(field, false), choices * 13.8 + 8)
  }, 0)
}

function blankBlocks({ type }: Field): Block[] {
  switch (type.kind) {
    case 'list':
      return [{ kind: 'choices', options: type.options.map((label) => ({ label, chosen: false })) }]
    case 'yes-no':
      return [{ kind: 'choices', options: ['Sí', 'No'].map((label) => ({ label, chosen: false })) }]
    case 'date':
      return [blankBoxes([2, 2, 4], ['día', 'mes', 'año'])]
    case 'time':
      return [blankBoxes([2, 2], ['hora', 'minutos'])]
    case 'number':
      return type.min === undefined || type.max === undefined ? [] : [hint(`De ${type.min} a ${type.max}`)]
    case 'ip-address':
      return [blankBoxes([3, 3, 3, 3], [])]
    case 'file':
      return [hint(type.accepts.length === 0 ? 'Se adjunta.' : `Se adjunta: ${type.accepts.join(', ')}.`)]
    default:
      return []
  }
}

function hint(text: string): Block {
  return { kind: 'text', runs: [{ text, color: '#333333' }], size: 8 }
}

function filledBlocks({ type }: Field, value: string | boolean | null): Block[] {
  if (value === null || value === '') return [{ kind: 'text', runs: [{ text: '—' }] }]
  if (type.kind === 'list' && type.options.includes(String(value)))
    return [{ kind: 'choices', options: type.options.map((label) => ({ label, chosen: label === value })) }]
  if (typeof value === 'boolean')
    return [
      {
        kind: 'choices',
        options: [
          { label: 'Sí', chosen: value },
          { label: 'No', chosen: !value },
        ],
      },
    ]
  return value.split(/\r\n|\r|\n/).map((text) => ({ kind: 'text', runs: [{ text }] }))
}
