import type { FlowNode } from './flow-model.ts'

/** Sizes in points, as BPMN tools draw them. */
export interface Size {
  readonly width: number
  readonly height: number
}

const TASK: Size = { width: 120, height: 80 }
const GATEWAY: Size = { width: 50, height: 50 }
const EVENT: Size = { width: 36, height: 36 }

export function sizeOf({ shape }: FlowNode): Size {
  switch (shape.kind) {
    case 'task':
    case 'signature':
    case 'reply':
    case 'call':
      return TASK
    case 'question':
    case 'split':
    case 'join':
    case 'merge':
      return GATEWAY
    default:
      return EVENT
  }
}

/** Whether the name stands beside the shape, as with events and gateways, or in it. */
export function namedOutside(node: FlowNode): boolean {
  return node.name !== '' && sizeOf(node) !== TASK
}

/** Room for a label of lines of 11 points, no wider than `most`. */
export function labelSize(text: string, most: number): Size {
  const perLine = Math.max(4, Math.floor(most / 6))
  let lines = 1
  let used = 0
  let widest = 0
  for (const word of text.split(' ')) {
    if (used > 0 && used + 1 + word.length > perLine) {
      lines += 1
      used = 0
    }
    used += (used > 0 ? 1 : 0) + word.length
    widest = Math.max(widest, used)
  }
  return { width: Math.min(most, widest * 6 + 4), height: lines * 14 }
}
