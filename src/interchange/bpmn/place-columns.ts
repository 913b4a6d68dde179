import type { FlowModel } from './flow-model.ts'

/**
 * The column of each node, from left to right in the order printed. Each node has a column of its own, save that rows of a block may
 * stand above one another in different lanes; a deadline stands on its host.
 */
export function placeColumns({ nodes }: FlowModel): ReadonlyMap<string, number> {
  const columns = new Map<string, number>()
  const taken = new Set<string>()
  const reached = new Map<string, number>()
  let last = -1
  for (const { id, lane, beside, shape } of nodes) {
    if (shape.kind === 'deadline') {
      columns.set(id, columns.get(shape.host)!)
      continue
    }
    let column = last + 1
    if (beside) {
      const track = `${beside.split} ${beside.row}`
      column = (reached.get(track) ?? columns.get(beside.split)!) + 1
      while (taken.has(`${column} ${lane}`)) column += 1
      reached.set(track, column)
    }
    columns.set(id, column)
    taken.add(`${column} ${lane}`)
    last = Math.max(last, column)
  }
  return columns
}
