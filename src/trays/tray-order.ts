import { type RawBuilder, sql } from 'kysely'

/** What a tray is ordered by. Each is a total order, since case and task end it; so a page begins after a place. */
export const ORDERS = ['priority', 'due', 'arrival', 'number'] as const
export type OrderKey = (typeof ORDERS)[number]

export interface TrayOrder {
  readonly by: OrderKey
  readonly descending: boolean
}

export const USUAL_ORDER: TrayOrder = { by: 'priority', descending: false }

/** Names in addresses of pages. A dash before the name turns the order round. */
const NAMES: Readonly<Record<OrderKey, string>> = {
  priority: 'prioridad',
  due: 'vence',
  arrival: 'llegada',
  number: 'numero',
}

export function writeOrder({ by, descending }: TrayOrder, names: 'es' | 'en'): string {
  return `${descending ? '-' : ''}${names === 'es' ? NAMES[by] : by}`
}

/** The order that a text names; null for none. */
export function readOrder(text: unknown, names: 'es' | 'en'): TrayOrder | null {
  if (typeof text !== 'string') return null
  const name = text.replace(/^-/, '')
  const by = ORDERS.find((each) => (names === 'es' ? NAMES[each] : each) === name)
  return by === undefined ? null : { by, descending: text.startsWith('-') }
}

type Part = 'priority' | 'due_at' | 'arrived_at' | 'case_id' | 'id'

export const ORDER_PARTS: Readonly<Record<OrderKey, readonly Part[]>> = {
  priority: ['priority', 'due_at', 'case_id', 'id'],
  due: ['due_at', 'case_id', 'id'],
  arrival: ['arrived_at', 'case_id', 'id'],
  number: ['case_id', 'id'],
}

const TYPES: Readonly<Record<Part, RawBuilder<unknown>>> = {
  priority: sql`smallint`,
  due_at: sql`timestamptz`,
  arrived_at: sql`timestamptz`,
  case_id: sql`bigint`,
  id: sql`int`,
}

/** `order by` of a tray, of the columns of `of` where it is given; `back` reads from the end. */
export function orderBy({ by, descending }: TrayOrder, back: boolean, of?: string): RawBuilder<unknown> {
  const direction = descending === back ? sql`` : sql` desc`
  return sql`order by ${sql.join(ORDER_PARTS[by].map((part) => sql`${sql.ref(of === undefined ? part : `${of}.${part}`)}${direction}`))}`
}

/** The condition under which a row stands after the values of a place (`back`: before it). */
export function beyond(
  { by, descending }: TrayOrder,
  values: readonly (string | number)[],
  back: boolean,
): RawBuilder<unknown> {
  const parts = ORDER_PARTS[by]
  const sign = descending === back ? sql`>` : sql`<`
  return sql`(${sql.join(parts.map((part) => sql.ref(part)))}) ${sign} (${sql.join(parts.map((part, at) => sql`${values[at]}::${TYPES[part]}`))})`
}
