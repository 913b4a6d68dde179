import type { ModdleElement } from 'bpmn-moddle'
import type { ImportedAnswer, ImportedNode, ImportedRow } from '../../notation/imported-process.ts'
import { answerText, doubt, questionText } from '../../notation/safe-text.ts'
import { convertBoundaries, convertStep } from './convert-step.ts'
import { type Converting, note } from './converting.ts'
import { type ForkBlock, findBlock } from './find-block.ts'
import { type FlowGraph, type GraphNode, settledGoal } from './flow-graph.ts'
import { isoDuration } from './iso-duration.ts'

export interface FlowPlace {
  readonly graph: FlowGraph
  readonly number: string
  readonly title: string
  readonly roleOf: (element: ModdleElement) => string
}

/**
 * Converts the nodes of a flow from `entry` up to `stop` (a join, taken as the end) into a procedure of the document. A way of a
 * parallel block that is more than one step becomes a procedure of its own.
 */
export function convertFlow(
  converting: Converting,
  place: FlowPlace,
  entry: string,
  only?: ReadonlySet<string>,
  stop?: string,
): void {
  const { graph, number, title } = place
  const nodes: ImportedNode[] = []
  const { blocks, inside } = blocksOf(graph, only)
  for (const [id, node] of graph.nodes) {
    if (only && !only.has(id)) continue
    if (node.kind === 'pass' || node.kind === 'end' || inside.has(id)) continue
    nodes.push(convertNode(id, node))
  }
  const first = settledGoal(graph, entry, stop)
  if (nodes.length === 0) return
  converting.processes.push({ number, title, entry: first ?? nodes[0]!.id, nodes, facts: [] })

  function convertNode(id: string, node: GraphNode): ImportedNode {
    const role = place.roleOf(node.element)
    const goal = (to: string | undefined) => (to === undefined ? null : settledGoal(graph, to, stop))
    if (node.kind === 'choice') return { id, role, text: '', facts: [], ...choiceOf(converting, node, graph, goal) }
    if (node.kind === 'fork') {
      const block = blocks.get(id)
      if (block) return blockOf(id, node, block, role, goal)
      note(
        converting,
        node.element,
        'doubtful',
        'Abre caminos a la vez que no se reúnen en un mismo punto: quedó como pregunta.',
      )
      return {
        id,
        role,
        text: '',
        facts: [],
        way: {
          kind: 'question',
          question: '⚠ (en el original estos caminos corren a la vez y no se reúnen en un mismo punto)',
          answers: node.outs.map(({ to }, index) => ({ answer: `CAMINO ${index + 1}`, text: '', to: goal(to) })),
        },
      }
    }
    const step = convertStep(converting, node.element)
    const expiry = convertBoundaries(converting, node.boundaries, (boundary) => goal(boundary.id))
    const to = goal(node.outs[0]?.to)
    return {
      id,
      role: step.nobody ? null : role,
      text: step.text,
      facts: [...step.facts, ...expiry.facts],
      ...(expiry.deadline && { deadline: expiry.deadline }),
      way: step.procedure === undefined ? { kind: 'on', to } : { kind: 'call', procedure: step.procedure, to },
    }
  }

  function blockOf(
    id: string,
    node: GraphNode,
    { join, ways }: ForkBlock,
    role: string,
    goal: (to: string) => string | null,
  ): ImportedNode {
    const inclusive = node.element.$type === 'bpmn:InclusiveGateway'
    const rows = ways.flatMap((way, index): ImportedRow[] => {
      const edge = node.outs[index]!
      const steps = way.filter((one) => !['pass', 'end'].includes(graph.nodes.get(one)!.kind))
      const condition = edge.name || edge.condition || 'una condición que no está escrita'
      const when = inclusive && !edge.byDefault ? ` ${doubt(`solo si ${condition}`)}` : ''
      if (steps.length === 0) return []
      return [rowOf(steps, edge.to, join, when)]
    })
    note(
      converting,
      node.element,
      inclusive ? 'doubtful' : 'kept',
      inclusive
        ? 'Toma uno o varios caminos según sus condiciones; quedó como «A la vez» con la duda en cada fila.'
        : 'Quedó como bloque «A la vez».',
    )
    const empty = ways.length - rows.length
    if (empty > 0) note(converting, node.element, 'doubtful', 'Un camino del bloque no hace nada; se dejó fuera.')
    if (rows.length > 1) return { id, role, text: '', facts: [], way: { kind: 'block', rows, to: goal(join) } }
    // One way is left: nothing runs at the same time.
    const [only] = rows
    const to = goal(join)
    return {
      id,
      role: only?.role ?? role,
      text: only?.text ?? 'Sigue su curso.',
      facts: only?.facts ?? [],
      way: only?.procedure === undefined ? { kind: 'on', to } : { kind: 'call', procedure: only.procedure, to },
    }
  }

  function rowOf(steps: readonly string[], entry: string, join: string, when: string): ImportedRow {
    const node = graph.nodes.get(steps[0]!)!
    const role = place.roleOf(node.element)
    if (steps.length === 1 && node.kind === 'step' && node.boundaries.length === 0) {
      const { text, facts, procedure, nobody } = convertStep(converting, node.element)
      return { role: nobody ? null : role, text: text + when, facts, ...(procedure !== undefined && { procedure }) }
    }
    const own = String(converting.nextNumber++)
    const name =
      String(node.element.name ?? '')
        .replace(/\s+/g, ' ')
        .trim() || node.element.$type.slice(5)
    convertFlow(
      converting,
      { ...place, number: own, title: `CAMINO DE ${titled(title)}: ${titled(name)}` },
      entry,
      new Set(steps),
      join,
    )
    return { role, text: `Se encarga de este camino.${when}`, facts: [], procedure: own }
  }
}

