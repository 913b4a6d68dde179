import { itemsOf } from './clean-markup.ts'
import type { Names } from './names.ts'
import { escapeCell } from './norms.ts'
import {
  doubt,
  ended,
  type KnownNorms,
  normalAnswer,
  normalCites,
  normalJump,
  normalTime,
  type Wording,
} from './phrases.ts'
import { readResponsibles } from './responsible.ts'
import { BRANCH, kindOfRow, type RowKind, type StepTable, withoutMarks } from './step-rows.ts'
import type { DraftRow, RawRow, Remark } from './types.ts'

interface Merged {
  readonly kind: 'step' | 'branch'
  readonly row: RawRow
  readonly remarks: Remark[]
}

/** The rows of a step table as the notation writes them. */
export function buildRows(table: StepTable, names: Names, norms: KnownNorms): DraftRow[] {
  const { rows: own, nested } = table.hasNumber ? { rows: table.rows, nested: [] } : takeNested(table.rows)
  const split = table.hasNumber ? own : own.flatMap(splitItems)
  const { merged, roles } = merge({ ...table, rows: split }, names)
  const rows: DraftRow[] = []
  const used = new Set<number>()
  let step = 0
  let answers = 0
  for (const [index, { kind, row, remarks }] of merged.entries()) {
    if (kind === 'branch') {
      answers += 1
      rows.push(branchRow(row, step, answers, remarks, norms))
      continue
    }
    answers = 0
    const printed = Number(row.number)
    const known = row.number !== '' && !used.has(printed)
    const number = known ? printed : Math.max(0, ...used) + 1
    if (table.hasNumber && row.number === '')
      remarks.push(doubt('paso-sin-numero', `la fuente no numera este paso; aquí es el ${number}`, row.where))
    else if (row.number !== '' && !known)
      remarks.push(
        doubt('numero-repetido', `la fuente numera dos veces el paso ${printed}; aquí es el ${number}`, row.where),
      )
    if (!table.hasNumber && rows.length === 0)
      remarks.push(
        doubt('tabla-sin-numeros', 'la fuente no numera los pasos; aquí van en el orden en que están', row.where),
      )
    used.add(number)
    step = number
    const role = roleOf(roles[index]!, rows.length === 0, table.hasResponsible, row, remarks)
    const time = normalTime(row.time, row.where)
    const wording = wordingOf(row.activity, step, row.where, norms)
    rows.push({
      responsible: role,
      number: String(number),
      text: wording.text,
      time: time.time,
      where: row.where,
      remarks: [...remarks, ...time.remarks, ...wording.remarks],
    })
  }
  return withDetail(rows, nested)
}

// A picture of another table inside a cell is read as rows of this one; none of their TIEMPO cells is a time.
function takeNested(rows: readonly RawRow[]): { rows: readonly RawRow[]; nested: readonly RawRow[] } {
  const inside = (row: RawRow) =>
    (row.time !== '' && !/\d/.test(row.time.replace(/[A-Z]\d+/g, ''))) || /^\d{1,2}$/.test(row.responsible)
  return { rows: rows.filter((row) => !inside(row)), nested: rows.filter(inside) }
}

function withDetail(rows: DraftRow[], nested: readonly RawRow[]): DraftRow[] {
  const last = rows.at(-1)
  if (!last || nested.length === 0) return rows
  const [head, ...rest] = nested.map(
    ({ responsible, activity, time }) => `| ${[responsible, activity, time].map(escapeCell).join(' | ')} |`,
  )
  const detail = [head!, '|---|---|---|', ...rest].join('\n')
  const message = 'la fuente tiene aquí otra tabla dentro de la celda; quedó como detalle del paso'
  return [
    ...rows.slice(0, -1),
    { ...last, detail, remarks: [...last.remarks, doubt('linea-ilegible', message, nested[0]!.where)] },
  ]
}

function roleOf(role: string, first: boolean, hasColumn: boolean, row: RawRow, remarks: Remark[]): string {
  if (!hasColumn) {
    remarks.push(doubt('sin-responsable', 'la tabla de la fuente no tiene columna RESPONSABLE', row.where))
    return '—'
  }
  if (role !== '' || !first) return role
  remarks.push(doubt('sin-responsable', 'la fuente no dice quién hace este paso', row.where))
  return '—'
}

function branchRow(row: RawRow, step: number, count: number, before: Remark[], norms: KnownNorms): DraftRow {
  const printed = BRANCH.exec(row.activity)
  const number = printed ? `${Number(printed[1])}.${Number(printed[2])}` : row.number || `${step}.${count}`
  const text = printed ? row.activity.slice(printed[0].length) : row.activity
  const { answer, text: action, remarks } = normalAnswer(text, number, row.where)
  const wording = wordingOf(action, step, row.where, norms)
  const time = normalTime(row.time, row.where)
  return {
    responsible: '',
    number,
    text: [answer, wording.text].filter((part) => part !== '').join(' '),
    time: time.time,
    where: row.where,
    remarks: [...before, ...remarks, ...wording.remarks, ...time.remarks],
  }
}

function wordingOf(activity: string, step: number, where: string, norms: KnownNorms): Wording {
  const text = withoutMarks(activity.replace(/\s+/g, ' ').trim())
  const cited = normalCites({ text, remarks: [] }, norms, where)
  const jumped = normalJump(cited, step, where)
  const whole = ended(jumped.text)
  const stopped = whole !== jumped.text && jumped.text !== ''
  return {
    text: whole,
    remarks: stopped
      ? [...jumped.remarks, doubt('punto-final', 'Se puso el punto final que faltaba.', where)]
      : jumped.remarks,
  }
}

function merge(table: StepTable, names: Names): { merged: Merged[]; roles: string[] } {
  const kinds: RowKind[] = []
  const merged: { kind: 'step' | 'branch'; row: RawRow; remarks: Remark[] }[] = []
  const places: number[] = []
  for (const [index, row] of table.rows.entries()) {
    const last = merged.at(-1)
    const kind = kindOfRow(row, last?.row, table.hasNumber)
    kinds.push(kind)
    if (kind === 'step' || kind === 'branch') {
      merged.push({ kind, row, remarks: [] })
      places.push(index)
    } else if (kind === 'rest' && last) {
      last.row = { ...last.row, activity: `${last.row.activity} ${row.activity}` }
      last.remarks.push(doubt('fila-unida', `La fila siguiente sigue esta oración: «${row.activity}».`, row.where))
    } else if (kind === 'echo' && last) {
      last.remarks.push(
        doubt('linea-ilegible', `la fuente repite aquí una línea que no se lee, «${row.activity}»`, row.where),
      )
    }
  }
  const found = table.hasResponsible
    ? readResponsibles(
        table.rows,
        kinds.map((kind) => kind === 'step'),
        names,
      )
    : table.rows.map(() => ({ role: '', remarks: [] }))
  for (const [at, place] of places.entries()) merged[at]!.remarks.push(...found[place]!.remarks)
  return { merged, roles: places.map((place) => found[place]!.role) }
}

// Where no row has a number, each item of a cell is a step; the time of the cell goes with the first.
function splitItems(row: RawRow): RawRow[] {
  const items = itemsOf(row.activity)
  if (items.length === 0) return [row]
  return items.map((activity, index) => ({
    responsible: index === 0 ? row.responsible : '',
    number: '',
    activity,
    time: index === 0 ? row.time : '',
    where: row.where,
  }))
}
