import type { Board } from '../board.ts'
import { isLevel, type Path, walkPath } from './path.ts'

/** Which group of lines passes each point of the board level and upright (0 none), and with how many lines. */
export interface Occupancy {
  readonly level: Int16Array
  readonly upright: Int16Array
  readonly levelLines: Uint16Array
  readonly uprightLines: Uint16Array
}

export function makeOccupancy({ across, down }: Board): Occupancy {
  const points = across * down
  return {
    level: new Int16Array(points),
    upright: new Int16Array(points),
    levelLines: new Uint16Array(points),
    uprightLines: new Uint16Array(points),
  }
}

export function occupy(occupancy: Occupancy, board: Board, path: Path, group: number): void {
  walkPath(board, path, (point, into, out) => {
    if (isLevel(into) || isLevel(out)) {
      occupancy.level[point] = group
      occupancy.levelLines[point]!++
    }
    if (!isLevel(into) || !isLevel(out)) {
      occupancy.upright[point] = group
      occupancy.uprightLines[point]!++
    }
  })
}

/** Gives back what `occupy` took; where other lines of the group remain, the point stays theirs. */
export function vacate(occupancy: Occupancy, board: Board, path: Path): void {
  walkPath(board, path, (point, into, out) => {
    if ((isLevel(into) || isLevel(out)) && --occupancy.levelLines[point]! === 0) occupancy.level[point] = 0
    if ((!isLevel(into) || !isLevel(out)) && --occupancy.uprightLines[point]! === 0) occupancy.upright[point] = 0
  })
}
