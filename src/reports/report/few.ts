import { MEASURES, type Measure } from '../record/contributions.ts'

/**
 * A count; or `few`, that it is from one to four and not told to this reader; or `hidden`, of any size, withheld beside a single
 * one that is few, so that the sum of the column does not tell that one.
 */
export type Count = number | 'few' | 'hidden'

/** From this number on a count is told to whoever may not read the cases behind it. */
export const LEAST_TOLD = 5

export function isTold(count: unknown): count is number {
  return typeof count === 'number'
}

export function shown(count: number, masks: boolean): Count {
  return masks && isFew(count) ? 'few' : count
}

/** A column whose sum is told too: where a single one of it is few, the next smallest is hidden. */
export function shownColumn(counts: readonly number[], masks: boolean): readonly Count[] {
  if (!masks || counts.filter(isFew).length !== 1) return counts.map((count) => shown(count, masks))
  const covering = nextSmallest(counts)
  return counts.map((count, at) => (at === covering ? 'hidden' : shown(count, masks)))
}

type Numbers = Readonly<Record<Measure, number>>
type Told = Readonly<Record<Measure, Count>>

/** Each measure of the rows as a column whose sum is told. */
export function withheld<Row extends { readonly now: Numbers; readonly before: Numbers }>(
  rows: readonly Row[],
  masks: boolean,
): (Omit<Row, 'now' | 'before'> & { readonly now: Told; readonly before: Told })[] {
  const now = columns(
    rows.map((row) => row.now),
    masks,
  )
  const before = columns(
    rows.map((row) => row.before),
    masks,
  )
  return rows.map((row, at) => ({ ...row, now: now[at]!, before: before[at]! }))
}

function columns(rows: readonly Numbers[], masks: boolean): Told[] {
  if (!masks) return [...rows]
  const told = rows.map((row) => ({ ...row }) as Record<Measure, Count>)
  for (const measure of MEASURES) {
    const column = shownColumn(
      rows.map((row) => row[measure]),
      true,
    )
    for (const [at, count] of column.entries()) told[at]![measure] = count
  }
  return told
}

const isFew = (count: number): boolean => count > 0 && count < LEAST_TOLD

function nextSmallest(counts: readonly number[]): number | null {
  let found: number | null = null
  for (const [at, count] of counts.entries()) {
    if (count < LEAST_TOLD) continue
    if (found === null || count < counts[found]!) found = at
  }
  return found
}
