import type { Flow, FlowModel, FlowNode } from './flow-model.ts'

export type Side = 'left' | 'right' | 'top' | 'bottom'
export type Band = 'top' | 'bottom'

/**
 * A stretch of a flow's way, before it has coordinates: along a lane's band of tracks, in the gap after a column, or along the middle
 * of a lane (nothing else stands there). Vertical stretches run in gaps or in a node's own column, horizontal ones between the
 * shapes of two lanes: no way leads through a shape.
 */
export type Stretch =
  | { readonly kind: 'gap'; readonly gap: number; slot: number }
  | { readonly kind: 'track'; readonly lane: number; readonly band: Band; slot: number }
  | { readonly kind: 'middle'; readonly lane: number }

export interface Way {
  readonly flow: Flow
  readonly leaves: Side
  readonly enters: Side
  readonly stretches: readonly Stretch[]
  /** How many ways left the same shape before it: their labels stand above its own. */
  readonly before: number
}

export interface Routing {
  readonly ways: readonly Way[]
  /** How many slots the gap after each column needs (−1 is the one before the first), and each lane's bands. */
  readonly gapSlots: ReadonlyMap<number, number>
  readonly bandSlots: ReadonlyMap<string, number>
}

interface Places {
  readonly columns: ReadonlyMap<string, number>
  readonly laneOf: (node: FlowNode) => number
  readonly byId: ReadonlyMap<string, FlowNode>
  readonly occupied: ReadonlySet<string>
}

export const bandKey = (lane: number, band: Band): string => `${lane} ${band}`

/** Ways of all flows, and the slot of each stretch: stretches of one gap or band that could touch get different slots. */
export function routeFlows(model: FlowModel, columns: ReadonlyMap<string, number>): Routing {
  const lanes = new Map(model.lanes.map((lane, index) => [lane, index]))
  const places: Places = {
    columns,
    laneOf: (node) => lanes.get(node.lane)!,
    byId: new Map(model.nodes.map((node) => [node.id, node])),
    occupied: new Set(
      model.nodes.flatMap((node) =>
        node.shape.kind === 'deadline' ? [] : [`${columns.get(node.id)} ${lanes.get(node.lane)}`],
      ),
    ),
  }
  const exits = new Map<string, number>()
  const ways = model.flows.map((flow) => {
    const before = exits.get(flow.from) ?? 0
    exits.set(flow.from, before + 1)
    return { ...wayOf(flow, before, places), before }
  })
  return { ways, ...slotsOf(ways, places) }
}

function wayOf(flow: Flow, before: number, places: Places): Omit<Way, 'before'> {
  const from = places.byId.get(flow.from)!
  const to = places.byId.get(flow.to)!
  const [a, b] = [places.columns.get(from.id)!, places.columns.get(to.id)!]
  const [i, j] = [places.laneOf(from), places.laneOf(to)]
  const clear = (lane: number) => {
    for (let column = a + 1; column < b; column += 1) if (places.occupied.has(`${column} ${lane}`)) return false
    return true
  }
  const gap = (after: number): Stretch => ({ kind: 'gap', gap: after, slot: 0 })
  const track = (lane: number, band: Band): Stretch => ({ kind: 'track', lane, band, slot: 0 })
  const merges = to.shape.kind === 'merge'
  const low = from.shape.kind === 'deadline' || (from.shape.kind === 'question' && before > 0)
  if (low) {
    if (merges && i === j) return { flow, leaves: 'bottom', enters: 'bottom', stretches: [track(i, 'bottom')] }
    if (merges) {
      const band: Band = j > i ? 'top' : 'bottom'
      return { flow, leaves: 'bottom', enters: band, stretches: [track(i, 'bottom'), gap(b - 1), track(j, band)] }
    }
    return { flow, leaves: 'bottom', enters: 'left', stretches: [track(i, 'bottom'), gap(b - 1)] }
  }
  const straight = b > a && i === j && clear(i)
  if (straight && (!merges || b === a + 1)) return { flow, leaves: 'right', enters: 'left', stretches: [] }
  if (merges) return { flow, leaves: 'right', enters: 'top', stretches: [gap(a), track(j, 'top')] }
  if (b > a && clear(j))
    return { flow, leaves: 'right', enters: 'left', stretches: [gap(a), { kind: 'middle', lane: j }] }
  const band: Band = j < i ? 'top' : 'bottom'
  return { flow, leaves: 'right', enters: 'left', stretches: [gap(a), track(i, band), gap(b - 1)] }
}

interface Wanted {
  readonly stretch: Extract<Stretch, { slot: number }>
  readonly key: string
  readonly from: number
  readonly to: number
}

function slotsOf(ways: readonly Way[], places: Places): Omit<Routing, 'ways'> {
  const wanted = ways.flatMap((way) => wantedBy(way, places))
  const byKey = new Map<string, Wanted[]>()
  for (const one of wanted) byKey.set(one.key, [...(byKey.get(one.key) ?? []), one])
  const gapSlots = new Map<number, number>()
  const bandSlots = new Map<string, number>()
  for (const [key, group] of byKey) {
    // Short stretches take the slots nearest to the shapes, so that they cross fewer long ones.
    const placed: Wanted[][] = []
    for (const one of group.toSorted((a, b) => a.to - a.from - (b.to - b.from))) {
      const slot = placed.findIndex((others) => others.every((other) => one.to < other.from || other.to < one.from))
      const at = slot < 0 ? placed.length : slot
      placed[at] = [...(placed[at] ?? []), one]
      one.stretch.slot = at
    }
    if (key.startsWith('gap ')) gapSlots.set(Number(key.slice(4)), placed.length)
    else bandSlots.set(key, placed.length)
  }
  return { gapSlots, bandSlots }
}

/** Heights count four to a lane (top band, middle, bottom band), widths two to a column (the shape, the gap after it). */
function wantedBy(way: Way, { columns, laneOf, byId }: Places): Wanted[] {
  const from = byId.get(way.flow.from)!
  const to = byId.get(way.flow.to)!
  const height = (stretch: Stretch | undefined, node: FlowNode): number => {
    if (stretch?.kind === 'track') return stretch.lane * 4 + (stretch.band === 'top' ? 0 : 2)
    return laneOf(node) * 4 + 1
  }
  const width = (stretch: Stretch | undefined, node: FlowNode): number =>
    stretch?.kind === 'gap' ? stretch.gap * 2 + 1 : columns.get(node.id)! * 2
  return way.stretches.flatMap((stretch, index): Wanted[] => {
    if (stretch.kind === 'middle') return []
    const [before, after] = [way.stretches[index - 1], way.stretches[index + 1]]
    const measure = stretch.kind === 'gap' ? height : width
    const ends = [measure(before, from), measure(after, to)]
    const key = stretch.kind === 'gap' ? `gap ${stretch.gap}` : bandKey(stretch.lane, stretch.band)
    return [{ stretch, key, from: Math.min(...ends), to: Math.max(...ends) }]
  })
}
