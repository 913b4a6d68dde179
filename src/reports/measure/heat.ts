import type { Heat } from '#src/flowchart/index.ts'
import type { MeasuredRow } from './measure.ts'

/** How hot each measured row ran: by the median against its norm, and by how many were late. Rows that nobody did have none. */
export function heatOf(rows: readonly MeasuredRow[]): Readonly<Record<string, Heat>> {
  return Object.fromEntries(
    rows.flatMap((row) => {
      if (row.n === 0) return []
      const share = row.timed === 0 ? 0 : row.late / row.timed
      return [[row.number, { level: levelOf(row.ratio, share), text: tagOf(row, share) }] as const]
    }),
  )
}

function levelOf(ratio: number | null, late: number): Heat['level'] {
  const byTime = ratio === null ? 0 : ratio >= 2 ? 3 : ratio >= 1.25 ? 2 : ratio > 1 ? 1 : 0
  const byLate = late >= 0.5 ? 3 : late >= 0.25 ? 2 : late >= 0.1 ? 1 : 0
  return Math.max(byTime, byLate) as Heat['level']
}

function tagOf({ ratio, timed, n }: MeasuredRow, late: number): string {
  const parts = [
    ...(ratio === null ? [] : [`${timesText(ratio)}×`]),
    ...(timed === 0 ? [] : [`${Math.round(late * 100)} % tarde`]),
    `n ${n}`,
  ]
  return parts.join(' · ')
}

/** `2.3`, with the point that every figure of Ventanilla has. */
export function timesText(ratio: number): string {
  return ratio < 0.1 ? '<0.1' : ratio.toFixed(1)
}
