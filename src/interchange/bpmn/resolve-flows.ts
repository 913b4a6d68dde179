import type { RowNumber } from '#src/procedure/types.ts'
import type { Flow, FlowNode } from './flow-model.ts'

/** Where a flow goes, before it is known what stands there. */
export type Target =
  | { readonly kind: 'node'; readonly id: string }
  | { readonly kind: 'row'; readonly row: RowNumber }
  | { readonly kind: 'end'; readonly lane: string; readonly id: string }

export interface Link {
  readonly from: string
  readonly to: Target
  readonly answer?: string
  readonly row?: RowNumber
}

/** Nodes and links as they were drawn, row by row. */
export interface Unresolved {
  readonly nodes: readonly FlowNode[]
  readonly links: readonly Link[]
  /** First node of each row that has one. */
  readonly entries: ReadonlyMap<RowNumber, string>
  /** Where a branch without a node of its own leads. */
  readonly bare: ReadonlyMap<RowNumber, Target>
}

/** Turns targets into nodes, makes the ends, and puts a merge before every node with several entries. */
export function resolveFlows({ nodes, links, entries, bare }: Unresolved): { nodes: FlowNode[]; flows: Flow[] } {
  const ends: FlowNode[] = []
  const nodeAt = (target: Target): string => {
    switch (target.kind) {
      case 'node':
        return target.id
      case 'row': {
        const entry = entries.get(target.row)
        const way = bare.get(target.row)
        if (entry !== undefined) return entry
        if (way !== undefined) return nodeAt(way)
        throw new Error(`No node for row ${target.row}`)
      }
      case 'end': {
        if (!ends.some(({ id }) => id === target.id)) {
          ends.push({ id: target.id, name: 'Fin', lane: target.lane, shape: { kind: 'end' } })
        }
        return target.id
      }
    }
  }
  const joined = links.map((link) => ({ ...link, to: nodeAt(link.to) }))
  const incoming = new Map<string, number>()
  for (const { to } of joined) incoming.set(to, (incoming.get(to) ?? 0) + 1)
  const all = withEnds(nodes, ends, joined)
  const merged = all.flatMap((node): FlowNode[] => {
    const joins = node.shape.kind === 'join' || node.shape.kind === 'merge'
    if (joins || (incoming.get(node.id) ?? 0) < 2) return [node]
    const merge: FlowNode = { id: `Entrada_${node.id}`, name: '', lane: node.lane, shape: { kind: 'merge' } }
    return [node.beside ? { ...merge, beside: node.beside } : merge, node]
  })
  const merges = new Set(merged.map(({ id }) => id))
  const entryOf = (id: string) => (merges.has(`Entrada_${id}`) ? `Entrada_${id}` : id)
  const flows = [
    ...joined.map((link) => ({ ...link, to: entryOf(link.to) })),
    ...merged.flatMap(({ id }) => (merges.has(`Entrada_${id}`) ? [{ from: `Entrada_${id}`, to: id }] : [])),
  ].map((link, index): Flow => ({ id: `Flujo_${index + 1}`, ...link }))
  return { nodes: merged, flows }
}

/** Each end right after the node that leads to it, so that it is drawn beside it. */
function withEnds(
  nodes: readonly FlowNode[],
  ends: readonly FlowNode[],
  links: readonly { from: string; to: string }[],
) {
  const after = new Map<string, FlowNode[]>()
  for (const end of ends) {
    const last = nodes.findLastIndex(({ id }) => links.some((link) => link.from === id && link.to === end.id))
    const host = nodes[last]!.id
    after.set(host, [...(after.get(host) ?? []), end])
  }
  return nodes.flatMap((node) => [node, ...(after.get(node.id) ?? [])])
}
