import { placeOf } from './board.ts'
import type { LaidSheet } from './lay.ts'
import type { Path } from './route/path.ts'

/** Where the tracks of a channel lie, counted from its start; tracks whose lines lie beside each other share a place. */
export interface Tracks {
  readonly of: ReadonlyMap<number, number>
  readonly size: number
}

export type Way = 'level' | 'upright'

export function tracksOf({ board, routes }: LaidSheet, way: Way, channel: number): Tracks {
  const { tracks, across } = board
  const spans = new Map<number, [number, number][]>()
  // The upright tracks of a channel may share a place, so level lines that end in one channel may meet there.
  const endOf = (line: number) => {
    const { at, track } = placeOf(line, tracks)
    return way === 'upright' ? line : 2 * at + (track === null ? 1 : 0)
  }
  for (const path of routes.paths) {
    if (path === null) continue
    for (const { line, from, to } of segmentsOf(path, across, way)) {
      const { at, track } = placeOf(line, tracks)
      if (track === null || at !== channel) continue
      spans.set(track, [...(spans.get(track) ?? []), [endOf(from), endOf(to)]])
    }
  }
  const of = new Map<number, number>()
  for (const track of [...spans.keys()].sort((a, b) => a - b)) {
    let position = 0
    for (const [other, taken] of of) {
      if (spans.get(other)!.some(([a, b]) => spans.get(track)!.some(([c, d]) => a <= d && c <= b)))
        position = Math.max(position, taken + 1)
    }
    of.set(track, position)
  }
  return { of, size: of.size === 0 ? 0 : Math.max(...of.values()) + 1 }
}

function segmentsOf(path: Path, across: number, way: Way): { line: number; from: number; to: number }[] {
  const found: { line: number; from: number; to: number }[] = []
  for (let i = 1; i < path.points.length; i++) {
    const a = path.points[i - 1]!
    const b = path.points[i]!
    const level = Math.abs(a - b) === 1
    if (level !== (way === 'level')) continue
    const [x1, y1, x2, y2] = [a % across, Math.floor(a / across), b % across, Math.floor(b / across)]
    if (level) found.push({ line: y1, from: Math.min(x1, x2), to: Math.max(x1, x2) })
    else found.push({ line: x1, from: Math.min(y1, y2), to: Math.max(y1, y2) })
  }
  return found
}
