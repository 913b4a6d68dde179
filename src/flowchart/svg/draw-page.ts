import type { CompiledProcedure } from '#src/procedure/index.ts'
import { SMALL, SMALL_LINE, TEXT } from '../cell.ts'
import type { Composition } from '../compose.ts'
import type { Geometry } from '../geometry.ts'
import { notesOf } from '../notes.ts'
import type { Room } from '../on-pages.ts'
import { textWidth, wrapText } from '../text.ts'
import type { FlowchartOptions, FlowchartPage, Lane, Marks } from '../types.ts'
import { drawCell } from './draw-cell.ts'
import { drawHeat } from './draw-heat.ts'
import { drawLabels, drawLines } from './draw-lines.ts'
import { element, INK, LINE_INK, n, PAPER, SOFT, TINT, textLine } from './mark-up.ts'

const TITLE = 11
const TITLE_LINE = 13.5
const NOTE = 7
const NOTE_LINE = 8.8
const SCREEN_MARGIN = 12

export interface PageWords {
  readonly title: string
  readonly source: string
}

export function pageWords({ manual, procedure }: CompiledProcedure, title: string | undefined): PageWords {
  return {
    title: title ?? `PROCEDIMIENTO No. ${procedure.number}. ${procedure.title}`,
    source: `${manual.front.code}, versión ${manual.front.version}`,
  }
}

/** How much of a page the chart may take at a scale. */
export function roomOn(version: CompiledProcedure, words: PageWords): Room {
  return {
    width: (paper, scale) => (paper.width - 2 * paper.margin) / scale,
    height: (paper, page, scale) => {
      const inner = paper.width - 2 * paper.margin
      const around = titleHeight(words, inner) + absentHeight(page, inner) + notesHeight(version, page, inner)
      return (paper.height - 2 * paper.margin - around) / scale - headHeight(page)
    },
  }
}

