import { type Cell, LINE, NUMBER_STRIP, SMALL, SMALL_LINE, STRIP, stripOf, TAG, TEXT, tagWidth } from '../cell.ts'
import type { PlacedCell } from '../geometry.ts'
import { textWidth } from '../text.ts'
import type { Marks } from '../types.ts'
import { element, LINE_INK, n, PAPER, SOFT, TINT, textLine } from './mark-up.ts'

const STROKE = 1

/** A symbol with what hangs on it. */
export function drawCell(placed: PlacedCell, marks: Marks | undefined): string {
  const { node } = placed.cell
  const state = stateOf(placed, marks)
  const body = [drawShape(placed, state), drawWords(placed), drawHangings(placed), drawVisits(placed, marks)].join('')
  const classes = ['fc-node', `fc-${node.kind}`, ...(state === 'plain' ? [] : [`fc-is-${state}`])]
  return element('g', { class: classes.join(' '), ...(node.row === null ? {} : { 'data-row': node.row }) }, body)
}

type State = 'plain' | 'current' | 'visited' | 'ahead'

/** A gate stands with its row; what no case can be at (a connector, INICIO) is as plain as the chart. */
function stateOf({ cell: { node } }: PlacedCell, marks: Marks | undefined): State {
  if (marks === undefined) return 'plain'
  const row = node.row
  if (row === null) return node.kind === 'start' ? 'visited' : 'ahead'
  const own = node.kind === 'activity' || node.kind === 'branch' || node.kind === 'parallel-row' || node.id === row
  if (own && marks.current.includes(row)) return 'current'
  const visits = node.kind === 'question' && node.id !== row ? answered(row, marks) : (marks.visits[row] ?? 0)
  return visits > 0 ? 'visited' : 'ahead'
}

function answered(row: string, marks: Marks): number {
  return Object.entries(marks.edges).reduce((sum, [key, count]) => (key.startsWith(`${row}?>`) ? sum + count : sum), 0)
}

const FILLS: Readonly<Record<State, string>> = { plain: PAPER, current: '#ffe9a8', visited: '#e3eefb', ahead: PAPER }

function drawShape({ cell, x, y, width }: PlacedCell, state: State): string {
  const { height, node } = cell
  const left = x - width / 2
  const top = y - height / 2
  const look = {
    fill: FILLS[state],
    stroke: state === 'ahead' ? '#8b97a5' : LINE_INK,
    'stroke-width': state === 'current' ? 2.4 : STROKE,
    class: 'fc-shape',
  }
  const box = { x: left, y: top, width, height, ...look }
  switch (node.kind) {
    case 'start':
    case 'end':
      return element('rect', { ...box, rx: height / 2, fill: state === 'plain' ? TINT : look.fill })
    case 'question':
      return polygon([x, top, x + width / 2, y, x, top + height, left, y], look)
    case 'parallel':
    case 'join':
      return element('rect', { x: left, y: top, width, height, fill: look.stroke, class: 'fc-bar' })
    case 'answer':
      return element('rect', { ...box, rx: 7, fill: state === 'plain' ? TINT : look.fill })
    case 'circle-in':
    case 'circle-out':
      return element('circle', { cx: x, cy: y, r: height / 2, ...look })
    case 'page-in':
    case 'page-out':
      return polygon([left, top, left + width, top, left + width, y + 3, x, top + height, left, y + 3], look)
    case 'call':
      return element('rect', box) + bars(left, top, width, height, look.stroke)
    default:
      return element('rect', { ...box, rx: 1.5 }) + numberRule(cell, left, top, look.stroke)
  }
}

function bars(left: number, top: number, width: number, height: number, stroke: string): string {
  return [left + 5, left + width - 5]
    .map((x) => rule(x, top, x, top + height, { stroke, 'stroke-width': STROKE, class: 'fc-rule' }))
    .join('')
}

function numberRule({ numberWidth, width, height }: Cell, left: number, top: number, stroke: string): string {
  const look = { stroke, 'stroke-width': 0.6, class: 'fc-rule' }
  const x = left + numberWidth
  const y = top + NUMBER_STRIP
  return numberWidth === 0 ? rule(left, y, left + width, y, look) : rule(x, top, x, top + height, look)
}

function rule(x1: number, y1: number, x2: number, y2: number, look: Readonly<Record<string, string | number>>): string {
  return element('line', { x1, y1, x2, y2, ...look })
}

function polygon(points: readonly number[], look: Readonly<Record<string, string | number>>): string {
  return element('polygon', { points: points.map(n).join(' '), ...look })
}

