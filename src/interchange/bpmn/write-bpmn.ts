import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import type { Duration } from '#src/calendar/types.ts'
import type { DurationFrom, Manual, Procedure, Start } from '#src/manual/types.ts'
import type { CarriedText } from './carried-text.ts'
import { type Flow, type FlowModel, type FlowNode, idOf, processId } from './flow-model.ts'
import { keepText, plainName } from './keep-text.ts'
import { type Bounds, type Layout, layOut } from './lay-out.ts'
import { VENTANILLA } from './namespace.ts'

const moddle = new BpmnModdle()

/** The XML of a drawn procedure: collaboration, process, diagram, and in our namespace what the manual says beside it. */
export async function writeBpmn(
  manual: Manual,
  procedure: Procedure,
  model: FlowModel,
  carried: CarriedText,
): Promise<string> {
  const roots = new Map<string, ModdleElement>()
  const process = makeProcess(manual, procedure, model, carried, roots)
  const participant = make('bpmn:Participant', {
    id: 'Participante',
    name: plainName(`PROCEDIMIENTO No. ${procedure.number}. ${procedure.title}`),
    processRef: process.element,
  })
  const collaboration = make('bpmn:Collaboration', {
    id: 'Colaboracion',
    extensionElements: extension([
      own('manual', {
        code: manual.front.code,
        version: manual.front.version,
        lineEnd: carried.lineEnd === '\n' ? 'lf' : 'crlf',
        before: keepText(carried.before),
        after: keepText(carried.after),
      }),
    ]),
    participants: [participant],
  })
  const definitions = make('bpmn:Definitions', {
    id: 'Definiciones',
    name: plainName(`${manual.front.code} ${manual.front.title}`),
    targetNamespace: VENTANILLA,
    exporter: 'Ventanilla',
    exporterVersion: '1',
    rootElements: [...roots.values(), collaboration, process.element],
    diagrams: [makeDiagram(model, layOut(model), { collaboration, participant, ...process })],
  })
  return (await moddle.toXML(definitions, { format: true })).xml
}

interface Process {
  readonly element: ModdleElement
  readonly lanes: readonly ModdleElement[]
  readonly nodes: ReadonlyMap<string, ModdleElement>
  readonly flows: ReadonlyMap<string, ModdleElement>
}

function makeProcess(
  manual: Manual,
  procedure: Procedure,
  model: FlowModel,
  carried: CarriedText,
  roots: Map<string, ModdleElement>,
): Process {
  const facts = factsByRow(carried)
  const carriers = carriersOf(model)
  const nodes = new Map<string, ModdleElement>()
  for (const node of model.nodes) nodes.set(node.id, makeNode(node, nodes, roots, said(node.id)))
  const flows = new Map<string, ModdleElement>()
  for (const flow of model.flows) {
    const [sourceRef, targetRef] = [nodes.get(flow.from)!, nodes.get(flow.to)!]
    const element = make('bpmn:SequenceFlow', {
      id: flow.id,
      ...(flow.answer !== undefined && { name: flow.answer }),
      ...said(flow.id),
      sourceRef,
      targetRef,
      ...(flow.answer !== undefined && {
        conditionExpression: expression(`respuesta = ${JSON.stringify(plainName(flow.answer))}`),
      }),
    })
    sourceRef.get('outgoing').push(element)
    targetRef.get('incoming').push(element)
    flows.set(flow.id, element)
  }
  const lanes = model.lanes.map((name, index) =>
    make('bpmn:Lane', {
      id: `Carril_${index + 1}`,
      name: plainName(name),
      flowNodeRef: model.nodes.filter(({ lane }) => lane === name).map(({ id }) => nodes.get(id)!),
    }),
  )
  const element = make('bpmn:Process', {
    id: processId(procedure.number),
    name: plainName(`PROCEDIMIENTO No. ${procedure.number}. ${procedure.title}`),
    isExecutable: false,
    ...documentation([
      `Manual ${manual.front.code}, versión ${manual.front.version}: ${manual.front.title}.`,
      ...procedure.norms.map(({ number, text }) => `Norma ${number}. ${text}`),
      ...carried.pieces.flatMap((piece) =>
        piece.kind === 'fact' && rowOfFact(piece.of) === null ? [`${piece.key}: ${piece.value}`] : [],
      ),
    ]),
    extensionElements: extension([
      own('procedure', {
        number: procedure.number,
        head: keepText(carried.head),
        header: keepText(carried.header),
      }),
      ...carried.pieces.flatMap((piece) =>
        piece.kind === 'text' || rowOfFact(piece.of) === null || !carriers.has(rowOfFact(piece.of)!)
          ? [makePiece(piece)]
          : [],
      ),
    ]),
    laneSets: [make('bpmn:LaneSet', { id: 'Carriles', lanes })],
    flowElements: [...nodes.values(), ...flows.values()],
  })
  return { element, lanes, nodes, flows }

  /** What a row says, on the one element that carries it: in words for every tool, and to the letter for ours. */
  function said(id: string): Record<string, unknown> {
    const row = carriers.get(id)
    const cells = row === undefined ? undefined : carried.rows.find(({ number }) => number === row)
    if (!cells) return {}
    const own_ = facts.get(cells.number) ?? []
    return {
      ...documentation([
        cells.activity,
        ...(cells.time ? [`Tiempo: ${cells.time}.`] : []),
        ...own_.map((piece) => (piece.kind === 'fact' ? `${piece.key}: ${piece.value}` : '')),
      ]),
      extensionElements: extension([
        own('row', {
          number: cells.number,
          responsible: keepText(cells.responsible),
          activity: keepText(cells.activity),
          ...(cells.time !== undefined && { time: keepText(cells.time) }),
        }),
        ...own_.map(makePiece),
      ]),
    }
  }
}

