import { formatDate } from '#src/web/locale/time.ts'
import { words } from '../words.ts'
import { type Count, isTold } from './few.ts'
import { labelOf, type Naming, percentOf } from './labels.ts'
import { BREAKDOWNS, type Breakdown, type Line, type Report } from './report.ts'

/** A table of a report as every output has it: the page, the spreadsheet, the PDF. */
export interface ReportTable {
  readonly key: string
  readonly title: string
  readonly columns: readonly { readonly label: string; readonly number?: true }[]
  readonly rows: readonly (readonly Value[])[]
  /** Of a breakdown: the value behind each row. */
  readonly values?: readonly string[]
}

/** Text, a number, a withheld count, what has a format of its own, or nothing to tell. */
export type Value = string | Count | Measured | null

/** What a person reads as text and a workbook calculates with. */
export type Measured =
  /** In whole hundredths; `bare` where the heading says so already. */
  | { readonly kind: 'share'; readonly percent: number; readonly bare?: true }
  | { readonly kind: 'length'; readonly milliseconds: number }
  /** Of five, with one decimal. */
  | { readonly kind: 'stars'; readonly stars: number }
  | { readonly kind: 'day'; readonly day: string }

/** Everything that a report says, as tables. */
export function reportTables(report: Report, naming: Naming): readonly ReportTable[] {
  return [
    summaryTable(report, naming),
    flowTable(report, naming),
    agesTable(report, naming),
    ...BREAKDOWNS.filter((dimension) => report.breakdowns[dimension].length > 0).map((dimension) =>
      dimension === 'cause' ? causesTable(report, naming) : breakdownTable(report, dimension, naming),
    ),
  ]
}

export function summaryTable(report: Report, { locale }: Naming): ReportTable {
  const { now, before, attention, lasting } = report
  const length = (milliseconds: number | null): Value =>
    milliseconds === null ? words(locale, 'none') : { kind: 'length', milliseconds }
  const row = (label: string, value: Value, earlier: Value): Value[] => [label, value, earlier]
  return {
    key: 'summary',
    title: words(locale, 'summary.name'),
    columns: [
      { label: words(locale, 'cases.what') },
      { label: words(locale, 'period.label'), number: true },
      { label: words(locale, 'measure.before'), number: true },
    ],
    rows: [
      row(words(locale, 'measure.reported'), now.reported, before.reported),
      row(words(locale, 'measure.attended'), now.attended, before.attended),
      row(words(locale, 'measure.open'), report.openAfter, report.openThen),
      row(words(locale, 'measure.annulled'), now.annulled, before.annulled),
      row(words(locale, 'measure.reopened'), now.reopened, before.reopened),
      row(words(locale, 'measure.on-time'), shareOf(now.on_time, now.timed), shareOf(before.on_time, before.timed)),
      row(
        words(locale, 'measure.first-level'),
        shareOf(now.first_level, now.levelled),
        shareOf(before.first_level, before.levelled),
      ),
      row(
        words(locale, 'measure.satisfaction'),
        satisfaction(now.stars, now.rated),
        satisfaction(before.stars, before.rated),
      ),
      row(words(locale, 'measure.attention'), length(attention.now.median), length(attention.before.median)),
      row(words(locale, 'measure.attention-p90'), length(attention.now.p90), length(attention.before.p90)),
      row(words(locale, 'measure.lasting'), length(lasting.now.median), length(lasting.before.median)),
      row(words(locale, 'measure.lasting-p90'), length(lasting.now.p90), length(lasting.before.p90)),
    ],
  }
}

function shareOf(part: Count, whole: Count): Measured | null {
  const percent = percentOf(part, whole)
  return percent === null ? null : { kind: 'share', percent }
}

const bareShare = (percent: number | null): Measured | null =>
  percent === null ? null : { kind: 'share', percent, bare: true }

/** The mean of the stars, or nothing where nobody rated. */
export function satisfaction(stars: Count, rated: Count): Measured | null {
  return !isTold(stars) || !isTold(rated) || rated === 0
    ? null
    : { kind: 'stars', stars: Math.round((stars / rated) * 10) / 10 }
}

