import type { FlowGraph } from './flow-graph.ts'

/** What lies between a fork and where its ways come together again. */
export interface ForkBlock {
  readonly join: string
  /** For each way out of the fork, the nodes before the join, the first one first. */
  readonly ways: readonly (readonly string[])[]
}

/**
 * The block that a fork opens, if it is one: all ways meet in one node, none leaves before it, none mixes with another and nothing
 * enters from outside. Null otherwise.
 */
export function findBlock(graph: FlowGraph, fork: string): ForkBlock | null {
  const node = graph.nodes.get(fork)!
  const first = node.outs[0]
  if (!first) return null
  let tried = 0
  for (const join of reachable(graph, first.to, new Set([fork]))) {
    if ((graph.nodes.get(join)!.ins ?? 0) < 2) continue
    // The first few meetings of a hostile tangle are enough.
    if (tried++ > 50) return null
    const block = blockUpTo(graph, fork, join)
    if (block) return block
  }
  return null
}

function blockUpTo(graph: FlowGraph, fork: string, join: string): ForkBlock | null {
  const ways: string[][] = []
  const taken = new Set<string>()
  for (const { to } of graph.nodes.get(fork)!.outs) {
    const way = to === join ? [] : [...reachable(graph, to, new Set([join]))]
    for (const id of way) {
      const { kind, outs } = graph.nodes.get(id)!
      if (id === fork || taken.has(id) || kind === 'end' || outs.length === 0) return null
      taken.add(id)
    }
    ways.push(way)
  }
  for (const [id, { outs }] of graph.nodes) {
    if (id === fork || taken.has(id)) continue
    if (outs.some(({ to }) => taken.has(to))) return null
  }
  return { join, ways }
}

/** Nodes reachable from `id` in the order found, without going through `stops`. */
function reachable(graph: FlowGraph, id: string, stops: ReadonlySet<string>): Set<string> {
  const found = new Set<string>()
  if (stops.has(id)) return found
  found.add(id)
  for (const at of found) {
    const node = graph.nodes.get(at)!
    for (const { to } of node.outs) if (!stops.has(to)) found.add(to)
    // What an expired deadline leads to is on the way too.
    for (const boundary of node.boundaries) {
      for (const { to } of graph.nodes.get(boundary.id ?? '')?.outs ?? []) if (!stops.has(to)) found.add(to)
    }
  }
  return found
}
