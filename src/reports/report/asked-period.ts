import { lengthInDays, PERIOD_KINDS, type Period, type PeriodKind, periodBetween, periodOf, soFar } from './period.ts'

/** A field of the period's form, as it is called in addresses. */
export type PeriodField = 'periodo' | 'fecha' | 'desde' | 'hasta'

export interface PeriodFault {
  readonly field: PeriodField
  readonly fault: 'kind' | 'date' | 'missing' | 'reversed' | 'long' | 'fixed'
}

export interface AskedPeriod {
  /** Where there are faults, that of today: nothing of it is shown as what was asked for. */
  readonly period: Period
  readonly faults: readonly PeriodFault[]
  /** As written, to be shown again. */
  readonly typed: Readonly<Record<PeriodField, string>>
}

/** Longest stretch that a report may be of. */
const MOST_DAYS = 3_660

/**
 * The period of an address. Two dates are a period of one's own, whatever kind stands beside them; `fixed` is for readers to whom
 * those would tell small counts by their differences.
 */
export function readPeriod(
  asked: Readonly<Record<string, unknown>>,
  { fixed, today }: { readonly fixed: boolean; readonly today: string },
): AskedPeriod {
  const typed = typedOf(asked)
  const { periodo, fecha } = typed
  const between = periodo === 'entre' || typed.desde !== '' || typed.hasta !== ''
  const faults = between ? faultsBetween(typed, fixed) : faultsOf(typed)
  if (faults.length > 0) return { period: periodOf('mes', today), faults, typed }
  const kind = PERIOD_KINDS.find((each) => each === periodo) ?? 'mes'
  const period = between ? periodBetween(typed.desde, typed.hasta) : periodOf(kind, fecha === '' ? today : fecha)
  return { period: soFar(period, today), faults, typed }
}

/** `entre` says which dates the form already had: where they are still those, it is another kind of period that was chosen. */
function typedOf(asked: Readonly<Record<string, unknown>>): AskedPeriod['typed'] {
  const [periodo, fecha, desde, hasta] = [text(asked.periodo), text(asked.fecha), text(asked.desde), text(asked.hasta)]
  const untouched = text(asked.entre) === `${desde}/${hasta}` && PERIOD_KINDS.includes(periodo as PeriodKind)
  return { periodo, fecha, desde: untouched ? '' : desde, hasta: untouched ? '' : hasta }
}

function faultsOf({ periodo, fecha }: AskedPeriod['typed']): PeriodFault[] {
  const known = periodo === '' || PERIOD_KINDS.includes(periodo as PeriodKind)
  return [
    ...(known ? [] : [{ field: 'periodo', fault: 'kind' } as const]),
    ...(fecha === '' || isDate(fecha) ? [] : [{ field: 'fecha', fault: 'date' } as const]),
  ]
}

function faultsBetween({ desde, hasta }: AskedPeriod['typed'], fixed: boolean): PeriodFault[] {
  if (fixed) return [{ field: 'periodo', fault: 'fixed' }]
  const single = (['desde', 'hasta'] as const).flatMap((field): PeriodFault[] => {
    const said = field === 'desde' ? desde : hasta
    if (said === '') return [{ field, fault: 'missing' }]
    return isDate(said) ? [] : [{ field, fault: 'date' }]
  })
  if (single.length > 0) return single
  if (desde > hasta) return [{ field: 'hasta', fault: 'reversed' }]
  return lengthInDays({ from: desde, until: hasta }) > MOST_DAYS ? [{ field: 'hasta', fault: 'long' }] : []
}

/** A day as addresses and forms write it, of a year that a report can be of. */
export function isDate(said: string): boolean {
  if (!/^(?:19|20|21)\d\d-\d\d-\d\d$/.test(said)) return false
  try {
    Temporal.PlainDate.from(said, { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim().slice(0, 40) : ''
}
