import type { ModdleElement } from 'bpmn-moddle'
import { make } from './elements.ts'
import type { Flow, FlowModel, FlowNode } from './flow-model.ts'
import type { Bounds, Layout } from './lay-out.ts'

/** The elements that are drawn, by the ids of the model. */
export interface Drawn {
  readonly collaboration: ModdleElement
  readonly participant: ModdleElement
  readonly lanes: readonly ModdleElement[]
  readonly nodes: ReadonlyMap<string, ModdleElement>
  readonly flows: ReadonlyMap<string, ModdleElement>
}

/** The diagram of a process: a shape for each node, an edge for each flow. */
export function makeDiagram(model: FlowModel, layout: Layout, drawn: Drawn): ModdleElement {
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