function drawWords(placed: PlacedCell): string {
  const { cell, x, y, width } = placed
  switch (cell.node.kind) {
    case 'parallel':
    case 'join':
      return ''
    case 'start':
    case 'end':
      return centred(cell.lines, x, y, TEXT, LINE, true)
    case 'answer':
      return centred(cell.lines, x, y, SMALL, SMALL_LINE, true)
    case 'circle-in':
    case 'circle-out':
      return centred(cell.lines, x, y, TEXT + 1, LINE, true)
    case 'page-in':
    case 'page-out': {
      const caption = textLine(cell.node.caption ?? '', x + width / 2 + 4, y + 2, {
        size: SMALL,
        fill: SOFT,
        class: 'fc-soft',
      })
      return centred(cell.lines, x, y - 2.5, TEXT + 1, LINE, true) + caption
    }
    case 'question': {
      const number = cell.number
      const corner =
        number === undefined
          ? ''
          : textLine(number, x - width / 2 + 3, y - cell.height / 2 + 7, { size: TEXT, bold: true, class: 'fc-number' })
      return centred(cell.lines, x, y, TEXT, LINE, false) + corner + (number === undefined ? '' : cornerFooters(placed))
    }
    default:
      return boxWords(placed)
  }
}

function centred(lines: readonly string[], x: number, y: number, size: number, line: number, bold: boolean): string {
  const top = y - (lines.length * line) / 2
  return lines
    .map((text, at) => textLine(text, x, top + at * line + baseline(line, size), { size, bold, anchor: 'middle' }))
    .join('')
}

/** From the top of a line to its baseline, so that capitals stand in its middle. */
function baseline(line: number, size: number): number {
  return (line + size * 0.71) / 2
}

function boxWords({ cell, x, y, width }: PlacedCell): string {
  const left = x - width / 2 + cell.numberWidth
  const middle = left + (width - cell.numberWidth) / 2
  const footer = cell.footers.reduce((sum, each) => sum + each.lines.length * SMALL_LINE + 2, 0)
  const total = cell.lines.length * LINE + footer + cell.tags.length * (TAG + 2)
  const above = cell.number !== undefined && cell.numberWidth === 0
  let top = y - total / 2 + (above ? NUMBER_STRIP / 2 : 0)
  const at = above
    ? { x, y: y - cell.height / 2 + baseline(NUMBER_STRIP, TEXT) }
    : { x: x - width / 2 + cell.numberWidth / 2, y: y + TEXT * 0.36 }
  const number =
    cell.number === undefined
      ? ''
      : textLine(cell.number, at.x, at.y, {
          size: TEXT,
          bold: true,
          anchor: 'middle',
          class: 'fc-number',
        })
  const text = centred(cell.lines, middle, top + (cell.lines.length * LINE) / 2, TEXT, LINE, false)
  top += cell.lines.length * LINE
  return number + text + footersAndTags(cell, left + 5, top)
}

/** What is waited for and until when, each with its clock; then the signatures. */
function footersAndTags(cell: Cell, left: number, from: number): string {
  let top = from
  let drawn = ''
  for (const { kind, lines } of cell.footers) {
    top += 2
    drawn += clock(left + 3.5, top + SMALL_LINE / 2, kind)
    lines.forEach((text, at) => {
      drawn += textLine(text, left + 9, top + at * SMALL_LINE + baseline(SMALL_LINE, SMALL), {
        size: SMALL,
        fill: SOFT,
        class: 'fc-soft',
      })
    })
    top += lines.length * SMALL_LINE
  }
  for (const row of cell.tags) {
    let x = left
    for (const tag of row) {
      const width = tagWidth(tag)
      drawn += element('rect', {
        x,
        y: top + 2,
        width,
        height: TAG,
        rx: 2,
        fill: TINT,
        stroke: LINE_INK,
        'stroke-width': 0.5,
        class: 'fc-tag',
      })
      drawn += textLine(tag, x + width / 2, top + 2 + baseline(TAG, SMALL), {
        size: SMALL,
        bold: true,
        anchor: 'middle',
      })
      x += width + 3
    }
    top += TAG + 2
  }
  return drawn
}

/** A wait is a clock, a deadline a clock that is full. */
function clock(x: number, y: number, kind: 'wait' | 'deadline'): string {
  const face = {
    cx: x,
    cy: y,
    r: 3,
    fill: kind === 'wait' ? PAPER : SOFT,
    stroke: SOFT,
    'stroke-width': 0.8,
    class: `fc-clock fc-${kind}`,
  }
  const hand = kind === 'wait' ? SOFT : PAPER
  return (
    element('circle', face) +
    element('path', {
      d: `M${n(x)} ${n(y - 2)}V${n(y)}H${n(x + 1.6)}`,
      fill: 'none',
      stroke: hand,
      'stroke-width': 0.7,
      class: 'fc-hand',
    })
  )
}

/** What hangs on a question stands under the right side of its diamond. */
function cornerFooters({ cell, x, y }: PlacedCell): string {
  return footersAndTags(cell, x + 4, y + cell.height / 2)
}

function drawHangings(placed: PlacedCell): string {
  const { cell } = placed
  return (
    (cell.form === undefined ? '' : drawForm(placed)) +
    (cell.note === undefined ? '' : drawNote(placed)) +
    (cell.archive === undefined ? '' : drawArchive(placed))
  )
}

/** Height at which a shape's outline lies under a point beside its middle. */
function outline({ cell, width }: PlacedCell, off: number): number {
  return cell.node.kind === 'question' ? (cell.height / 2) * (1 - Math.abs(off) / (width / 2)) : cell.height / 2
}

