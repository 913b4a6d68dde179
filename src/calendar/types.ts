/** An instant as text, ISO 8601 in UTC with a `Z`: `2026-11-02T14:00:00Z`. The form that acts, rows and the API carry. */
export type InstantText = string

/** A date as text, `2026-11-02`. */
export type DateText = string

/** A clock time as text, `08:00` to `24:00`. */
export type TimeText = string

/** `hours` and `minutes` run inside working slots; `running-hours` always run. A working day is never a number of hours. */
export type DurationUnit = 'minutes' | 'hours' | 'running-hours' | 'working-days' | 'calendar-days' | 'months'

export interface Duration {
  /** A whole number, 1 or more. */
  readonly count: number
  readonly unit: DurationUnit
}

/** A half-open stretch of a day, [from, to). `24:00` is the end of the day. */
export interface Slot {
  readonly from: TimeText
  readonly to: TimeText
}

/** The day or days on which a holiday rule falls in a year. */
export type HolidayDay =
  /**
   * `to-monday`: any day but Monday goes to the next Monday. `nearest-monday`: Tuesday and Wednesday go back to their
   * Monday, Thursday to Sunday go on to the next one (Guatemala, Decreto 19-2018). 29 February holds in leap years only.
   */
  | {
      readonly kind: 'fixed'
      readonly month: number
      readonly day: number
      readonly moved?: 'to-monday' | 'nearest-monday'
    }
  /** `offset` in days from Easter Sunday of the Gregorian calendar; with `lastOffset`, every day up to that one. */
  | { readonly kind: 'easter'; readonly offset: number; readonly lastOffset?: number }
  /** First to last day, both included, every year; a range that ends before it begins runs into the next year. */
  | {
      readonly kind: 'range'
      readonly from: { month: number; day: number }
      readonly to: { month: number; day: number }
    }
  /** A day decreed once. */
  | { readonly kind: 'date'; readonly date: DateText }

/** A holiday with the law or decree that sets it. */
export interface HolidayRule {
  readonly id: string
  /** Spanish name, as the law says it. */
  readonly name: string
  readonly day: HolidayDay
  /** Law, article or decree that sets it. */
  readonly source: string
  /** When given, the day is free only from this hour on; when absent, the whole day is free. */
  readonly fromTime?: TimeText
  /** Years in which the rule holds, both included; a range counts by the year in which it begins. */
  readonly firstYear?: number
  readonly lastYear?: number
  /** Offices (unit codes or municipalities) in which it holds; absent means everywhere. */
  readonly offices?: readonly string[]
}

/** A calendar as data: what `manuals/calendars/*.json` holds and what the institution edits. */
export interface CalendarData {
  /** `GT`, `SV`, `PE`, or the institution's own code. */
  readonly code: string
  readonly name: string
  /** IANA time zone. */
  readonly timeZone: string
  /** Slots of each weekday, `1` Monday to `7` Sunday, in order and not overlapping; absent or empty is not a working day. */
  readonly week: Readonly<Record<string, readonly Slot[]>>
  readonly holidays: readonly HolidayRule[]
}

/** Why a due instant is what it is; carried in acts, turned into a sentence by `explainDue`. */
export interface DueReason {
  readonly start: InstantText
  /** The working instant from which the time was counted, when it differs from `start`. */
  readonly countedFrom: InstantText
  readonly duration: Duration
  readonly calendar: string
  /** Zone in which the explanation names days and hours; UTC when absent. */
  readonly timeZone?: string
  /** Holidays met on the way, in order, at most 20; with `fromTime`, the day was worked up to that hour. */
  readonly holidays: readonly {
    readonly date: DateText
    readonly name: string
    readonly source: string
    readonly fromTime?: TimeText
  }[]
  /** Days that do not work by the week table and were met on the way. */
  readonly restDays: number
}

export interface Due {
  readonly at: InstantText
  readonly because: DueReason
}

/** A calendar made ready for computing; build it with `compileCalendar`. */
export interface WorkingCalendar {
  readonly code: string
  readonly timeZone: string
  /** Working slots of a date, holidays and half days taken off. */
  slotsOn(date: DateText): readonly Slot[]
  holidayOn(date: DateText): { readonly name: string; readonly source: string; readonly fromTime?: TimeText } | null
}