/** Which element carries which row: its task, else its gateway, else the flow that it is. Both ways in one map. */
function carriersOf({ nodes, flows }: FlowModel): ReadonlyMap<string, string> {
  const carriers = new Map<string, string>()
  const carry = (id: string, row: string) => {
    if (carriers.has(row)) return
    carriers.set(row, id)
    carriers.set(id, row)
  }
  const first = (kinds: readonly string[]) => {
    for (const { id, row, shape } of nodes) if (row !== undefined && kinds.includes(shape.kind)) carry(id, row)
  }
  first(['task'])
  first(['question', 'split'])
  first(['reply', 'wait', 'call', 'signature'])
  for (const { id, row } of flows) if (row !== undefined) carry(id, row)
  return carriers
}

function factsByRow({ pieces }: CarriedText): ReadonlyMap<string, CarriedText['pieces'][number][]> {
  const byRow = new Map<string, CarriedText['pieces'][number][]>()
  for (const piece of pieces) {
    const row = piece.kind === 'fact' ? rowOfFact(piece.of) : null
    if (row !== null) byRow.set(row, [...(byRow.get(row) ?? []), piece])
  }
  return byRow
}

function rowOfFact(of: string): string | null {
  return /^Paso ([\d.]+)$/.exec(of)?.[1] ?? null
}

function makePiece(piece: CarriedText['pieces'][number]): ModdleElement {
  const at = String(piece.at)
  if (piece.kind === 'text') return own('text', { at, value: keepText(piece.text) })
  return own('fact', {
    at,
    mark: piece.mark.trim(),
    of: piece.of,
    key: keepText(piece.key),
    value: keepText(piece.value),
  })
}

function makeNode(
  node: FlowNode,
  nodes: ReadonlyMap<string, ModdleElement>,
  roots: Map<string, ModdleElement>,
  said: Record<string, unknown>,
): ModdleElement {
  const { shape } = node
  const base = { id: node.id, ...(node.name !== '' && { name: node.name }), ...said }
  const event = (definition: ModdleElement) => ({ ...base, eventDefinitions: [definition] })
  switch (shape.kind) {
    case 'start':
      return make('bpmn:StartEvent', shape.start ? event(startDefinition(shape.start, node.name, roots)) : base)
    case 'end':
      return make('bpmn:EndEvent', base)
    case 'task':
      return make(shape.nobody ? 'bpmn:Task' : 'bpmn:UserTask', base)
    case 'signature':
      return make('bpmn:UserTask', {
        ...base,
        extensionElements: said.extensionElements ?? extension([own('signature', { kind: shape.signature })]),
      })
    case 'reply':
      return make('bpmn:ReceiveTask', { ...base, messageRef: root('bpmn:Message', shape.message, roots) })
    case 'wait':
      return make('bpmn:IntermediateCatchEvent', event(timer(shape.wait)))
    case 'question':
    case 'merge':
      return make('bpmn:ExclusiveGateway', {
        ...base,
        gatewayDirection: shape.kind === 'merge' ? 'Converging' : 'Diverging',
      })
    case 'split':
    case 'join':
      return make('bpmn:ParallelGateway', {
        ...base,
        gatewayDirection: shape.kind === 'join' ? 'Converging' : 'Diverging',
      })
    case 'call':
      return make('bpmn:CallActivity', { ...base, calledElement: processId(shape.procedure) })
    case 'deadline':
      return make('bpmn:BoundaryEvent', {
        ...event(timer(shape.deadline)),
        cancelActivity: shape.interrupts,
        attachedToRef: nodes.get(shape.host)!,
      })
    case 'notice':
      return make(
        'bpmn:EndEvent',
        event(
          shape.escalates
            ? make('bpmn:EscalationEventDefinition', { escalationRef: root('bpmn:Escalation', node.name, roots) })
            : make('bpmn:MessageEventDefinition', { messageRef: root('bpmn:Message', node.name, roots) }),
        ),
      )
  }
}