/** The blocks of a flow, and the nodes that are rows inside them or answers of the gateway before them. */
function blocksOf(graph: FlowGraph, only: ReadonlySet<string> | undefined) {
  const blocks = new Map<string, ForkBlock>()
  const inside = new Set<string>()
  for (const [id, { kind, element, outs }] of graph.nodes) {
    if (only && !only.has(id)) continue
    if (kind === 'choice' && element.$type === 'bpmn:EventBasedGateway') for (const { to } of outs) inside.add(to)
    const block = kind === 'fork' ? findBlock(graph, id) : null
    if (!block) continue
    blocks.set(id, block)
    for (const way of block.ways) for (const one of way) inside.add(one)
  }
  return { blocks, inside }
}

/** A title of one line, in capitals. */
export function titled(text: string): string {
  return questionText(text).toUpperCase().slice(0, 120) || 'SIN NOMBRE'
}

function choiceOf(
  converting: Converting,
  node: GraphNode,
  graph: FlowGraph,
  goal: (to: string | undefined) => string | null,
): Pick<ImportedNode, 'way' | 'deadline'> {
  const { element } = node
  const events = element.$type === 'bpmn:EventBasedGateway'
  const implied = node.id.endsWith('~')
  const named = implied || node.id === '~entry' ? '' : questionText(String(element.name ?? ''))
  const taken = new Set<string>()
  let deadline: ImportedNode['deadline']
  const answers = node.outs.map((edge, index): ImportedAnswer => {
    const event = events ? graph.nodes.get(edge.to) : undefined
    const written = answerText(edge.name || String(event?.element.name ?? ''))
    const otherwise = written === '' && edge.byDefault ? 'OTRO CASO' : written
    const plain = otherwise === '' || taken.has(otherwise) ? `CAMINO ${index + 1}` : otherwise
    taken.add(plain)
    const to = event ? goal(event.outs[0]?.to) : goal(edge.to)
    const definition = event?.element.eventDefinitions?.[0]
    const duration = definition ? isoDuration(String(definition.timeDuration?.body ?? '')) : null
    if (duration !== null && !deadline) deadline = { duration, expiry: { answer: plain } }
    if (event)
      note(converting, event.element, duration === null ? 'doubtful' : 'kept', `Quedó como la respuesta ${plain}.`)
    const doubtful =
      plain !== otherwise ||
      (event !== undefined && definition?.$type === 'bpmn:TimerEventDefinition' && duration === null)
    if (!doubtful) return { answer: plain, text: '', to }
    const condition = edge.condition === '' ? '' : `; su condición es ${edge.condition}`
    return { answer: plain, text: doubt(`el original no nombra este camino${condition}`), to }
  })
  const what = element.$type.replace('bpmn:', '')
  const several = node.id === '~entry'
  if (several)
    note(converting, element, 'doubtful', 'El original empieza en varios puntos; quedó una pregunta al comienzo.')
  else if (element.$type === 'bpmn:ComplexGateway')
    note(converting, element, 'no-equivalent', 'La notación no tiene compuertas complejas: quedó como pregunta.')
  else if (named === '') note(converting, element, 'doubtful', `${what} sin pregunta: escriba qué se decide.`)
  else
    note(
      converting,
      element,
      'kept',
      events ? 'Quedó como pregunta por lo primero que ocurre.' : 'Quedó como pregunta.',
    )
  const complex = element.$type === 'bpmn:ComplexGateway' ? ' ⚠ (en el original es una compuerta compleja)' : ''
  const question =
    named !== ''
      ? named + complex
      : several
        ? '⚠ (el original empieza en varios puntos)'
        : '⚠ (el original no dice la pregunta)'
  return { way: { kind: 'question', question, answers }, ...(deadline && { deadline }) }
}
