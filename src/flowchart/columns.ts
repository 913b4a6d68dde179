import { type LabelOf, labelLines, labelWidth } from './labels.ts'
import type { LaidSheet } from './lay.ts'
import { tracksOf } from './tracks.ts'

/** Where the columns of a page stand. */
export interface Columns {
  readonly middles: readonly number[]
  /** Left border of each lane, and the right border of the last. */
  readonly borders: readonly number[]
  readonly channels: readonly Channel[]
}

interface Channel {
  readonly start: number
  readonly before: number
}

export const TRACK = 7
export const EDGE = 8

/** Columns as wide as the sheet needs, or spread evenly until they are `least` wide. */
export function placeColumns(sheet: LaidSheet, width: number, labelOf: LabelOf, least = 0): Columns {
  const tight = columnsOfWidth(sheet, width, labelOf)
  const spare = least - tight.borders.at(-1)!
  return spare <= 0 ? tight : columnsOfWidth(sheet, width + spare / tight.middles.length, labelOf)
}

function columnsOfWidth(sheet: LaidSheet, width: number, labelOf: LabelOf): Columns {
  const { board, lanes } = sheet
  const laneStart = new Set<number>()
  let first = 0
  for (const { slots } of lanes) {
    laneStart.add(first)
    first += slots
  }
  const channels: Channel[] = []
  const middles: number[] = []
  const borders: number[] = []
  let x = 0
  for (let channel = 0; channel <= board.columns; channel++) {
    const { before, after, tracks } = needsOf(sheet, channel, labelOf)
    const outer = channel === 0 || channel === board.columns
    const border = !outer && laneStart.has(channel)
    if (channel === 0) borders.push(0)
    const head = channel === 0 ? (tracks > 0 ? EDGE : 0) : before
    const tail = channel === board.columns ? (tracks > 0 ? EDGE : 0) : after
    if (border) borders.push(x + head)
    channels.push({ start: x, before: head + (border ? EDGE : 0) })
    x += head + (border ? EDGE : 0) + Math.max(0, tracks - 1) * TRACK + tail
    if (channel < board.columns) {
      middles.push(x + width / 2)
      x += width
    }
  }
  borders.push(x)
  return { middles, borders, channels }
}

interface Needs {
  readonly before: number
  readonly after: number
  readonly tracks: number
}

/** Room that a channel needs for the labels on its left and right, and its tracks. */
function needsOf(sheet: LaidSheet, channel: number, labelOf: LabelOf): Needs {
  let before = EDGE
  let after = EDGE
  sheet.routes.paths.forEach((path, at) => {
    if (path === null) return
    const text = labelOf(sheet.edges[at]!)
    if (text === undefined) return
    const wide = labelWidth(labelLines(text)) + 6
    if (path.leaves === 'right' && path.leavesAt === channel - 1) before = Math.max(before, wide)
    if (path.leaves === 'left' && path.leavesAt === channel) after = Math.max(after, wide)
  })
  return { before, after, tracks: tracksOf(sheet, 'upright', channel).size }
}
