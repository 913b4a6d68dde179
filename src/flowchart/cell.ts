import { type CompiledProcedure, type CompiledRow, rowOf } from '#src/procedure/index.ts'
import { callSays, deadlineSays, SIGNATURE_TAGS, waitSays } from './says.ts'
import { cutText, textWidth, wrapText } from './text.ts'
import type { PlanNode } from './types.ts'

/** Sizes of type, in points. */
export const TEXT = 8
export const LINE = 9.8
export const SMALL = 7
export const SMALL_LINE = 8.6
export const STRIP = 20
export const TAG = 10
/** Boxes that are narrower have their number above the text, not beside it. */
const NARROW = 108
export const NUMBER_STRIP = 11

/** A symbol with everything that hangs on it, measured. The flow's lines meet the shape at the middle of its sides. */
export interface Cell {
  readonly node: PlanNode
  /** The shape itself. */
  readonly width: number
  readonly height: number
  /** What it takes above and below its middle, its strips included. */
  readonly above: number
  readonly below: number
  readonly number?: string
  /** Width of the part that holds the number, on the left; 0 where the number stands in a strip above the text. */
  readonly numberWidth: number
  readonly lines: readonly string[]
  /** A word of the text that a box could hold does not fit into this one. */
  readonly broken?: boolean
  /** Lines under the text: what is waited for and until when. */
  readonly footers: readonly Footer[]
  readonly tags: readonly (readonly string[])[]
  /** Code of a form, on the left above; in two lines where it is long. */
  readonly form?: readonly string[]
  /** Number of a note, on the right above. */
  readonly note?: number
  /** A paper kept, on the left below. */
  readonly archive?: 'permanent' | 'temporary'
}

export interface Footer {
  readonly kind: 'wait' | 'deadline'
  readonly lines: readonly string[]
  readonly broken: boolean
}

/** Measures a symbol for a column of that width. `noteOf` numbers the row's note. */
export function measureCell(
  version: CompiledProcedure,
  node: PlanNode,
  width: number,
  noteOf: (row: string) => number | undefined,
): Cell {
  switch (node.kind) {
    case 'start':
    case 'end':
      return bare(node, Math.min(width, 84), 22, [node.kind === 'start' ? 'INICIO' : 'FIN'])
    case 'parallel':
    case 'join':
      return bare(node, width, 5, [])
    case 'answer':
      return answerCell(node, width)
    case 'circle-in':
    case 'circle-out':
      return bare(node, 20, 20, [node.says ?? ''])
    case 'page-in':
    case 'page-out':
      return bare(node, 22, 24, [node.says ?? ''])
    case 'call':
      return callCell(version, node, width)
    case 'question':
      return questionCell(version, node, width, noteOf)
    default:
      return boxCell(rowOf(version, node.row!), node, width, noteOf)
  }
}

function bare(node: PlanNode, width: number, height: number, lines: readonly string[]): Cell {
  const half = height / 2
  return { node, width, height, above: half, below: half, numberWidth: 0, lines, footers: [], tags: [] }
}

function answerCell(node: PlanNode, width: number): Cell {
  const lines = wrapText(node.says ?? '', SMALL, width - 16, 'medium')
  return bare(node, width, Math.max(16, lines.length * SMALL_LINE + 6), lines)
}

function callCell(version: CompiledProcedure, node: PlanNode, width: number): Cell {
  const lines = wrapText(callSays(version, node.row!), TEXT, width - 22)
  const broken = breaksWord(callSays(version, node.row!), lines)
  return { ...bare(node, width, 0, lines), ...boxed(lines, [], []), broken }
}

function boxCell(row: CompiledRow, node: PlanNode, width: number, noteOf: (row: string) => number | undefined): Cell {
  const numberWidth = width < NARROW ? 0 : Math.max(17, textWidth(row.number, TEXT, 'medium') + 7)
  const room = width - numberWidth - (width < NARROW ? 8 : 10)
  const lines = wrapText(row.text, TEXT, room)
  const footers = footersOf(row, room - 10)
  const tags = tagRows(row, room)
  const strip = numberWidth === 0 ? NUMBER_STRIP : 0
  const sized = {
    ...bare(node, width, 0, lines),
    ...boxed(lines, footers, tags, strip),
    number: row.number,
    numberWidth,
    broken: breaksWord(row.text, lines) || footers.some(({ broken }) => broken),
  }
  return withStrips(sized, row, noteOf(row.number), width)
}

function boxed(lines: readonly string[], footers: readonly Footer[], tags: Cell['tags'], strip = 0) {
  const footer = footers.reduce((sum, each) => sum + each.lines.length * SMALL_LINE + 2, 0)
  const height = Math.max(30, lines.length * LINE + footer + tags.length * (TAG + 2) + 11 + strip)
  return { height, above: height / 2, below: height / 2, lines, footers, tags }
}

