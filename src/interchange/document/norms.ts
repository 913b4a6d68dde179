import { foldText } from '#src/manual/index.ts'
import { doubt } from './phrases.ts'
import type { DraftLine, Remark, SourceLine } from './types.ts'

interface Item {
  number: string
  text: string
  where: string
  level: number
  indent: number
  remarks: Remark[]
  table: SourceLine[]
}

const NUMBERED = /^(?:[-•·*]\s*)?(\d{1,2}(?:\.\s?\d{1,2})*)[.)]?\s+(?=\S)/

/** The norms of a document as a Markdown list with their numbers. */
export function readNormLines(lines: readonly SourceLine[]): DraftLine[] {
  const items: Item[] = []
  for (const line of joinTorn(lines)) {
    if (line.cells) {
      items.at(-1)?.table.push(line)
      continue
    }
    if (line.text === '') continue
    const head = NUMBERED.exec(line.text)
    const number = (head?.[1] ?? '').replace(/\s/g, '')
    const text = line.text.slice(head?.[0].length ?? 0).replace(/^[-•·*]\s+/, '')
    items.push({
      number,
      text,
      where: line.where,
      level: number.split('.').length,
      indent: line.indent ?? 0,
      remarks: [],
      table: [],
    })
  }
  numberGaps(items)
  const base = Math.min(9, ...items.filter(({ number }) => number !== '').map(({ level }) => level))
  return items.flatMap((item) => toLines(item, base))
}

/** The printed numbers of norms written by `readNormLines`, and whether each holds a table. */
export function numbersOf(lines: readonly DraftLine[]): Map<string, boolean> {
  const found = new Map<string, boolean>()
  let last = ''
  for (const { text } of lines) {
    const number = /^\s*(\d{1,2}(?:\.\d{1,2})*)\.?\s/.exec(text)?.[1]
    if (number !== undefined) {
      last = number
      if (!found.has(number)) found.set(number, false)
    }
    // A table goes with the item it is indented under, not with a numbered line inside that item.
    if (/^\s*\|/.test(text) && last !== '') found.set(/^\s+\|/.test(text) ? last.split('.')[0]! : last, true)
  }
  return found
}

// A sentence that a page break tore in two goes on with a small letter.
export function joinTorn(lines: readonly SourceLine[]): SourceLine[] {
  const out: SourceLine[] = []
  for (const line of lines) {
    if (line.text === '' && !line.cells) continue
    const last = out.at(-1)
    const torn = last && !last.cells && !line.cells && !/[.:;?!]$/.test(last.text) && /^\p{Ll}(?![).])/u.test(line.text)
    if (torn) out[out.length - 1] = { ...last, text: `${last.text} ${line.text}` }
    else out.push(line)
  }
  return out
}

// Extraction loses some of the automatic numbers of a list: one is put back where just as many are missing as items lack it.
function numberGaps(items: readonly Item[]): void {
  for (let at = 0; at < items.length; ) {
    if (items[at]!.number !== '') {
      at += 1
      continue
    }
    let end = at
    while (end < items.length && items[end]!.number === '') end += 1
    fill(items.slice(at, end), items[at - 1], items[end], items)
    at = end
  }
}

function fill(gone: readonly Item[], before: Item | undefined, after: Item | undefined, all: readonly Item[]): void {
  const margin = (after ?? before)?.indent ?? 0
  const lost = gone.filter(({ indent }) => indent <= margin)
  // What stands further in is of the item above it.
  for (const item of gone) if (item.indent > margin) item.level = 9
  const path = (after ?? before)?.number.split('.') ?? []
  const parent = path.slice(0, -1).join('.')
  const next = after ? Number(path.at(-1)) : Number.POSITIVE_INFINITY
  const startsList = after !== undefined && path.length > 1 && before?.number === parent
  const from = before && !startsList && before.level === path.length ? Number(before.number.split('.').at(-1)) : 0
  const sameList = !after || !before || startsList || before.level === after.level
  const gap = next - from - 1
  const alone = all.every(({ number }) => number === '')
  if ((gap === lost.length && sameList) || alone) {
    for (const [index, item] of lost.entries()) {
      const number = `${parent ? `${parent}.` : ''}${from + index + 1}`
      item.number = number
      item.level = number.split('.').length
      item.remarks.push(
        doubt('norma-numerada', `La norma perdió su número; por las que la rodean es la ${number}.`, item.where),
      )
    }
    return
  }
  for (const item of lost) {
    item.level = 9
    if (gap > 0 && after && sameList)
      item.remarks.push(doubt('norma-dudosa', 'la norma perdió su número y no se puede saber cuál es', item.where))
  }
}

function toLines(item: Item, base: number): DraftLine[] {
  const { number, text, where, level, remarks } = item
  const sign = number === '' ? '   -' : level === base ? `${number}.` : `   ${number}.`
  // Markdown would run numbers with dots into one paragraph.
  const apart: DraftLine[] = base > 1 && level === base ? [{ text: '', where, remarks: [] }] : []
  const lines: DraftLine[] = [...apart, { text: `${sign} ${text}`, where, remarks }]
  const rows = joinRows(item.table)
  if (rows.length === 0) return lines
  const columns = Math.max(...rows.map((row) => row.cells!.length))
  const write = (cells: readonly string[]) =>
    `   | ${Array.from({ length: columns }, (_, index) => escapeCell(cells[index] ?? '')).join(' | ')} |`
  const plain = (line: string, row = rows[0]!): DraftLine => ({ text: line, where: row.where, remarks: [] })
  return [
    ...lines,
    plain(''),
    plain(write(rows[0]!.cells!)),
    plain(`   |${'---|'.repeat(columns)}`),
    ...rows.slice(1).map((row) => plain(write(row.cells!), row)),
    plain(''),
  ]
}

/** A row whose first cell is empty goes on with the row above, cell by cell. */
export function joinRows(lines: readonly SourceLine[]): SourceLine[] {
  const rows: SourceLine[] = []
  for (const line of lines) {
    const last = rows.at(-1)
    const first = line.cells![0] ?? ''
    const goesOn =
      last && rows.length > 1 && (first === '' || /^\p{Ll}/u.test(first)) && line.cells!.some((cell) => cell !== '')
    if (goesOn) {
      const cells = last.cells!.map((cell, index) => `${cell} ${line.cells![index] ?? ''}`.trim())
      rows[rows.length - 1] = { ...last, cells }
    } else if (line.cells!.some((cell) => cell !== '')) rows.push(line)
  }
  const used = Math.max(0, ...rows.map(({ cells }) => (cells ?? []).findLastIndex((cell) => cell !== '') + 1))
  return rows.map((row) => ({ ...row, cells: row.cells!.slice(0, used) }))
}

export function escapeCell(text: string): string {
  return text
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|')
    .trim()
}

export const isNormsTitle = (text: string): boolean =>
  /^normas? (?:especificas|generales)$/.test(foldText(text).replace(/[.:]$/, ''))
