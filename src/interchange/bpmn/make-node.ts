import type { ModdleElement } from 'bpmn-moddle'
import type { Duration } from '#src/calendar/types.ts'
import type { DurationFrom, Start } from '#src/manual/types.ts'
import { expression, extension, make, own } from './elements.ts'
import { type FlowNode, idOf, processId } from './flow-model.ts'

/** The element of a node. `said` is what it carries; `roots` collects the messages, signals and escalations of the document. */
export function makeNode(
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
