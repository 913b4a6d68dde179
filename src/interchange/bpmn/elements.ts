import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import { plainName } from './keep-text.ts'
import { VENTANILLA } from './namespace.ts'

export const moddle = new BpmnModdle()

export function expression(body: string): ModdleElement {
  return make('bpmn:FormalExpression', { body })
}

export function documentation(lines: readonly string[]): Record<string, unknown> {
  const text = lines
    .map(plainName)
    .filter((line) => line !== '')
    .join('\n')
  return text === '' ? {} : { documentation: [make('bpmn:Documentation', { text })] }
}

export function extension(values: readonly ModdleElement[]): ModdleElement {
  return make('bpmn:ExtensionElements', { values: [...values] })
}

export function own(name: string, properties: Record<string, string>): ModdleElement {
  return moddle.createAny(`ventanilla:${name}`, VENTANILLA, properties)
}

export function make(type: string, properties: Record<string, unknown>): ModdleElement {
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
