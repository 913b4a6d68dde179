import type { Cell } from './cell.ts'
import { EDGE, TRACK } from './columns.ts'
import { type LabelOf, labelRoom } from './labels.ts'
import type { LaidSheet } from './lay.ts'
import { type Tracks, tracksOf } from './tracks.ts'

/** Where the bands of a page stand, and the level channels between them. */
export interface Rows {
  readonly middles: readonly number[]
  readonly channels: readonly (Pick<Tracks, 'of'> & { readonly start: number; readonly before: number })[]
  readonly height: number
}

export const ARROW = 11
const LEAST_LEVEL = 17

export function placeRows(sheet: LaidSheet, labelOf: LabelOf): Rows {
  const { bands } = sheet.board
  const above = bandExtents(sheet.cells, bands, 'above')
  const below = bandExtents(sheet.cells, bands, 'below')
  const channels: Rows['channels'][number][] = []
  const middles: number[] = []
  let y = 0
  for (let channel = 0; channel <= bands; channel++) {
    const { of, size } = tracksOf(sheet, 'level', channel)
    const label = labelRoom(sheet, channel - 1, below, labelOf)
    const outer = channel === 0 || channel === bands
    const least = outer ? 8 : LEAST_LEVEL
    const before = Math.max(channel === 0 ? 6 : EDGE, label)
    const natural =
      size === 0 ? label + (outer ? 0 : ARROW) : before + (size - 1) * TRACK + (channel === bands ? EDGE : ARROW)
    const height = Math.max(least, natural)
    channels.push({ start: y, before: size > 0 && natural < least ? before + (least - natural) / 2 : before, of })
    y += height
    if (channel < bands) {
      middles.push(y + above[channel]!)
      y += above[channel]! + below[channel]!
    }
  }
  return { middles, channels, height: y }
}

export function bandExtents(cells: readonly Cell[], bands: number, side: 'above' | 'below'): number[] {
  const extents = Array.from({ length: bands }, () => 0)
  for (const cell of cells) extents[cell.node.band] = Math.max(extents[cell.node.band]!, cell[side])
  return extents
}
