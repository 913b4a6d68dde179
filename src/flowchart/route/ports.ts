import { portPoint, type Side } from '../board.ts'
import { DEAR_EXIT, SIDE_ENTRY, SIDE_EXIT } from './costs.ts'
import type { Router } from './router.ts'

/** A place on a shape's outline at which a line may begin or end, and the point of the board beside it. */
export interface Port {
  readonly side: Side
  readonly column: number
  readonly point: number
  readonly cost: number
}

/** Sides by which an edge may leave: not one by which another enters or leaves, unless lines fork there. */
export function exitsOf(router: Router, at: number): Port[] {
  const edge = router.edges[at]!
  const node = router.board.nodes[edge.from]!
  return edge.mayLeave.flatMap((side) => {
    const columns = node.shape === 'bar' ? node.columns : [node.column]
    return columns.flatMap((column) => {
      const used = usesOf(router, at, edge.from, side, column)
      if (used.in || (used.out && !node.forks)) return []
      const asPreferred = side === edge.prefers || (edge.prefers === 'side' && side !== 'bottom')
      const cost = asPreferred ? 0 : side === 'bottom' ? DEAR_EXIT : SIDE_EXIT
      return [{ side, column, point: portPoint(router.board, node, side, column), cost }]
    })
  })
}

/** Sides by which an edge may enter: a bar and a connector from above, others also from a side that no exit needs. */
export function entriesOf(router: Router, at: number): Port[] {
  const edge = router.edges[at]!
  const node = router.board.nodes[edge.to]!
  const top = (column: number, cost: number): Port => ({
    side: 'top',
    column,
    point: portPoint(router.board, node, 'top', column),
    cost,
  })
  if (node.shape === 'bar') return node.columns.map((column, i) => top(column, i === 0 ? 0 : 1))
  if (node.shape === 'connector') return [top(node.column, 0)]
  const sides = (['left', 'right'] as const).filter((side) => usesOf(router, at, edge.to, side, node.column).in)
  return (['top', 'left', 'right'] as const).flatMap((side) => {
    if (usesOf(router, at, edge.to, side, node.column).out) return []
    // A shape keeps a side for each of its exits.
    if (side !== 'top' && !sides.includes(side) && sides.length + 1 > 3 - node.exits) return []
    const cost = side === 'top' ? 0 : SIDE_ENTRY
    return [{ side, column: node.column, point: portPoint(router.board, node, side, node.column), cost }]
  })
}

function usesOf({ paths, edges }: Router, own: number, node: number, side: Side, column: number) {
  const uses = { in: false, out: false }
  for (const [at, path] of paths.entries()) {
    if (path === null || at === own) continue
    const { from, to } = edges[at]!
    if (from === node && path.leaves === side && path.leavesAt === column) uses.out = true
    if (to === node && path.enters === side && path.entersAt === column) uses.in = true
  }
  return uses
}