const FORM_HEIGHT = 14

/** A document with its code, its lower edge torn. */
function drawForm(placed: PlacedCell): string {
  const { cell, x, y, width } = placed
  const lines = cell.form!
  const wide = Math.max(...lines.map((line) => textWidth(line, SMALL, 'medium'))) + 7
  const left = x - width / 2
  const top = y - cell.height / 2 - stripOf(lines) + 1
  const bottom = top + FORM_HEIGHT + (lines.length - 1) * SMALL_LINE
  const d = `M${n(left)} ${n(top)}H${n(left + wide)}V${n(bottom - 2)}C${n(left + wide * 0.7)} ${n(bottom - 5)} ${n(left + wide * 0.35)} ${n(bottom + 2.5)} ${n(left)} ${n(bottom - 1)}Z`
  const at = Math.min(wide - 4, 12)
  const line = rule(left + at, bottom - 1, left + at, y - outline(placed, at - width / 2), {
    stroke: LINE_INK,
    'stroke-width': 0.8,
    class: 'fc-rule',
  })
  const shape = element('path', { d, fill: PAPER, stroke: LINE_INK, 'stroke-width': 0.8, class: 'fc-form' })
  const code = lines.map((text, at) =>
    textLine(text, left + wide / 2, top + 8.3 + at * SMALL_LINE, { size: SMALL, bold: true, anchor: 'middle' }),
  )
  return line + shape + code.join('')
}

/** The bracket of a clarifying note, tied by a dashed line; its text stands below the chart. */
function drawNote(placed: PlacedCell): string {
  const { cell, x, y, width } = placed
  const says = `Nota ${cell.note}`
  const wide = textWidth(says, SMALL, 'medium') + 10
  const right = x + width / 2
  const left = right - wide
  const top = y - cell.height / 2 - STRIP + 1
  const d = `M${n(left)} ${n(top)}H${n(right - 5)}L${n(right)} ${n(top + 5)}V${n(top + 13)}H${n(left)}Z`
  const fold = `M${n(right - 5)} ${n(top)}V${n(top + 5)}H${n(right)}`
  const at = right - wide / 2
  const tie = rule(at, top + 13, at, y - outline(placed, at - x), {
    stroke: SOFT,
    'stroke-width': 0.8,
    'stroke-dasharray': '2 1.5',
    class: 'fc-tie',
  })
  const look = { stroke: SOFT, 'stroke-width': 0.8, class: 'fc-note' }
  return (
    tie +
    element('path', { d, fill: '#fffbe9', ...look }) +
    element('path', { d: fold, fill: 'none', ...look }) +
    textLine(says, left + (wide - 3) / 2, top + 9, { size: SMALL, bold: true, anchor: 'middle' })
  )
}

/** A triangle that stands on its point; a temporary one is open and has a T. */
function drawArchive(placed: PlacedCell): string {
  const { cell, x, y, width } = placed
  const middle = x - width / 2 + 12
  const from = y + outline(placed, middle - x)
  const top = y + cell.height / 2 + 4
  const permanent = cell.archive === 'permanent'
  const tie = rule(middle, from, middle, top, { stroke: LINE_INK, 'stroke-width': 0.8, class: 'fc-rule' })
  const look = {
    fill: permanent ? LINE_INK : PAPER,
    stroke: LINE_INK,
    'stroke-width': 0.9,
    class: `fc-archive fc-${cell.archive}`,
  }
  const triangle = polygon([middle - 8, top, middle + 8, top, middle, top + 14], look)
  const sign = permanent ? '' : textLine('T', middle, top + 7.4, { size: SMALL, bold: true, anchor: 'middle' })
  return (
    tie +
    triangle +
    sign +
    textLine(archiveSays(permanent, width), middle + 10, top + 7, { size: SMALL, fill: SOFT, class: 'fc-soft' })
  )
}

/** The word that stands beside the triangle, shorter where it would come under the box's middle. */
function archiveSays(permanent: boolean, width: number): string {
  if (width < 120) return permanent ? 'Def.' : 'Temp.'
  return permanent ? 'Definitivo' : 'Temporal'
}

/** How often a row was visited, when more than once. */
function drawVisits({ cell, x, y, width }: PlacedCell, marks: Marks | undefined): string {
  const { node } = cell
  const visits = node.row === null || node.id !== node.row ? 0 : (marks?.visits[node.row] ?? 0)
  if (visits < 2) return ''
  const at = { cx: x + width / 2 - 2, cy: y + (node.kind === 'question' ? -cell.height / 2 + 6 : -cell.height / 2) }
  const badge = element('circle', { ...at, r: 7, fill: '#17528f', stroke: PAPER, 'stroke-width': 1, class: 'fc-badge' })
  return (
    badge +
    textLine(`×${visits}`, at.cx, at.cy + 2.4, {
      size: SMALL,
      bold: true,
      anchor: 'middle',
      fill: PAPER,
      class: 'fc-badge-text',
    })
  )
}
