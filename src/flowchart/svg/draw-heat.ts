import { SMALL } from '../cell.ts'
import type { PlacedCell } from '../geometry.ts'
import { textWidth } from '../text.ts'
import type { FlowchartOptions } from '../types.ts'
import { element, PAPER, textLine } from './mark-up.ts'

const RED = '#ac1f2d'
const CALM = '#17683a'
const WIDTHS = [0.8, 1.6, 3, 4.6] as const
const TAG_HEIGHT = 10

/** Over the chart as it is printed: a frame around each measured row, thicker the hotter it ran, and how much in a tag at its corner. */
export function drawHeat(cells: readonly PlacedCell[], heat: FlowchartOptions['heat']): string {
  if (heat === undefined) return ''
  return cells.map((cell) => drawOne(cell, heat)).join('')
}

function drawOne({ cell, x, y, width }: PlacedCell, heat: NonNullable<FlowchartOptions['heat']>): string {
  const { node, height } = cell
  const hot = node.row === null ? undefined : heat[node.row]
  const own = node.kind === 'activity' || node.kind === 'branch' || node.kind === 'parallel-row' || node.id === node.row
  if (hot === undefined || !own) return ''
  const ink = hot.level === 0 ? CALM : RED
  const gap = 2 + WIDTHS[hot.level] / 2
  const frame = {
    fill: 'none',
    stroke: ink,
    'stroke-width': WIDTHS[hot.level],
    class: `fc-heat fc-heat-${hot.level}`,
    'stroke-linejoin': 'round',
  }
  const [left, top] = [x - width / 2 - gap, y - height / 2 - gap]
  const shape =
    node.kind === 'question'
      ? element('polygon', {
          points: [x, top - gap, x + width / 2 + 2 * gap, y, x, y + height / 2 + 2 * gap, left - gap, y]
            .map(round)
            .join(' '),
          ...frame,
        })
      : element('rect', { x: left, y: top, width: width + 2 * gap, height: height + 2 * gap, rx: 3, ...frame })
  const wide = textWidth(hot.text, SMALL, 'medium') + 8
  const tagLeft = x + width / 2 - wide + 4
  const tagTop = top - TAG_HEIGHT / 2
  const tag = element('rect', {
    x: tagLeft,
    y: tagTop,
    width: wide,
    height: TAG_HEIGHT,
    rx: 3,
    fill: hot.level === 0 ? PAPER : RED,
    stroke: ink,
    'stroke-width': 0.8,
    class: `fc-heat-tag fc-heat-tag-${hot.level === 0 ? 'calm' : 'hot'}`,
  })
  const text = textLine(hot.text, tagLeft + wide / 2, tagTop + TAG_HEIGHT / 2 + SMALL * 0.36, {
    size: SMALL,
    bold: true,
    anchor: 'middle',
    fill: hot.level === 0 ? CALM : PAPER,
    class: `fc-heat-text-${hot.level === 0 ? 'calm' : 'hot'}`,
  })
  return shape + tag + text
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
