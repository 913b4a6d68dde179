import { MEASURES, type Measure } from '../record/contributions.ts'

/** A count, or that it is from one to four and not told to this reader. */
export type Count = number | 'few'

/** From this number on a count is told to whoever may not read the cases behind it. */
export const LEAST_TOLD = 5

export function shown(count: number, masks: boolean): Count {
  return masks && count > 0 && count < LEAST_TOLD ? 'few' : count
}

type Numbers = Readonly<Record<Measure, number>>
type Told = Readonly<Record<Measure, Count>>

/** Small counts of each column are withheld; where that is a single one, the next smallest too, or the sum would tell it. */
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
    const few = rows.filter((row) => shown(row[measure], true) === 'few')
    const least = few.length === 1 && rows.length > 1 ? nextSmallest(rows, measure) : null
    for (const [at, row] of rows.entries())
      if (shown(row[measure], true) === 'few' || at === least) told[at]![measure] = 'few'
  }
  return told
}

function nextSmallest(rows: readonly Numbers[], measure: Measure): number | null {
  let found: number | null = null
  for (const [at, row] of rows.entries()) {
    if (row[measure] < LEAST_TOLD) continue
    if (found === null || row[measure] < rows[found]![measure]) found = at
  }
  return found
}
