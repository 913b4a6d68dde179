import { bucketOf } from './buckets.ts'
import { type Contribution, contributionsOf, MEASURES, type Measure } from './contributions.ts'
import type { CaseFold, EndedVisit, RowMark } from './types.ts'

/** Changes of counters that are still to be written, each kept once. */
export interface Counters {
  readonly periods: Map<string, PeriodRow>
  readonly steps: Map<string, StepRow>
}

export interface PeriodRow {
  readonly dimension: string
  readonly grain: 'day' | 'month'
  readonly day: string
  readonly unit: string
  readonly value: string
  readonly counts: number[]
}

export interface StepRow {
  readonly version: string
  readonly procedure: string
  readonly row: string
  readonly month: string
  readonly what: string
  readonly bucket: number
  n: number
}

export function noCounters(): Counters {
  return { periods: new Map(), steps: new Map() }
}

/** Takes away what a case added before, and adds what it adds now. */
export function countCase(counters: Counters, before: CaseFold | null, after: CaseFold | null): void {
  const gone = before === null ? [] : contributionsOf(before)
  const came = after === null ? [] : contributionsOf(after)
  // Most acts move a task and change nothing of this.
  if (before !== null && after !== null && JSON.stringify(gone) === JSON.stringify(came)) return
  for (const each of gone) addPeriod(counters, each, -1)
  for (const each of came) addPeriod(counters, each, 1)
}

export function countVisit(counters: Counters, visit: EndedVisit): void {
  const add = (what: string, bucket = 0) =>
    addStep(counters, { ...visit, row: visit.row, month: monthOf(visit.endedOn), what, bucket })
  add(`end-${visit.outcome}`)
  if (visit.outcome !== 'done' || visit.kind === 'wait' || visit.kind === 'child') return
  // Signatures and replies are waited for beside the row's own work.
  const of = visit.kind === 'step' ? '' : `${visit.kind}-`
  add(`${of}total`, bucketOf(visit.total))
  add(`${of}span`, bucketOf(visit.span))
  if (visit.wait !== null) add(`${of}wait`, bucketOf(visit.wait))
  if (visit.work !== null) add(`${of}work`, bucketOf(visit.work))
  if (visit.late !== null) add(`${of}timed`)
  if (visit.late === true) add(`${of}late`)
}

export function countMark(counters: Counters, { version, procedure, row, on, what }: RowMark): void {
  addStep(counters, { version, procedure, row, month: monthOf(on), what, bucket: 0 })
}

export function monthOf(day: string): string {
  return `${day.slice(0, 7)}-01`
}

function addPeriod({ periods }: Counters, { dimension, day, unit, value, measures }: Contribution, sign: 1 | -1): void {
  for (const [grain, on] of [
    ['day', day],
    ['month', monthOf(day)],
  ] as const) {
    const key = `${dimension} ${grain} ${on} ${unit} ${value}`
    let row = periods.get(key)
    if (row === undefined) {
      row = { dimension, grain, day: on, unit, value, counts: MEASURES.map(() => 0) }
      periods.set(key, row)
    }
    for (const [at, measure] of MEASURES.entries()) row.counts[at]! += sign * (measures[measure as Measure] ?? 0)
  }
}

function addStep({ steps }: Counters, { version, procedure, row, month, what, bucket }: Omit<StepRow, 'n'>): void {
  const key = `${version} ${procedure} ${row} ${month} ${what} ${bucket}`
  const known = steps.get(key)
  if (known === undefined) steps.set(key, { version, procedure, row, month, what, bucket, n: 1 })
  else known.n += 1
}
