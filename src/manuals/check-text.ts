import { checkManual, placesOf } from '#src/manual/index.ts'
import type { Finding, Manual } from '#src/manual/types.ts'
import type { Calendars } from '#src/people/calendars.ts'

export interface Checked {
  /** Null when any finding is an error. */
  readonly manual: Manual | null
  readonly findings: readonly Finding[]
}

/** Checks a manual as `checkManual` does, and that this institution has the calendars that it names: a case could not be timed without. */
export function checkText(source: string, calendars: Calendars): Checked {
  const { manual, findings } = checkManual(source)
  if (manual === null) return { manual, findings }
  const missing = missingCalendars(source, manual, (code) => known(calendars, code))
  return missing.length === 0 ? { manual, findings } : { manual: null, findings: [...missing, ...findings] }
}

/** A finding for each calendar that a manual names and the institution lacks. */
export function missingCalendars(source: string, manual: Manual, has: (code: string) => boolean): readonly Finding[] {
  const missing = [...new Set(calendarsOf(manual))].filter((code) => !has(code))
  return missing.map((code) => calendarFinding(source, code))
}

function calendarsOf({ front, procedures }: Manual): string[] {
  const named = procedures.flatMap(({ calendar, steps }) => [
    calendar,
    ...steps.flatMap(({ facts, branches }) => [facts.calendar, ...branches.map((branch) => branch.facts.calendar)]),
  ])
  return [front.calendar, ...named].filter((code) => code !== undefined)
}

function known(calendars: Calendars, code: string): boolean {
  try {
    return calendars(code) !== undefined
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function calendarFinding(source: string, code: string): Finding {
  const line = new RegExp(`calendario[^\\n]*${RegExp.escape(code)}`, 'i').exec(source)
  const from = line?.index ?? 0
  return {
    code: 'calendario-desconocido',
    severity: 'error',
    message: `La institución no tiene el calendario «${code}»; escriba el código de uno que esté en Administración, Calendarios.`,
    span: placesOf(source).span(from, from + (line?.[0].length ?? 0)),
  }
}
