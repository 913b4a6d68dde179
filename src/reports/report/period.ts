/** Stretches of days that reports are of, as their addresses name them. */
export const PERIOD_KINDS = ['dia', 'semana', 'mes', 'trimestre', 'anio'] as const
export type PeriodKind = (typeof PERIOD_KINDS)[number]

export interface Days {
  /** Both included. */
  readonly from: string
  readonly until: string
}

export interface Period extends Days {
  readonly kind: PeriodKind | 'entre'
  /** The period before, as long: the month before a month, the same number of days before others. */
  readonly before: Days
  /** It has not ended, and `before` is as many first days of the period before as have passed. */
  readonly sameDays?: true
}

/** The period of a kind in which a day lies. */
export function periodOf(kind: PeriodKind, day: string): Period {
  const now = daysOf(kind, Temporal.PlainDate.from(day))
  const before = daysOf(kind, Temporal.PlainDate.from(now.from).subtract({ days: 1 }))
  return { kind, ...now, before }
}

/** From one day until another, both included, with as many days before it. */
export function periodBetween(from: string, until: string): Period {
  const first = Temporal.PlainDate.from(from)
  const days = first.until(Temporal.PlainDate.from(until), { largestUnit: 'days' }).days + 1
  return {
    kind: 'entre',
    from,
    until,
    before: { from: first.subtract({ days }).toString(), until: first.subtract({ days: 1 }).toString() },
  }
}

/** While a period has not ended, it is compared with as many days of the one before: 27 days of November with 27 of October, not with 31. */
export function soFar(period: Period, today: string): Period {
  if (today < period.from || today >= period.until) return period
  const { from } = period.before
  const passed = lengthInDays({ from: period.from, until: today })
  // By the end of March, February has no days left to compare with.
  if (passed >= lengthInDays(period.before)) return period
  const last = Temporal.PlainDate.from(from)
    .add({ days: passed - 1 })
    .toString()
  return { ...period, before: { from, until: last }, sameDays: true }
}

/** The day that stands for the period after this one, and the one before, in addresses. */
export function neighbours(period: Period): { readonly earlier: Period; readonly later: Period } {
  const { kind, from, until } = period
  if (kind !== 'entre')
    return {
      earlier: periodOf(kind, period.before.from),
      later: periodOf(kind, Temporal.PlainDate.from(until).add({ days: 1 }).toString()),
    }
  const days = lengthInDays(period)
  const moved = (by: number) => (day: string) => Temporal.PlainDate.from(day).add({ days: by }).toString()
  return {
    earlier: periodBetween(moved(-days)(from), moved(-days)(until)),
    later: periodBetween(moved(days)(from), moved(days)(until)),
  }
}

export function lengthInDays({ from, until }: Days): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(until), { largestUnit: 'days' }).days + 1
}

export interface Range extends Days {
  readonly grain: 'day' | 'month'
}

/** Days as whole months and what is left at both ends, so that few counters are read. Of months, the first days. */
export function rangesOf({ from, until }: Days): readonly Range[] {
  const first = Temporal.PlainDate.from(from)
  const last = Temporal.PlainDate.from(until)
  const firstWhole = first.day === 1 ? first : first.with({ day: 1 }).add({ months: 1 })
  const afterLast = last.add({ days: 1 }).with({ day: 1 })
  const lastWhole = (last.day === last.daysInMonth ? afterLast : last.with({ day: 1 })).subtract({ months: 1 })
  if (Temporal.PlainDate.compare(firstWhole, lastWhole) > 0) return [{ grain: 'day', from, until }]
  const ranges: Range[] = [{ grain: 'month', from: firstWhole.toString(), until: lastWhole.toString() }]
  if (Temporal.PlainDate.compare(first, firstWhole) < 0)
    ranges.push({ grain: 'day', from, until: firstWhole.subtract({ days: 1 }).toString() })
  const rest = lastWhole.add({ months: 1 })
  if (Temporal.PlainDate.compare(rest, last) <= 0) ranges.push({ grain: 'day', from: rest.toString(), until })
  return ranges
}

function daysOf(kind: PeriodKind, day: Temporal.PlainDate): Days {
  switch (kind) {
    case 'dia':
      return days(day, day)
    case 'semana': {
      const monday = day.subtract({ days: day.dayOfWeek - 1 })
      return days(monday, monday.add({ days: 6 }))
    }
    case 'mes':
      return days(day.with({ day: 1 }), day.with({ day: day.daysInMonth }))
    case 'trimestre': {
      const first = day.with({ day: 1, month: Math.floor((day.month - 1) / 3) * 3 + 1 })
      return days(first, first.add({ months: 3 }).subtract({ days: 1 }))
    }
    case 'anio':
      return days(day.with({ day: 1, month: 1 }), day.with({ day: 31, month: 12 }))
  }
}

function days(from: Temporal.PlainDate, until: Temporal.PlainDate): Days {
  return { from: from.toString(), until: until.toString() }
}
