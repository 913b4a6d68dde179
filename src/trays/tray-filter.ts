import type { DateText } from '#src/calendar/types.ts'

/** Which tasks of a tray are wanted. A part that is absent asks for nothing; of several values of one part, any will do. */
export interface TrayFilter {
  /** `DTI-MNP-01/8`: code of the manual and number of the procedure. */
  readonly procedures?: readonly string[]
  readonly kinds?: readonly TaskKind[]
  /** Printed numbers of rows: `7`, `4.1`. */
  readonly steps?: readonly string[]
  readonly units?: readonly string[]
  readonly priorities?: readonly number[]
  /** Levels of support, 1 to 3. */
  readonly levels?: readonly number[]
  readonly channels?: readonly string[]
  /** Words of the requester's name. */
  readonly requester?: string
  /** `me`, `nobody`, or the id of a person. */
  readonly assignee?: string
  readonly due?: DueFilter
  /** A day of the institution. */
  readonly arrivedSince?: DateText
  /** Words of the subject, or of the number. */
  readonly text?: string
}

export const TASK_KINDS = ['step', 'reply', 'signature'] as const
export type TaskKind = (typeof TASK_KINDS)[number]

/** Overdue; due within a day or overdue; with no due instant at all. */
export const DUE_FILTERS = ['overdue', 'soon', 'none'] as const
export type DueFilter = (typeof DUE_FILTERS)[number]

export type FilterPart = keyof TrayFilter

/** Every part with its name in addresses of pages and in the API. */
export const FILTER_PARTS: Readonly<Record<FilterPart, { readonly es: string; readonly en: string }>> = {
  text: { es: 'texto', en: 'text' },
  procedures: { es: 'procedimiento', en: 'procedure' },
  steps: { es: 'paso', en: 'step' },
  kinds: { es: 'tipo', en: 'kind' },
  units: { es: 'dependencia', en: 'unit' },
  priorities: { es: 'prioridad', en: 'priority' },
  levels: { es: 'nivel', en: 'level' },
  channels: { es: 'canal', en: 'channel' },
  requester: { es: 'solicita', en: 'requester' },
  assignee: { es: 'responsable', en: 'assignee' },
  due: { es: 'vence', en: 'due' },
  arrivedSince: { es: 'llego', en: 'arrivedSince' },
}

export function isEmptyFilter(filter: TrayFilter): boolean {
  return Object.keys(filter).length === 0
}

/** The filter without one value of one part; without a value, without the part. */
export function withoutPart(filter: TrayFilter, part: FilterPart, value?: string): TrayFilter {
  const { [part]: values, ...others } = filter
  if (value === undefined || !Array.isArray(values)) return others
  const left = values.filter((each) => String(each) !== value)
  return left.length === 0 ? others : { ...others, [part]: left }
}