function startDefinition(start: Start, name: string, roots: Map<string, ModdleElement>): ModdleElement {
  switch (start.kind) {
    case 'request':
      return make('bpmn:MessageEventDefinition', { messageRef: root('bpmn:Message', name, roots) })
    case 'alert':
      return make('bpmn:SignalEventDefinition', { signalRef: root('bpmn:Signal', name, roots) })
    case 'weekly':
      return make('bpmn:TimerEventDefinition', { timeCycle: expression('R/P1W') })
    case 'monthly':
      return make('bpmn:TimerEventDefinition', { timeCycle: expression('R/P1M') })
    case 'yearly':
      return make('bpmn:TimerEventDefinition', { timeCycle: expression('R/P1Y') })
    case 'plan':
    case 'contract':
      return make('bpmn:ConditionalEventDefinition', { condition: expression(name) })
  }
}

/** Messages, signals and escalations are of the whole document, one for each name. */
function root(type: string, name: string, roots: Map<string, ModdleElement>): ModdleElement {
  const key = `${type} ${name}`
  const known = roots.get(key)
  if (known) return known
  const made = make(type, { id: idOf(type.slice('bpmn:'.length), roots.size + 1), name })
  roots.set(key, made)
  return made
}

function timer({ duration }: DurationFrom): ModdleElement {
  return make('bpmn:TimerEventDefinition', { timeDuration: expression(isoDuration(duration)) })
}

/** ISO 8601 knows no working days: the rule itself is in the row's fact. */
function isoDuration({ count, unit }: Duration): string {
  switch (unit) {
    case 'minutes':
      return `PT${count}M`
    case 'hours':
    case 'running-hours':
      return `PT${count}H`
    case 'working-days':
    case 'calendar-days':
      return `P${count}D`
    case 'months':
      return `P${count}M`
  }
}

function expression(body: string): ModdleElement {
  return make('bpmn:FormalExpression', { body })
}

function documentation(lines: readonly string[]): Record<string, unknown> {
  const text = lines
    .map(plainName)
    .filter((line) => line !== '')
    .join('\n')
  return text === '' ? {} : { documentation: [make('bpmn:Documentation', { text })] }
}

function extension(values: readonly ModdleElement[]): ModdleElement {
  return make('bpmn:ExtensionElements', { values: [...values] })
}

function own(name: string, properties: Record<string, string>): ModdleElement {
  return moddle.createAny(`ventanilla:${name}`, VENTANILLA, properties)
}

function make(type: string, properties: Record<string, unknown>): ModdleElement {
  const element = moddle.create(type, properties)
  for (const value of Object.values(properties)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isContained(child)) child.$parent = element
    }
  }
  return element
}

function isContained(value: unknown): value is ModdleElement {
  return typeof value === 'object' && value !== null && '$type' in value && !('$parent' in value && value.$parent)
}

function makeDiagram(
  model: FlowModel,
  layout: Layout,
  drawn: Process & { readonly collaboration: ModdleElement; readonly participant: ModdleElement },
): ModdleElement {
  const shape = (element: ModdleElement, bounds: Bounds, more: Record<string, unknown> = {}) =>
    make('bpmndi:BPMNShape', { id: `${element.id}_di`, bpmnElement: element, ...more, bounds: boundsOf(bounds) })
  const labelled = (label: Bounds | undefined) =>
    label ? { label: make('bpmndi:BPMNLabel', { bounds: boundsOf(label) }) } : {}
  const planeElement = [
    shape(drawn.participant, layout.pool, { isHorizontal: true }),
    ...drawn.lanes.map((lane, index) => shape(lane, layout.lanes[index]!, { isHorizontal: true })),
    ...model.nodes.map(({ id }: FlowNode) => {
      const { bounds, label } = layout.nodes.get(id)!
      return shape(drawn.nodes.get(id)!, bounds, labelled(label))
    }),
    ...model.flows.map(({ id }: Flow) => {
      const { waypoints, label } = layout.flows.get(id)!
      return make('bpmndi:BPMNEdge', {
        id: `${id}_di`,
        bpmnElement: drawn.flows.get(id)!,
        waypoint: waypoints.map(({ x, y }) => make('dc:Point', { x, y })),
        ...labelled(label),
      })
    }),
  ]
  const plane = make('bpmndi:BPMNPlane', { id: 'Plano', bpmnElement: drawn.collaboration, planeElement })
  return make('bpmndi:BPMNDiagram', { id: 'Diagrama', plane })
}

function boundsOf({ x, y, width, height }: Bounds): ModdleElement {
  return make('dc:Bounds', { x, y, width, height })
}
