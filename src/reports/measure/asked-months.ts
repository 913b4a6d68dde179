import { isDate } from '../report/asked-period.ts'

export interface MonthFault {
  readonly field: 'desde' | 'hasta'
  readonly fault: 'date' | 'reversed' | 'future'
}

/** The months that a measurement is of: a year until now unless the address says others. */
export interface AskedMonths {
  /** First days of the first and the last month. */
  readonly from: string
  readonly until: string
  /** Where there are any, nothing is measured. */
  readonly faults: readonly MonthFault[]
  readonly typed: { readonly desde: string; readonly hasta: string }
}

export function readMonths(said: { readonly desde?: unknown; readonly hasta?: unknown }, today: string): AskedMonths {
  const typed = { desde: text(said.desde), hasta: text(said.hasta) }
  const unknown = (['desde', 'hasta'] as const).filter((field) => typed[field] !== '' && !isDate(typed[field]))
  const until = typed.hasta === '' || unknown.length > 0 ? firstOf(today) : firstOf(typed.hasta)
  const from = typed.desde === '' || unknown.length > 0 ? monthsBefore(until, 11) : firstOf(typed.desde)
  const faults =
    unknown.length > 0
      ? unknown.map((field) => ({ field, fault: 'date' }) as const)
      : from > until
        ? [
            typed.hasta === ''
              ? ({ field: 'desde', fault: 'future' } as const)
              : ({ field: 'hasta', fault: 'reversed' } as const),
          ]
        : []
  return { from, until, faults, typed }
}

export function monthsBefore(day: string, months: number): string {
  return Temporal.PlainDate.from(day).with({ day: 1 }).subtract({ months }).toString()
}

const firstOf = (day: string): string => `${day.slice(0, 7)}-01`

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim().slice(0, 40) : ''
}
