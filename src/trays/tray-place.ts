import type { TrayTask } from './tray.store.ts'
import { ORDER_PARTS, type TrayOrder } from './tray-order.ts'

/** Where a page begins, in the tray's order: the values of that order. `back` is the page that ends before it. */
export interface TrayPlace {
  readonly values: readonly (string | number)[]
  readonly back: boolean
}

type Placed = Pick<TrayTask, 'priority' | 'dueAt' | 'arrivedAt' | 'caseId' | 'task'>

/** The place of a task in an order as text for an address. */
export function writePlace({ by }: TrayOrder, task: Placed): string {
  return Buffer.from(JSON.stringify(placeValues(by, task))).toString('base64url')
}

function placeValues(by: TrayOrder['by'], task: Placed): (string | number)[] {
  const values = {
    priority: task.priority,
    due_at: task.dueAt,
    arrived_at: task.arrivedAt,
    case_id: task.caseId,
    id: task.task,
  }
  return ORDER_PARTS[by].map((part) => values[part])
}

// As the database gives them, which also reads what no calendar has.
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/

/** The place that a text names in an order, or null for a text that names none: the tray then begins at its start. */
export function readPlace({ by }: TrayOrder, text: unknown, back: boolean): TrayPlace | null {
  if (typeof text !== 'string' || text.length > 200) return null
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    const parts = ORDER_PARTS[by]
    if (!Array.isArray(values) || values.length !== parts.length) return null
    return parts.every((part, at) => FITS[part](values[at])) ? { values, back } : null
  } catch {
    return null
  }
}

const whole = (most: number) => (value: unknown) =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < most
const instant = (value: unknown) =>
  value === 'infinity' || (typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value)))

const FITS = {
  priority: whole(100),
  due_at: instant,
  arrived_at: instant,
  case_id: whole(Number.MAX_SAFE_INTEGER),
  id: whole(2 ** 31),
}
