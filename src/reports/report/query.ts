import { localDate } from '#src/people/index.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Scope } from '../scope.ts'
import { type AskedPeriod, readPeriod } from './asked-period.ts'
import type { Period } from './period.ts'

/** What a report may be narrowed to, by the names that its address has. `dependencia` is the attending unit. */
export const FILTERS = {
  tramite: 'kind',
  canal: 'channel',
  solicitante: 'requester',
  nivel: 'level',
  prioridad: 'priority',
  tecnico: 'technician',
  solucion: 'solution',
  causa: 'cause',
} as const
export type FilterName = keyof typeof FILTERS
export type FilteredDimension = (typeof FILTERS)[FilterName]

/** In an address, what no act says. */
export const NO_DATA = 'sin-dato'

export interface ReportQuery {
  readonly period: Period
  /** Id of the unit whose cases, with those of the units under it, are counted; null for all in scope. */
  readonly unit: string | null
  readonly filters: Readonly<Partial<Record<FilteredDimension, string>>>
}

type Asked = Readonly<Record<string, unknown>>

export type AskedQuery = ReportQuery & AskedPeriod

/**
 * What an address asks for. Filters that it says wrongly are left out, so that an old link shows a report; what is wrong with its
 * period is told, so that no figures pass for those of other days.
 */
export function readQuery(asked: Asked, scope: Scope, directory: InstitutionDirectory, now: string): AskedQuery {
  const today = localDate(now, directory.rows.institution?.timeZone ?? 'UTC')
  const filters: Partial<Record<FilteredDimension, string>> = {}
  for (const [name, dimension] of Object.entries(FILTERS) as [FilterName, FilteredDimension][]) {
    const value = text(asked[name])
    if (value === '' || value.length > 300) continue
    if (dimension === 'technician' && !scope.technicians) continue
    if ((dimension === 'technician' || dimension === 'requester') && value !== NO_DATA && !isUuid(value)) continue
    if ((dimension === 'level' || dimension === 'priority') && value !== NO_DATA && !/^\d$/.test(value)) continue
    filters[dimension] = value === NO_DATA ? '' : value
  }
  const unit = text(asked.dependencia)
  const known = isUuid(unit) && directory.unitById(unit) !== null && (scope.whole || scope.units.includes(unit))
  return { ...readPeriod(asked, { fixed: scope.masks, today }), unit: known ? unit : null, filters }
}

/** The address of a query, without the path; changes of single parts over it, null to leave one out. */
export function writeQuery({ period, unit, filters }: ReportQuery, changes: Asked = {}): string {
  const said = new Map<string, string>()
  if (period.kind === 'entre') said.set('desde', period.from).set('hasta', period.until)
  else said.set('periodo', period.kind).set('fecha', period.from)
  if (unit !== null) said.set('dependencia', unit)
  for (const [name, dimension] of Object.entries(FILTERS) as [FilterName, FilteredDimension][]) {
    const value = filters[dimension]
    if (value !== undefined) said.set(name, value === '' ? NO_DATA : value)
  }
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) said.delete(name)
    else said.set(name, String(value))
  }
  return new URLSearchParams([...said]).toString()
}

export function filterNameOf(dimension: FilteredDimension): FilterName {
  return (Object.keys(FILTERS) as FilterName[]).find((name) => FILTERS[name] === dimension)!
}

/** Units whose cases are counted; null for all of the institution, those that no unit has too. */
export function unitsCounted(
  query: ReportQuery,
  scope: Scope,
  directory: InstitutionDirectory,
): readonly string[] | null {
  if (query.unit === null) return scope.whole ? null : scope.units
  const under = directory.unitsUnder(query.unit)
  return scope.whole ? under : under.filter((unit) => scope.units.includes(unit))
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value)
}
