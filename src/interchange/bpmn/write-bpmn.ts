import type { ModdleElement } from 'bpmn-moddle'
import type { Manual, Procedure } from '#src/manual/types.ts'
import type { CarriedText } from './carried-text.ts'
import { documentation, expression, extension, make, moddle, own } from './elements.ts'
import { type FlowModel, processId } from './flow-model.ts'
import { keepText, plainName } from './keep-text.ts'
import { layOut } from './lay-out.ts'
import { makeDiagram } from './make-diagram.ts'
import { makeNode } from './make-node.ts'
import { VENTANILLA } from './namespace.ts'

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
