import type { ModdleElement } from 'bpmn-moddle'
import { roleText } from '../../notation/safe-text.ts'

export const NO_ROLE = '⚠ (el original no dice el responsable)'

/** The RESPONSABLE of each element: its lane, inner lanes under their outer one; else the pool; else whom the tool names. */
export function rolesOf(process: ModdleElement, pool: string): (element: ModdleElement) => string {
  const byId = new Map<string, string>()
  const walk = (laneSet: ModdleElement | undefined, above: string, depth: number) => {
    for (const lane of laneSet?.lanes ?? []) {
      const own = roleText(String(lane.name ?? ''))
      const name = [above, own].filter((part) => part !== '').join(' / ')
      for (const node of lane.flowNodeRef ?? []) if (node.id && name !== '') byId.set(node.id, name)
      if (depth < 10) walk(lane.childLaneSet, name, depth + 1)
    }
  }
  for (const laneSet of process.laneSets ?? []) walk(laneSet, '', 0)
  return (element) => byId.get(element.id ?? '') ?? (named(element) || roleText(pool) || NO_ROLE)
}

/** Camunda and its kin name groups and persons in attributes of their own; BPMN itself in a performer. */
function named(element: ModdleElement): string {
  const attributes = element.$attrs ?? {}
  const find = (name: string) => Object.entries(attributes).find(([key]) => key.endsWith(`:${name}`))?.[1]
  const performer = element.resources?.[0]?.resourceRef?.name ?? ''
  const text = String(find('candidateGroups') ?? find('assignee') ?? performer)
  return /[${}#]/.test(text) ? '' : roleText(text)
}
