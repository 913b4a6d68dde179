import type { Board, BoardEdge } from '../board.ts'
import { isLevel, type Path, walkPath } from './path.ts'
import { groupOf } from './router.ts'

/** Pairs of edges whose lines cross. */
export function crossingPairs(
  board: Board,
  edges: readonly BoardEdge[],
  paths: readonly (Path | null)[],
): [number, number][] {
  const passes = new Map<number, { level: number; upright: number }>()
  for (const [at, path] of paths.entries()) {
    if (path === null) continue
    walkPath(board, path, (point, into, out) => {
      const pass = passes.get(point) ?? { level: -1, upright: -1 }
      if (isLevel(into) && isLevel(out) && pass.level < 0) pass.level = at
      if (!isLevel(into) && !isLevel(out) && pass.upright < 0) pass.upright = at
      passes.set(point, pass)
    })
  }
  return [...passes.values()].flatMap(({ level, upright }): [number, number][] =>
    level >= 0 && upright >= 0 && groupOf(board, edges[level]!) !== groupOf(board, edges[upright]!)
      ? [[level, upright]]
      : [],
  )
}
