import type { ModdleElement } from 'bpmn-moddle'

/** The flow of one process or sub-process, made simple: links joined, implicit splits and several starts given a gateway. */
export interface FlowGraph {
  readonly nodes: Map<string, GraphNode>
  /** Null where nothing can be begun. */
  entry: string | null
}

export interface GraphNode {
  readonly id: string
  readonly element: ModdleElement
  /** `choice` and `fork` are gateways, drawn or implied. */
  readonly kind: 'step' | 'pass' | 'choice' | 'fork' | 'end'
  readonly outs: GraphEdge[]
  ins: number
  /** Boundary events on it. */
  readonly boundaries: ModdleElement[]
}

export interface GraphEdge {
  readonly to: string
  readonly name: string
  readonly condition: string
  readonly byDefault: boolean
  readonly id: string
}

const GATEWAYS = /Gateway$/

/** Reads the flow elements of `container`. */
export function readFlowGraph(container: ModdleElement): FlowGraph {
  const elements: ModdleElement[] = container.flowElements ?? []
  const nodes = new Map<string, GraphNode>()
  const flows = elements.filter(({ $type }) => $type === 'bpmn:SequenceFlow')
  for (const element of elements) {
    if (!isFlowNode(element) || !element.id) continue
    nodes.set(element.id, { id: element.id, element, kind: 'step', outs: [], ins: 0, boundaries: [] })
  }
  for (const element of elements) {
    if (element.$type === 'bpmn:BoundaryEvent') nodes.get(element.attachedToRef?.id)?.boundaries.push(element)
  }
  for (const flow of flows) {
    const source = nodes.get(flow.sourceRef?.id)
    const target = nodes.get(flow.targetRef?.id)
    if (source && target) source.outs.push(edgeOf(flow, target.id, source.element))
  }
  joinLinks(nodes)
  for (const node of [...nodes.values()]) settle(node, nodes)
  for (const node of nodes.values()) for (const { to } of node.outs) nodes.get(to)!.ins += 1
  return { nodes, entry: entryOf(nodes) }
}

function isFlowNode({ $type, triggeredByEvent }: ModdleElement): boolean {
  if (triggeredByEvent) return false
  return /(?:Task|Gateway|Event|SubProcess|CallActivity|Transaction)$/.test($type)
}

function edgeOf(flow: ModdleElement, to: string, source: ModdleElement): GraphEdge {
  return {
    to,
    id: flow.id ?? '',
    name: String(flow.name ?? '').trim(),
    condition: String(flow.conditionExpression?.body ?? '').trim(),
    byDefault: source.default?.id !== undefined && source.default.id === flow.id,
  }
}

/** A link thrown goes on where the link of that name is caught. */
function joinLinks(nodes: Map<string, GraphNode>): void {
  const caught = new Map<string, string>()
  for (const { element, id } of nodes.values()) {
    const link = linkName(element)
    if (link !== undefined && element.$type === 'bpmn:IntermediateCatchEvent') caught.set(link, id)
  }
  for (const { element, outs } of nodes.values()) {
    const link = linkName(element)
    const to = link === undefined ? undefined : caught.get(link)
    if (to !== undefined && element.$type === 'bpmn:IntermediateThrowEvent')
      outs.push({ to, id: '', name: '', condition: '', byDefault: false })
  }
}

function linkName(element: ModdleElement): string | undefined {
  const link = element.eventDefinitions?.find((one: ModdleElement) => one.$type === 'bpmn:LinkEventDefinition')
  return link && String(link.name ?? element.name ?? '')
}

/** Gives each node its kind; a task with several ways out gets the gateway that it implies. */
function settle(node: GraphNode, nodes: Map<string, GraphNode>): void {
  const { element, outs } = node
  const set = (kind: GraphNode['kind'], on = node) => nodes.set(on.id, { ...on, kind })
  if (GATEWAYS.test(element.$type)) {
    const forks = element.$type === 'bpmn:ParallelGateway' || element.$type === 'bpmn:InclusiveGateway'
    set(outs.length < 2 ? 'pass' : forks ? 'fork' : 'choice')
    return
  }
  const link = linkName(element) !== undefined
  const bareEnd = element.$type === 'bpmn:EndEvent' && (element.eventDefinitions ?? []).every(isTermination)
  if (bareEnd) set('end')
  else if (element.$type === 'bpmn:StartEvent' || element.$type === 'bpmn:BoundaryEvent' || link) set('pass')
  else if (isNoneEvent(element)) set('pass')
  if (outs.length < 2) return
  const conditional = outs.some(({ condition, byDefault }) => condition !== '' || byDefault)
  const gate = `${node.id}~`
  nodes.set(gate, {
    id: gate,
    element,
    kind: conditional ? 'choice' : 'fork',
    outs: [...outs],
    ins: 0,
    boundaries: [],
  })
  outs.splice(0, outs.length, { to: gate, id: '', name: '', condition: '', byDefault: false })
}

function isNoneEvent(element: ModdleElement): boolean {
  return /^bpmn:Intermediate(?:Throw|Catch)Event$/.test(element.$type) && (element.eventDefinitions ?? []).length === 0
}

function isTermination({ $type }: ModdleElement): boolean {
  return $type === 'bpmn:TerminateEventDefinition'
}

/** Where a case begins; several beginnings become a choice, which somebody must look at. */
function entryOf(nodes: Map<string, GraphNode>): string | null {
  const all = [...nodes.values()]
  const starts = all.filter(({ element }) => element.$type === 'bpmn:StartEvent')
  const first =
    starts.length > 0 ? starts : all.filter(({ ins, element }) => ins === 0 && element.$type !== 'bpmn:BoundaryEvent')
  const begun = first.filter(({ kind, outs }) => kind !== 'pass' || outs.length > 0)
  const targets = new Set(begun.map(({ outs, id, kind }) => (kind === 'pass' ? outs[0]!.to : id)))
  if (targets.size < 2) return [...targets][0] ?? all.find(({ kind }) => kind !== 'end')?.id ?? null
  const id = '~entry'
  nodes.set(id, {
    id,
    element: begun[0]!.element,
    kind: 'choice',
    outs: begun.map((node) => ({
      to: node.id,
      id: '',
      name: String(node.element.name ?? ''),
      condition: '',
      byDefault: false,
    })),
    ins: 0,
    boundaries: [],
  })
  return id
}

/** The node that a way reaches, past gateways that only join and events that do nothing; null is the end. */
export function settledGoal(graph: FlowGraph, id: string, stop?: string): string | null {
  const seen = new Set<string>()
  let at = id
  for (;;) {
    if (at === stop) return null
    const node = graph.nodes.get(at)
    if (!node || node.kind === 'end' || seen.has(at)) return null
    if (node.kind !== 'pass') return at
    seen.add(at)
    const next = node.outs[0]?.to
    if (next === undefined) return null
    at = next
  }
}
