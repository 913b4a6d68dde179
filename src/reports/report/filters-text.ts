import { words } from '../words.ts'
import { labelOf, type Naming } from './labels.ts'
import type { FilteredDimension, ReportQuery } from './query.ts'

type Narrowed = Pick<ReportQuery, 'unit' | 'filters'>

/** What a report is narrowed to beside units: the name of each filter, and its value in words. */
export function filtersSaid(naming: Naming, { filters }: Pick<Narrowed, 'filters'>): (readonly [string, string])[] {
  return (Object.entries(filters) as [FilteredDimension, string][]).map(([dimension, value]) => [
    words(naming.locale, `one.${dimension}`),
    labelOf(naming, dimension, value),
  ])
}

/** All that a report is narrowed to, in one line; nothing where it is not. */
export function filtersText(naming: Naming, query: Narrowed): string {
  const unit = query.unit === null ? [] : [[words(naming.locale, 'one.unit'), labelOf(naming, 'unit', query.unit)]]
  return [...unit, ...filtersSaid(naming, query)].map(([name, value]) => `${name}: ${value}`).join(' · ')
}
