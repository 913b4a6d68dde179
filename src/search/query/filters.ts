import { fold } from '#src/spanish/index.ts'

/** What a search can be narrowed by, by the Spanish name under which it is written. */
export const FILTERS = {
  unidad: { english: 'unit', many: true },
  estado: { english: 'status', many: false },
  tramite: { english: 'service', many: true },
  manual: { english: 'manual', many: true },
  paso: { english: 'step', many: false },
  prioridad: { english: 'priority', many: true },
  canal: { english: 'channel', many: true },
  solicitante: { english: 'requester', many: false },
  asignado: { english: 'assignee', many: false },
  desde: { english: 'from', many: false },
  hasta: { english: 'until', many: false },
  tipo: { english: 'type', many: false },
  con: { english: 'with', many: false },
} as const

export type FilterName = keyof typeof FILTERS

export const FILTER_NAMES = Object.keys(FILTERS) as readonly FilterName[]

/** The filter of a name as somebody writes it, in either language, with or without accents; null when there is none. */
export function filterNamed(written: string): FilterName | null {
  const name = fold(written)
  return BY_NAME.get(name) ?? null
}

const BY_NAME = new Map<string, FilterName>([
  ...FILTER_NAMES.map((name) => [name, name] as const),
  ...FILTER_NAMES.map((name) => [FILTERS[name].english, name] as const),
])

/** Values that are words of the program, by what is written in either language. */
export const STATES: Readonly<Record<string, 'open' | 'closed' | 'annulled' | 'overdue'>> = {
  abierto: 'open',
  cerrado: 'closed',
  anulado: 'annulled',
  vencido: 'overdue',
  open: 'open',
  closed: 'closed',
  annulled: 'annulled',
  overdue: 'overdue',
}

export const PRIORITIES: Readonly<Record<string, number>> = {
  critica: 1,
  alta: 2,
  media: 3,
  baja: 4,
  critical: 1,
  high: 2,
  medium: 3,
  low: 4,
  1: 1,
  2: 2,
  3: 3,
  4: 4,
}

export const TYPES: Readonly<Record<string, ResultKind>> = {
  caso: 'cases',
  expediente: 'cases',
  mensaje: 'messages',
  articulo: 'articles',
  manual: 'manuals',
  contacto: 'contacts',
  case: 'cases',
  message: 'messages',
  article: 'articles',
  contact: 'contacts',
}

export type ResultKind = 'cases' | 'messages' | 'articles' | 'manuals' | 'contacts'

export const CHANNELS = ['portal', 'correo', 'teléfono', 'ventanilla', 'oficio', 'procedimiento'] as const
