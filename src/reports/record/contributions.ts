import { bucketOf } from './buckets.ts'
import type { CaseFold } from './types.ts'

export const MEASURES = [
  'reported',
  'still_open',
  'attended',
  'on_time',
  'timed',
  'first_level',
  'levelled',
  'annulled',
  'reopened',
  'left_open',
  'rated',
  'stars',
] as const
export type Measure = (typeof MEASURES)[number]
export type Measures = Readonly<Partial<Record<Measure, number>>>

/** By what reports break down. `attention` and `lasting` are the classes of length of what was attended. */
export const DIMENSIONS = [
  'total',
  'kind',
  'channel',
  'requester',
  'level',
  'priority',
  'technician',
  'solution',
  'cause',
  'attention',
  'lasting',
] as const
export type Dimension = (typeof DIMENSIONS)[number]

export const NO_UNIT = '00000000-0000-0000-0000-000000000000'

export interface Contribution {
  readonly dimension: Dimension
  readonly day: string
  readonly unit: string
  readonly value: string
  readonly measures: Measures
}

/** All that a case adds to the counters as it stands. Taking away those of before and adding those of now keeps the counters right. */
export function contributionsOf(fold: CaseFold): readonly Contribution[] {
  const unit = fold.unit ?? NO_UNIT
  const days = measuresByDay(fold)
  const values = valuesOf(fold)
  return [...days].flatMap(([day, measures]) =>
    values.flatMap(([dimension, value]) => {
      const length = dimension === 'attention' || dimension === 'lasting'
      if (length && (measures.attended === undefined || value === '')) return []
      return [{ dimension, day, unit, value, measures: length ? { attended: measures.attended } : measures }]
    }),
  )
}

function valuesOf(fold: CaseFold): readonly (readonly [Dimension, string])[] {
  return [
    ['total', ''],
    ['kind', fold.kind],
    ['channel', fold.channel],
    ['requester', fold.requesterUnit ?? ''],
    ['level', fold.level === null ? '' : String(fold.level)],
    ['priority', String(fold.priority)],
    ['technician', fold.technician ?? ''],
    ['solution', fold.solution ?? ''],
    ['cause', fold.cause ?? ''],
    ['attention', fold.attention === null ? '' : String(bucketOf(fold.attention))],
    ['lasting', fold.lasting === null ? '' : String(bucketOf(fold.lasting))],
  ]
}

function measuresByDay(fold: CaseFold): ReadonlyMap<string, Measures> {
  const days = new Map<string, { [Key in Measure]?: number }>()
  const add = (day: string | null | undefined, measure: Measure, count = 1) => {
    if (day == null) return
    const own = days.get(day) ?? {}
    own[measure] = (own[measure] ?? 0) + count
    days.set(day, own)
  }
  add(fold.openedOn, 'reported')
  if (fold.status === 'open') add(fold.openedOn, 'still_open')
  add(fold.closedOn, 'attended')
  if (fold.closedOn !== null && fold.timed > 0) {
    add(fold.closedOn, 'timed')
    if (fold.late === 0) add(fold.closedOn, 'on_time')
  }
  const first = firstLevel(fold)
  if (first !== null) {
    add(fold.closedOn, 'levelled')
    if (first) add(fold.closedOn, 'first_level')
  }
  if (fold.status === 'annulled') add(fold.leftOn.at(-1), 'annulled')
  for (const day of fold.leftOn) add(day, 'left_open')
  for (const day of fold.reopenedOn) add(day, 'reopened')
  if (fold.stars !== null) {
    add(fold.ratedOn, 'rated')
    add(fold.ratedOn, 'stars', fold.stars)
  }
  return days
}

/** Resolved where it came in: never above level 1 where levels are told; else by one pair of hands, without escalation. */
export function firstLevel({ closedOn, highestLevel, hands, escalated }: CaseFold): boolean | null {
  if (closedOn === null || hands.length === 0) return null
  return highestLevel === null ? hands.length === 1 && !escalated : highestLevel === 1
}