/** A diamond just high enough for its question; what hangs on a question that does not act stands below its right side. */
function questionCell(
  version: CompiledProcedure,
  node: PlanNode,
  width: number,
  noteOf: (row: string) => number | undefined,
): Cell {
  const row = rowOf(version, node.row!)
  const question = `¿${row.step.question ?? ''}?`
  const { lines, height } = diamond(question, width)
  const cell = { ...bare(node, width, height, lines), broken: breaksWord(question, lines) }
  if (node.id !== row.number) return cell
  // From beside the line that leaves below to the diamond's right corner.
  const zone = width / 2 - 4
  const footers = footersOf(row, zone - 9)
  const tags = tagRows(row, zone)
  const extra = footers.reduce((sum, each) => sum + each.lines.length * SMALL_LINE + 2, 0) + tags.length * (TAG + 2) + 2
  const broken = cell.broken || footers.some((footer) => footer.broken)
  const hung = { ...cell, number: row.number, footers, tags, broken }
  const stripped = withStrips(hung, row, noteOf(row.number), width)
  return footers.length + tags.length === 0
    ? stripped
    : { ...stripped, below: Math.max(stripped.below, height / 2 + extra) }
}

/** Words that are longer may be broken. */
const LONG_WORD = 100

function breaksWord(text: string, lines: readonly string[]): boolean {
  const kept = new Set(lines.join(' ').split(' '))
  return text.split(/\s+/).some((word) => !kept.has(word) && textWidth(word, TEXT) <= LONG_WORD)
}

function diamond(question: string, width: number): { lines: string[]; height: number } {
  const words = question.split(/\s+/).length
  for (let half = 22; ; half += 2) {
    for (let count = 1; count <= words; count++) {
      const room = (line: number) => {
        const far = Math.max(Math.abs(line - count / 2), Math.abs(line + 1 - count / 2)) * LINE
        return line < count ? width * (1 - far / half) - 6 : 0
      }
      if (Array.from({ length: count }, (_, line) => room(line)).some((each) => each < 8)) break
      const lines = wrapText(question, TEXT, room)
      const whole = lines.join(' ') === question.split(/\s+/).join(' ')
      if (lines.length === count && (whole || half > 80)) return { lines, height: 2 * half }
    }
    if (half > 400) return { lines: wrapText(question, TEXT, width / 2), height: 2 * half }
  }
}

function withStrips(cell: Cell, { facts }: CompiledRow, note: number | undefined, width: number): Cell {
  const form = facts.form === undefined ? undefined : formLines(facts.form, width / 2 - 14)
  const top = form !== undefined ? stripOf(form) : note !== undefined ? STRIP : 0
  return {
    ...cell,
    above: cell.above + top,
    below: cell.below + (facts.archive === undefined ? 0 : STRIP),
    ...(form !== undefined && { form }),
    ...(note !== undefined && { note }),
    ...(facts.archive && { archive: facts.archive.kind }),
  }
}

/** Height of the strip in which a form hangs. */
export function stripOf(form: readonly string[]): number {
  return STRIP + (form.length - 1) * SMALL_LINE
}

/** A code that is too long goes on after one of its hyphens. */
function formLines(code: string, room: number): string[] {
  const parts = code.split(/(?<=-)/)
  const head = parts.findLastIndex((_, at) => textWidth(parts.slice(0, at).join(''), SMALL, 'medium') <= room)
  const lines = [parts.slice(0, head).join(''), parts.slice(head).join('')]
  const whole = textWidth(code, SMALL, 'medium') <= room
  return (whole || head < 1 ? [code] : lines).map((line) => cutText(line, SMALL, room, 'medium'))
}

function footersOf({ facts }: CompiledRow, room: number): Footer[] {
  const footer = (kind: Footer['kind'], text: string): Footer => {
    const lines = wrapText(text, SMALL, room)
    return { kind, lines, broken: breaksWord(text, lines) }
  }
  return [
    ...(facts.wait ? [footer('wait', waitSays(facts.wait))] : []),
    ...(facts.deadline ? [footer('deadline', deadlineSays(facts.deadline))] : []),
  ]
}

function tagRows({ facts }: CompiledRow, room: number): string[][] {
  const rows: string[][] = []
  let used = room + 1
  for (const { kind } of facts.signatures) {
    const tag = SIGNATURE_TAGS[kind]
    const wide = tagWidth(tag) + 3
    if (used + wide > room) {
      rows.push([])
      used = 0
    }
    rows.at(-1)!.push(tag)
    used += wide
  }
  return rows
}

export function tagWidth(tag: string): number {
  return textWidth(tag, SMALL, 'medium') + 8
}
