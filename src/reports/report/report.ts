import { BUCKET_ERROR, countOf, type Histogram, percentile } from '../record/buckets.ts'
import { MEASURES, type Measure, type Measures, NO_UNIT } from '../record/contributions.ts'
import { type Count, isTold, shown, shownColumn, withheld } from './few.ts'
import { lengthInDays, type Period } from './period.ts'
import type { Counted, Part } from './report.store.ts'

/** What a report breaks down by, in the order of its page. */
export const BREAKDOWNS = [
  'kind',
  'unit',
  'requester',
  'channel',
  'priority',
  'level',
  'technician',
  'solution',
  'cause',
] as const
export type Breakdown = (typeof BREAKDOWNS)[number]

export type Counts = Readonly<Record<Measure, Count>>

export interface Line {
  readonly value: string
  readonly now: Counts
  readonly before: Counts
}

export interface Lengths {
  readonly n: Count
  /** Milliseconds of working time, wrong by at most 2.5 in a hundred; null of none or few. */
  readonly median: number | null
  readonly p90: number | null
}

export interface Point {
  /** First and last day that it stands for. */
  readonly from: string
  readonly until: string
  readonly reported: Count
  readonly attended: Count
  /** Open at its end. */
  readonly open: Count
}

export interface Report {
  readonly period: Period
  /** The day on which it was counted: ages are of it. */
  readonly today: string
  readonly now: Counts
  readonly before: Counts
  readonly breakdowns: Readonly<Record<Breakdown, readonly Line[]>>
  readonly points: readonly Point[]
  readonly openBefore: Count
  /** At the end of the days that it is compared with. */
  readonly openThen: Count
  readonly openAfter: Count
  readonly ages: readonly { readonly from: number; readonly until: number | null; readonly n: Count }[]
  readonly attention: Readonly<Record<Part, Lengths>>
  readonly lasting: Readonly<Record<Part, Lengths>>
  readonly error: number
}

interface Assembling {
  readonly period: Period
  readonly today: string
  /** Small counts are withheld. */
  readonly masks: boolean
  readonly technicians: boolean
}

/** The counts as a report reads them. */
export function assembleReport(counted: Counted, { period, today, masks, technicians }: Assembling): Report {
  const lines = (dimension: Breakdown): Line[] => {
    const own = counted.cells.filter((cell) => cell.dimension === (dimension === 'unit' ? 'total' : dimension))
    const values = [...new Set(own.map(({ value }) => value))]
    const raw = values.map((value) => ({
      value: dimension === 'unit' && value === NO_UNIT ? '' : value,
      now: add(own.filter((cell) => cell.part === 'now' && cell.value === value)),
      before: add(own.filter((cell) => cell.part === 'before' && cell.value === value)),
    }))
    // Put in order by what is told alone: a place among the others would tell the size of what is withheld.
    const size = ({ now }: Line) =>
      (isTold(now.reported) ? now.reported : 0) + (isTold(now.attended) ? now.attended : 0)
    return withheld(raw, masks).sort((a, b) => size(b) - size(a) || (a.value < b.value ? -1 : 1))
  }
  const totals = (part: Part) => add(counted.cells.filter((cell) => cell.dimension === 'total' && cell.part === part))
  const [total] = withheld([{ value: '', now: totals('now'), before: totals('before') }], masks)
  const after = counted.openBefore + counted.days.reduce((sum, { net }) => sum + net, 0)
  return {
    period,
    today,
    now: total!.now,
    before: total!.before,
    breakdowns: Object.fromEntries(
      BREAKDOWNS.map((dimension) => [dimension, dimension === 'technician' && !technicians ? [] : lines(dimension)]),
    ) as Record<Breakdown, Line[]>,
    points: pointsOf(counted, period, today, masks),
    openBefore: shown(counted.openBefore, masks),
    openThen: shown(counted.openThen, masks),
    openAfter: shown(after, masks),
    ages: agesOf(counted, today, masks),
    attention: {
      now: lengths(counted, 'attention', 'now', masks),
      before: lengths(counted, 'attention', 'before', masks),
    },
    lasting: { now: lengths(counted, 'lasting', 'now', masks), before: lengths(counted, 'lasting', 'before', masks) },
    error: BUCKET_ERROR,
  }
}

function add(cells: readonly Measures[]): Record<Measure, number> {
  return Object.fromEntries(
    MEASURES.map((measure) => [measure, cells.reduce((sum, cell) => sum + (cell[measure] ?? 0), 0)]),
  ) as Record<Measure, number>
}

function lengths({ cells }: Counted, dimension: 'attention' | 'lasting', part: Part, masks: boolean): Lengths {
  const histogram: Histogram = cells
    .filter((cell) => cell.dimension === dimension && cell.part === part && cell.value !== '')
    .map(({ value, attended = 0 }) => ({ bucket: Number(value), n: attended }))
  const n = shown(countOf(histogram), masks)
  if (!isTold(n)) return { n, median: null, p90: null }
  return { n, median: percentile(histogram, 0.5), p90: percentile(histogram, 0.9) }
}

/** Days for up to six weeks, weeks for half a year, months for more; none that are still to come. */
function pointsOf(counted: Counted, period: Period, today: string, masks: boolean): Point[] {
  const length = lengthInDays(period)
  const step = length <= 45 ? 'day' : length <= 190 ? 'week' : 'month'
  const byDay = new Map(counted.days.map((day) => [day.day, day]))
  const points: (Point & { open: number; reported: number; attended: number })[] = []
  let open = counted.openBefore
  const end = period.until < today ? period.until : today
  for (let day = Temporal.PlainDate.from(period.from); day.toString() <= end; ) {
    const next =
      step === 'day'
        ? day.add({ days: 1 })
        : step === 'week'
          ? day.add({ days: 8 - day.dayOfWeek })
          : day.with({ day: 1 }).add({ months: 1 })
    let [reported, attended] = [0, 0]
    let last = day
    for (
      let each = day;
      Temporal.PlainDate.compare(each, next) < 0 && each.toString() <= end;
      each = each.add({ days: 1 })
    ) {
      const moved = byDay.get(each.toString())
      reported += moved?.reported ?? 0
      attended += moved?.attended ?? 0
      open += moved?.net ?? 0
      last = each
    }
    points.push({ from: day.toString(), until: last.toString(), reported, attended, open })
    day = next
  }
  const column = (what: 'reported' | 'attended') =>
    shownColumn(
      points.map((point) => point[what]),
      masks,
    )
  const [reported, attended] = [column('reported'), column('attended')]
  return points.map(({ from, until, open: left }, at) => ({
    from,
    until,
    reported: reported[at]!,
    attended: attended[at]!,
    open: shown(left, masks),
  }))
}

const AGE_ENDS = [1, 3, 7, 15, 30, 90, null] as const

function agesOf({ ages }: Counted, today: string, masks: boolean): Report['ages'] {
  const now = Temporal.PlainDate.from(today)
  let from = 0
  const counted = AGE_ENDS.map((until) => {
    const first = from
    from = (until ?? 0) + 1
    const n = ages.reduce((sum, each) => {
      const age = each.day === null ? 91 : Temporal.PlainDate.from(each.day).until(now, { largestUnit: 'days' }).days
      return age >= first && (until === null || age <= until) ? sum + each.n : sum
    }, 0)
    return { from: first, until, n }
  })
  const told = shownColumn(
    counted.map(({ n }) => n),
    masks,
  )
  return counted.map((each, at) => ({ ...each, n: told[at]! }))
}
