import type { Goal, ImportedNode, ImportedProcess } from './imported-process.ts'

/**
 * The nodes in the order in which they will be printed: what follows comes after, the first answer's way first, and only a way back
 * goes back. Nodes that nothing reaches come last, as they stood.
 */
export function orderNodes(process: ImportedProcess): {
  readonly nodes: readonly ImportedNode[]
  readonly unreached: readonly ImportedNode[]
} {
  const byId = new Map(process.nodes.map((node) => [node.id, node]))
  const seen = new Set<string>()
  const done: ImportedNode[] = []
  // Depth first without recursion: a chain of thousands of tasks is a legal process.
  const visit = (start: string) => {
    const open: { node: ImportedNode; goals: Goal[] }[] = []
    const enter = (id: string) => {
      const node = byId.get(id)
      if (!node || seen.has(id)) return
      seen.add(id)
      open.push({ node, goals: [...goalsOf(node)] })
    }
    enter(start)
    while (open.length > 0) {
      const { node, goals } = open.at(-1)!
      const next = goals.pop()
      if (next === undefined) {
        open.pop()
        done.push(node)
      } else if (next !== null) enter(next)
    }
  }
  visit(process.entry)
  const nodes = done.toReversed()
  const unreached = process.nodes.filter(({ id }) => !seen.has(id))
  return { nodes: [...nodes, ...unreached], unreached }
}

/** In the order printed; the last is walked first, and so ends up last. */
function goalsOf({ way, deadline }: ImportedNode): readonly Goal[] {
  const onward = way.kind === 'question' ? way.answers.map(({ to }) => to) : [way.to]
  return deadline && 'to' in deadline.expiry ? [...onward, deadline.expiry.to] : onward
}