/** A page as an SVG that stands alone: presentation attributes only, and class names by which a page can restyle it. */
export function drawPage(
  version: CompiledProcedure,
  words: PageWords,
  { pages, paper, scale }: Composition,
  at: number,
  marks: Marks | undefined,
  heat?: FlowchartOptions['heat'],
): FlowchartPage {
  const page = pages[at]!
  const chartWidth = page.width
  const head = headHeight(page)
  const margin = paper?.margin ?? SCREEN_MARGIN
  const inner = paper === null ? chartWidth : paper.width - 2 * margin
  const titleTall = titleHeight(words, inner) + absentHeight(page, inner)
  const notesTall = notesHeight(version, page, inner)
  const chartTall = head + page.height
  const width = paper?.width ?? inner + 2 * margin
  const height = paper?.height ?? titleTall + chartTall + notesTall + 2 * margin
  // Lanes go down to the notes, so that every sheet is as full as the others.
  const laneTall =
    paper === null ? chartTall : Math.max(chartTall, (height - 2 * margin - titleTall - notesTall) / scale)
  const left = margin + (inner - chartWidth * scale) / 2
  const chart = [
    drawHeads(page, head, laneTall),
    element(
      'g',
      { transform: `translate(0 ${n(head)})` },
      drawLines(page, marks) +
        page.cells.map((cell) => drawCell(cell, marks)).join('') +
        drawLabels(page.labels) +
        drawHeat(page.cells, heat),
    ),
  ].join('')
  const body = [
    element('rect', { x: 0, y: 0, width, height, fill: PAPER, class: 'fc-paper' }),
    drawTitle(words, margin, inner, pages.length > 1 || paper !== null ? `Hoja ${at + 1} de ${pages.length}` : ''),
    drawAbsent(page, margin, inner, margin + titleHeight(words, inner)),
    element(
      'g',
      { transform: `translate(${n(left)} ${n(margin + titleTall)})${scale === 1 ? '' : ` scale(${n4(scale)})`}` },
      chart,
    ),
    drawNotes(version, page, margin, inner, height - margin - notesTall),
  ].join('')
  const label = `Flujograma. ${words.title}${pages.length > 1 ? `, hoja ${at + 1} de ${pages.length}` : ''}`
  const svg = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${n(width)} ${n(height)}`,
      'font-family': 'Roboto, Helvetica, Arial, sans-serif',
      role: 'img',
      'aria-label': label,
      class: 'flowchart',
    },
    body,
  )
  return { svg, width, height }
}

const n4 = (value: number) => String(Math.round(value * 10_000) / 10_000)

function titleHeight({ title }: PageWords, inner: number): number {
  return titleLines(title, inner).length * TITLE_LINE + 9
}

function titleLines(title: string, inner: number): string[] {
  return wrapText(title, TITLE, inner - 100, 'medium')
}

function drawTitle({ title, source }: PageWords, left: number, inner: number, page: string): string {
  const lines = titleLines(title, inner)
  const right = left + inner
  return [
    ...lines.map((text, at) =>
      textLine(text, left, left + at * TITLE_LINE + 9, { size: TITLE, bold: true, class: 'fc-title' }),
    ),
    textLine(source, right, left + 6, { size: SMALL, anchor: 'end', fill: SOFT, class: 'fc-soft' }),
    ...(page === ''
      ? []
      : [textLine(page, right, left + 15, { size: SMALL, anchor: 'end', fill: SOFT, class: 'fc-soft' })]),
  ].join('')
}

/** Who has no step on the page, so that nobody looks for a lane that is not there. */
function absentLines({ absent }: Geometry, inner: number): string[] {
  if (absent.length === 0) return []
  const posts = absent.map(({ post, unit }) =>
    absent.some((each) => each.post === post && each.unit !== unit) ? `${post} (${unit})` : post,
  )
  return wrapText(`Sin pasos en esta hoja: ${posts.join('; ')}.`, SMALL, inner)
}

function absentHeight(page: Geometry, inner: number): number {
  const lines = absentLines(page, inner).length
  return lines === 0 ? 0 : lines * SMALL_LINE + 4
}

function drawAbsent(page: Geometry, left: number, inner: number, top: number): string {
  return absentLines(page, inner)
    .map((text, at) => textLine(text, left, top + at * SMALL_LINE + 4, { size: SMALL, fill: SOFT, class: 'fc-soft' }))
    .join('')
}

function headLines({ unit, post }: Lane, width: number): { unit: string[]; post: string[] } {
  return {
    unit: unit === null ? [] : wrapText(unit, SMALL, width - 8),
    post: wrapText(post, TEXT, width - 8, 'medium'),
  }
}

function headHeight({ lanes, borders }: Geometry): number {
  const heights = lanes.map((lane, at) => {
    const { unit, post } = headLines(lane, borders[at + 1]! - borders[at]!)
    return unit.length * SMALL_LINE + post.length * 9.8 + 10
  })
  return Math.max(26, ...heights)
}

function drawHeads({ lanes, borders }: Geometry, head: number, height: number): string {
  const right = borders.at(-1)!
  const frame = { fill: 'none', stroke: LINE_INK, 'stroke-width': 1, class: 'fc-frame' }
  const parts = [
    element('rect', { x: 0, y: 0, width: right, height: head, fill: TINT, class: 'fc-head' }),
    ...borders.slice(1, -1).map((x) =>
      element('line', {
        x1: x,
        y1: 0,
        x2: x,
        y2: height,
        stroke: '#9fb0c1',
        'stroke-width': 0.8,
        class: 'fc-border',
      }),
    ),
    element('rect', { x: 0, y: 0, width: right, height, ...frame }),
    element('line', { x1: 0, y1: head, x2: right, y2: head, stroke: LINE_INK, 'stroke-width': 1, class: 'fc-frame' }),
  ]
  lanes.forEach((lane, at) => {
    const x = (borders[at]! + borders[at + 1]!) / 2
    const { unit, post } = headLines(lane, borders[at + 1]! - borders[at]!)
    let y = (head - unit.length * SMALL_LINE - post.length * 9.8) / 2
    for (const text of unit) {
      parts.push(textLine(text, x, y + 6.3, { size: SMALL, anchor: 'middle', fill: SOFT, class: 'fc-soft' }))
      y += SMALL_LINE
    }
    for (const text of post) {
      parts.push(
        textLine(text, x, y + 7.8, { size: TEXT, bold: true, anchor: 'middle', fill: INK, class: 'fc-head-text' }),
      )
      y += 9.8
    }
  })
  return parts.join('')
}

interface NoteText {
  readonly number: number
  readonly lines: readonly string[]
}

function notesOn(version: CompiledProcedure, { cells }: Geometry, inner: number): NoteText[] {
  const { texts } = notesOf(version)
  const numbers = cells.flatMap(({ cell }) => cell.note ?? []).sort((a, b) => a - b)
  return numbers.map((number) => ({
    number,
    lines: wrapText(sentence(texts[number - 1]!), NOTE, inner - noteIndent(number)),
  }))
}

function sentence(text: string): string {
  return text.charAt(0).toLocaleUpperCase('es') + text.slice(1)
}

function noteIndent(number: number): number {
  return textWidth(`Nota ${number}. `, NOTE, 'medium') + 2
}

function notesHeight(version: CompiledProcedure, page: Geometry, inner: number): number {
  const lines = notesOn(version, page, inner).reduce((sum, note) => sum + note.lines.length, 0)
  return lines === 0 ? 0 : lines * NOTE_LINE + 8
}

function drawNotes(version: CompiledProcedure, page: Geometry, left: number, inner: number, top: number): string {
  let y = top + 8
  return notesOn(version, page, inner)
    .map(({ number, lines }) => {
      const head = textLine(`Nota ${number}.`, left, y + 6.5, { size: NOTE, bold: true })
      const text = lines.map((line, at) =>
        textLine(line, left + noteIndent(number), y + at * NOTE_LINE + 6.5, { size: NOTE, class: 'fc-text' }),
      )
      y += lines.length * NOTE_LINE
      return head + text.join('')
    })
    .join('')
}
