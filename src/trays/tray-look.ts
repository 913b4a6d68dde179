import { TRAY_COLUMNS, type TrayColumn, USUAL_COLUMNS } from '#src/web/components/tray-table.ts'
import { type Query, readFilter, writeFilter } from './filter-query.ts'
import { FILTER_PARTS, type TrayFilter } from './tray-filter.ts'
import { readOrder, type TrayOrder, USUAL_ORDER, writeOrder } from './tray-order.ts'
import { TRAYS, type TrayName } from './tray-scope.ts'

/** How a tray is looked at; all of it stands in the address, so that it can be sent to somebody. */
export interface TrayLook {
  readonly filter: TrayFilter
  /** Null is the tray's usual order. */
  readonly order: TrayOrder | null
  readonly columns: readonly TrayColumn[]
  readonly compact: boolean
}

export const USUAL_LOOK: TrayLook = { filter: {}, order: null, columns: USUAL_COLUMNS, compact: false }

/** What is overdue longest comes first among the overdue; elsewhere the priority rules. */
export function orderOf(name: TrayName, { order }: TrayLook): TrayOrder {
  if (order !== null) return order
  return TRAYS[name] === 'overdue' ? { by: 'due', descending: false } : USUAL_ORDER
}

const NAMES = {
  es: { order: 'orden', columns: 'columnas', rows: 'filas', compact: 'compactas' },
  en: { order: 'order', columns: 'columns', rows: 'rows', compact: 'compact' },
} as const

/** Names of the columns in addresses of pages. */
export const COLUMN_NAMES: Readonly<Record<TrayColumn, string>> = {
  due: 'vence',
  case: 'caso',
  procedure: 'procedimiento',
  step: 'paso',
  requester: 'solicitante',
  channel: 'canal',
  unit: 'dependencia',
  role: 'cargo',
  arrived: 'llegada',
  holder: 'responsable',
}

/** Reads a look from the parameters of a page (`es`) or of the API (`en`); what it cannot mean is left out and named in `faults`. */
export function readLook(
  query: Query,
  names: 'es' | 'en',
): { readonly look: TrayLook; readonly faults: readonly string[] } {
  const { filter, faults } = readFilter(query, names)
  const name = NAMES[names]
  const order = readOrder(query[name.order], names)
  const columns = readColumns(query[name.columns], names)
  const badOrder = query[name.order] !== undefined && query[name.order] !== '' && order === null ? [name.order] : []
  const badColumns = columns === null ? [name.columns] : []
  return {
    look: {
      filter,
      order,
      columns: columns === null || columns.length === 0 ? USUAL_COLUMNS : columns,
      compact: query[name.rows] === name.compact,
    },
    faults: [...faults, ...badOrder, ...badColumns],
  }
}

/** Columns as `vence,paso` or as several parameters, as the boxes of a form send them. */
function readColumns(value: unknown, names: 'es' | 'en'): TrayColumn[] | null {
  const texts = [value ?? []].flat()
  if (texts.length > TRAY_COLUMNS.length || !texts.every((each) => typeof each === 'string')) return null
  const wanted = texts.flatMap((each) => each.split(',')).filter((each) => each !== '')
  const found = TRAY_COLUMNS.filter((each) => wanted.includes(names === 'es' ? COLUMN_NAMES[each] : each))
  return wanted.length > TRAY_COLUMNS.length || new Set(wanted).size !== found.length ? null : found
}

/** A look as parameters: only what is not the usual, always in the same order. */
export function writeLook(look: TrayLook, names: 'es' | 'en'): [name: string, value: string][] {
  const name = NAMES[names]
  const usual = look.columns.join() === USUAL_COLUMNS.join()
  const columns = look.columns.map((each) => (names === 'es' ? COLUMN_NAMES[each] : each))
  return [
    ...writeFilter(look.filter, names),
    ...(look.order === null ? [] : [[name.order, writeOrder(look.order, names)] as [string, string]]),
    ...(usual ? [] : [[name.columns, columns.join(',')] as [string, string]]),
    ...(look.compact ? [[name.rows, name.compact] as [string, string]] : []),
  ]
}

/** Does an address say anything about the look? */
export function saysLook(query: Query): boolean {
  const names: string[] = [NAMES.es.order, NAMES.es.columns, NAMES.es.rows]
  return [...names, ...Object.values(FILTER_PARTS).map(({ es }) => es)].some((each) => query[each] !== undefined)
}

/** A look as one line of text, in which the order of parameters is always the same; `readLookText` reads it. */
export function lookText(look: TrayLook): string {
  return new URLSearchParams(writeLook(look, 'en')).toString()
}

export function readLookText(text: string): TrayLook {
  return readLook(queryOf(text), 'en').look
}

export function queryOf(text: string): Query {
  const params = new URLSearchParams(text)
  return Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)]).map(single))
}

function single([name, values]: (string | string[])[]): [string, string | string[]] {
  return [name as string, values!.length === 1 ? values![0]! : (values as string[])]
}

/** The page of a tray: `/bandejas/unidad?prioridad=1`. */
export function trayAddress(
  name: TrayName,
  look: TrayLook,
  more: Readonly<Record<string, string | undefined>> = {},
): string {
  const extra = Object.entries(more).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const query = new URLSearchParams([...writeLook(look, 'es'), ...extra]).toString()
  return `/bandejas/${name}${query === '' ? '' : `?${query}`}`
}
