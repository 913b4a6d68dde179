import type { Locale } from '#src/web/locale/locale.ts'
import { lengthText } from '../report/labels.ts'
import { timesText } from './heat.ts'
import type { MeasuredRow } from './measure.ts'
import { measureWords as words } from './words.ts'

/** What strayed from the manual, in sentences, the worst first. */
export function deviations(locale: Locale, rows: readonly MeasuredRow[]): readonly string[] {
  const said: { weight: number; sentence: string }[] = []
  for (const row of rows) {
    const step = row.number
    if (row.ratio !== null && row.ratio > 1)
      said.push({
        weight: 100 * row.ratio,
        sentence:
          row.blockUntil === null
            ? words(locale, 'says.slow', { step, times: timesText(row.ratio), median: lengthText(locale, row.median) })
            : words(locale, 'says.block-slow', { step, until: row.blockUntil, times: timesText(row.ratio) }),
      })
    const late = row.timed === 0 ? 0 : row.late / row.timed
    if (late >= 0.1)
      said.push({
        weight: 120 * late,
        sentence: words(locale, 'says.late', {
          step,
          percent: Math.round(late * 100),
          late: row.late,
          timed: row.timed,
        }),
      })
    if (row.ratio !== null && row.ratio < 0.25 && row.n >= 20 && row.blockUntil === null)
      said.push({ weight: 10, sentence: words(locale, 'says.fast', { step, median: lengthText(locale, row.median) }) })
    if (row.rounds > 0)
      said.push({ weight: row.rounds, sentence: words(locale, 'says.rounds', { step, count: row.rounds }) })
    if (row.overLimit > 0)
      said.push({
        weight: 5 * row.overLimit,
        sentence: words(locale, 'says.over-limit', { step, count: row.overLimit }),
      })
    if (row.returned > 0)
      said.push({ weight: row.returned, sentence: words(locale, 'says.returned', { step, count: row.returned }) })
    if (row.refused > 0)
      said.push({ weight: row.refused, sentence: words(locale, 'says.refused', { step, count: row.refused }) })
    if (row.ruled > 0)
      said.push({ weight: 10 * row.ruled, sentence: words(locale, 'says.ruled', { step, count: row.ruled }) })
    if (row.escalated > 0)
      said.push({
        weight: 5 * row.escalated,
        sentence: words(locale, 'says.escalated', { step, count: row.escalated }),
      })
    if (row.waiting !== null && row.working !== null && row.waiting > row.working && row.waiting > 600_000)
      said.push({
        weight: 20,
        sentence: words(locale, 'says.waits', {
          step,
          waiting: lengthText(locale, row.waiting),
          working: lengthText(locale, row.working),
        }),
      })
  }
  return said.sort((a, b) => b.weight - a.weight).map(({ sentence }) => sentence)
}
