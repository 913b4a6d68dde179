import type { Block, Heading, Row, TableBlock } from './blocks.ts'
import { foldText } from './fold-text.ts'
import { nearest } from './nearest.ts'
import type { Notes } from './notes.ts'
import { bad, good, type Parsed } from './parsed.ts'
import type { Places } from './places.ts'
import type { Field, FieldType, Form } from './types.ts'

const FORM = /^forma\s+([\p{L}\p{N}][\p{L}\p{N}_/-]*)\.\s+(\S.*)$/iu
const COLUMNS = ['campo', 'tipo', 'obligatorio', 'ayuda']

const PLAIN: Readonly<Record<string, Exclude<FieldType['kind'], 'number' | 'list' | 'file'>>> = {
  texto: 'text',
  'texto largo': 'long-text',
  fecha: 'date',
  hora: 'time',
  'si/no': 'yes-no',
  persona: 'person',
  dependencia: 'unit',
  extension: 'extension',
  equipo: 'equipment',
  correo: 'email',
  telefono: 'phone',
  'direccion ip': 'ip-address',
}

const TYPE_NAMES = [
  'texto',
  'texto largo',
  'número',
  'fecha',
  'hora',
  'sí/no',
  'lista: a; b',
  'persona',
  'dependencia',
  'extensión',
]
const MORE_TYPE_NAMES = ['equipo', 'correo', 'teléfono', 'dirección IP', 'archivo (pdf, imagen)']
const FILES = ['pdf', 'imagen']

/** Whether a heading opens a form, well written or nearly. */
export function isFormHeading(heading: Heading): boolean {
  return /^forma\s+[\p{L}\p{N}_/]*[-\d]/iu.test(heading.text)
}

/** Reads the form that `heading` opens; `blocks` are those up to the next heading. */
export function readForm(heading: Heading, blocks: readonly Block[], notes: Notes, places: Places): Form | null {
  const { start, end } = heading.span
  const title = FORM.exec(heading.text)
  if (!title || heading.depth !== 3) {
    const code = /\s([\p{L}\p{N}_/-]+)/u.exec(heading.text)?.[1] ?? 'CÓDIGO'
    notes.say(
      'forma-mal-escrita',
      start.offset,
      end.offset,
      `El título de una forma se escribe «### FORMA ${code}. TÍTULO».`,
    )
    return null
  }
  const table = blocks.find((block) => block.kind === 'table')
  if (!table || !hasColumns(table)) {
    const at = table?.header.span ?? heading.span
    const say = 'Debajo del título de la forma va su tabla: «| CAMPO | TIPO | OBLIGATORIO | AYUDA |».'
    notes.say('forma-mal-escrita', at.start.offset, at.end.offset, say)
    return null
  }
  const fields = table.rows.map((row) => readField(row, notes)).filter((field) => field !== null)
  sayRepeated(table, notes)
  if (table.rows.length === 0) {
    notes.say(
      'forma-mal-escrita',
      table.span.start.offset,
      table.span.end.offset,
      'La forma no tiene campos; escriba al menos uno.',
    )
  }
  return { code: title[1]!, title: title[2]!, fields, span: places.span(start.offset, table.span.end.offset) }
}

function hasColumns(table: TableBlock): boolean {
  const names = table.header.cells.map((cell) => foldText(cell.text))
  return names.length === COLUMNS.length && COLUMNS.every((name, index) => names[index] === name)
}

function readField(row: Row, notes: Notes): Field | null {
  const [name, type, required, help] = row.cells
  if (!name || name.text === '' || row.cells.length > COLUMNS.length) {
    const say = 'Cada fila de la forma lleva CAMPO, TIPO, OBLIGATORIO y AYUDA; una barra en el texto se escribe «\\|».'
    notes.say('campo-mal-escrito', row.span.start.offset, row.span.end.offset, say)
    return null
  }
  const parsed = parseFieldType(type?.text ?? '')
  const at = (type?.text ? type : name).span
  if (!parsed.ok) notes.say('campo-mal-escrito', at.start.offset, at.end.offset, parsed.problem)
  const answer = foldText(required?.text ?? '')
  if (answer !== 'si' && answer !== 'no') {
    const place = (required?.text ? required : name).span
    notes.say('campo-mal-escrito', place.start.offset, place.end.offset, 'OBLIGATORIO se responde «sí» o «no».')
  }
  return parsed.ok ? { name: name.text, type: parsed.value, required: answer === 'si', help: help?.text ?? '' } : null
}

/** Reads a TIPO cell: `texto`, `número (1–9)`, `lista: a; b; c`, `archivo (pdf)`… */
export function parseFieldType(text: string): Parsed<FieldType> {
  const folded = foldText(text)
  if (Object.hasOwn(PLAIN, folded)) return good({ kind: PLAIN[folded]! })
  if (/^numero\b/.test(folded)) return parseNumber(folded)
  if (/^lista\b/.test(folded)) return parseList(text)
  if (/^archivo\b/.test(folded)) return parseFile(folded)
  const names = [...TYPE_NAMES, ...MORE_TYPE_NAMES]
  const meant = nearest(text, names)
  return bad(
    `El tipo «${text}» no se conoce. ${meant ? `¿Quiso escribir «${meant}»?` : `Los tipos son ${names.join(', ')}.`}`,
  )
}

function parseNumber(folded: string): Parsed<FieldType> {
  if (folded === 'numero') return good({ kind: 'number' })
  const range = /^numero ?\( ?(-?\d{1,12}) ?[–-] ?(-?\d{1,12}) ?\)$/.exec(folded)
  if (!range) return bad('Los límites de un número se escriben «número (1–9)».')
  const [min, max] = [Number(range[1]), Number(range[2])]
  return min <= max ? good({ kind: 'number', min, max }) : bad(`El menor va primero: «número (${max}–${min})».`)
}

function parseList(text: string): Parsed<FieldType> {
  const after = /^\s*lista\s*:(.*)$/is.exec(text)?.[1]
  const options = (after ?? '').split(';').map((option) => option.trim())
  if (after === undefined || options.some((option) => option === '')) {
    return bad('Las opciones de una lista se escriben «lista: una; otra; otra más», separadas por punto y coma.')
  }
  const distinct = new Set(options.map(foldText)).size
  return distinct === options.length
    ? good({ kind: 'list', options })
    : bad('La lista repite una opción; deje cada una una vez.')
}

function parseFile(folded: string): Parsed<FieldType> {
  if (folded === 'archivo') return good({ kind: 'file', accepts: FILES })
  const kinds = /^archivo ?\(([^()]+)\)$/
    .exec(folded)?.[1]
    ?.split(',')
    .map((kind) => kind.trim())
  const known = kinds?.every((kind) => FILES.includes(kind))
  return kinds && known
    ? good({ kind: 'file', accepts: kinds })
    : bad('Un archivo se escribe «archivo (pdf, imagen)», con una o las dos clases.')
}

function sayRepeated(table: TableBlock, notes: Notes): void {
  const seen = new Set<string>()
  for (const { cells } of table.rows) {
    const name = foldText(cells[0]?.text ?? '')
    if (name !== '' && seen.has(name)) {
      const { start, end } = cells[0]!.span
      notes.say(
        'campo-mal-escrito',
        start.offset,
        end.offset,
        `El campo «${cells[0]!.text}» ya está en la forma; dele otro nombre.`,
      )
    }
    seen.add(name)
  }
}