export function flowTable({ points }: Report, { locale }: Naming): ReportTable {
  return {
    key: 'flow',
    title: words(locale, 'chart.flow'),
    columns: [
      { label: words(locale, 'chart.day') },
      { label: words(locale, 'measure.reported'), number: true },
      { label: words(locale, 'measure.attended'), number: true },
      { label: words(locale, 'chart.open'), number: true },
    ],
    rows: points.map(({ from, until, reported, attended, open }) => [
      from === until
        ? ({ kind: 'day', day: from } as const)
        : `${formatDate({ locale }, from)} – ${formatDate({ locale }, until)}`,
      reported,
      attended,
      open,
    ]),
  }
}

/** Of today, whatever the period: how old the open ones were on another day is not kept. */
export function agesTable({ ages, today }: Report, { locale }: Naming): ReportTable {
  return {
    key: 'ages',
    title: words(locale, 'chart.ages', { day: formatDate({ locale }, today) }),
    columns: [{ label: words(locale, 'chart.age') }, { label: words(locale, 'chart.cases'), number: true }],
    rows: ages.map(({ from, until, n }) => [ageLabel(locale, from, until), n]),
  }
}

function ageLabel(locale: Naming['locale'], from: number, until: number | null): string {
  if (until === null) return words(locale, 'age.more', { from: from - 1 })
  return from === 0 ? words(locale, 'age.today') : words(locale, 'age.days', { from, until })
}

export function breakdownTable(report: Report, dimension: Breakdown, naming: Naming): ReportTable {
  const { locale } = naming
  const lines = report.breakdowns[dimension]
  return {
    key: dimension,
    title: words(locale, `by.${dimension}`),
    columns: [
      { label: words(locale, `one.${dimension}`) },
      { label: words(locale, 'measure.reported'), number: true },
      { label: words(locale, 'measure.attended'), number: true },
      {
        label: `${words(locale, 'measure.attended')}, ${words(locale, 'measure.before').toLocaleLowerCase()}`,
        number: true,
      },
      { label: `${words(locale, 'measure.on-time')} %`, number: true },
      { label: words(locale, 'measure.reopened'), number: true },
      { label: words(locale, 'measure.satisfaction'), number: true },
    ],
    rows: lines.map(({ value, now, before }) => [
      labelOf(naming, dimension, value),
      now.reported,
      now.attended,
      before.attended,
      bareShare(percentOf(now.on_time, now.timed)),
      now.reopened,
      satisfaction(now.stars, now.rated),
    ]),
    values: lines.map(({ value }) => value),
  }
}

/** What was attended, by cause, the most frequent first, with the share that the causes so far make up. */
export function causesTable(report: Report, naming: Naming): ReportTable {
  const { locale } = naming
  const causes = paretoOf(report)
  return {
    key: 'cause',
    title: words(locale, 'chart.causes'),
    columns: [
      { label: words(locale, 'one.cause') },
      { label: words(locale, 'measure.attended'), number: true },
      { label: words(locale, 'measure.before'), number: true },
      { label: words(locale, 'share'), number: true },
      { label: words(locale, 'chart.cumulative'), number: true },
    ],
    rows: causes.map(({ line, share, cumulative }) => [
      labelOf(naming, 'cause', line.value),
      line.now.attended,
      line.before.attended,
      bareShare(share),
      bareShare(cumulative),
    ]),
    values: causes.map(({ line }) => line.value),
  }
}

export interface ParetoLine {
  readonly line: Line
  readonly share: number | null
  readonly cumulative: number | null
}

/** Without a cause comes last: it is no cause. */
export function paretoOf({ breakdowns }: Report): readonly ParetoLine[] {
  // What is withheld comes after what is told, by its code: a place among the others would tell its size.
  const size = ({ now }: Line) => (isTold(now.attended) ? now.attended : 0)
  const lines = [...breakdowns.cause]
    .filter(({ now, before }) => now.attended !== 0 || before.attended !== 0)
    .sort(
      (a, b) => Number(a.value === '') - Number(b.value === '') || size(b) - size(a) || (a.value < b.value ? -1 : 1),
    )
  const told = lines.filter(({ value }) => value !== '')
  const all = told.some(({ now }) => !isTold(now.attended)) ? null : told.reduce((sum, line) => sum + size(line), 0)
  let sum = 0
  return lines.map((line) => {
    if (all === null || all === 0 || line.value === '') return { line, share: null, cumulative: null }
    sum += size(line)
    return { line, share: Math.round((size(line) / all) * 100), cumulative: Math.round((sum / all) * 100) }
  })
}
