import type { SolutionCode } from '#src/cases/desk/solution-code.store.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import { words } from '../words.ts'
import { type Count, isTold } from './few.ts'
import type { Breakdown } from './report.ts'

export interface Naming {
  readonly locale: Locale
  readonly directory: InstitutionDirectory
  readonly codes: readonly SolutionCode[]
  readonly titles: ProcedureTitles
}

/** Titles of procedures by `DTI-MNP-01/2`. */
export type ProcedureTitles = ReadonlyMap<string, string>

/** How cases are opened that nobody asked for by a name, as their first act calls it. */
const UNASKED = ['procedimiento', 'alert', 'weekly', 'monthly', 'yearly', 'plan', 'contract'] as const

/** What a value of a breakdown is called. */
export function labelOf({ locale, directory, codes, titles }: Naming, dimension: Breakdown, value: string): string {
  if (value === '') return words(locale, 'none')
  const codeName = (kind: SolutionCode['kind']) => codes.find((each) => each.kind === kind && each.code === value)?.name
  switch (dimension) {
    case 'kind': {
      const [manual = '', procedure = '', ...rest] = value.split('/')
      const start = rest.join('/')
      const unasked = UNASKED.find((each) => each === start)
      const title = titles.get(`${manual}/${procedure}`)
      const name = unasked === undefined ? start : `${title ?? start}, ${words(locale, `start.${unasked}`)}`
      return `${name} (${manual}, ${procedure})`
    }
    case 'unit':
    case 'requester':
      return directory.unitById(value)?.name ?? value
    case 'technician':
      return directory.personName(value)
    case 'level':
      return words(locale, 'level.is', { level: value })
    case 'priority':
      return words(locale, 'priority.is', { priority: value })
    case 'solution': {
      const name = codeName('solution')
      return name === undefined ? value : `${value} · ${name}`
    }
    case 'cause':
      return codeName('cause') ?? value
    case 'channel':
      return value.slice(0, 1).toLocaleUpperCase('es') + value.slice(1)
  }
}

/** A length of working time in its two largest units: `45 min`, `3 h 20 min`, `26 h`. */
export function lengthText(locale: Locale, milliseconds: number | null): string {
  if (milliseconds === null) return words(locale, 'none')
  const minutes = Math.round(milliseconds / 60_000)
  if (minutes < 1) return '< 1 min'
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  return hours >= 10 || rest === 0 ? `${Math.round(minutes / 60)} h` : `${hours} h ${rest} min`
}

/** The share of one count in another in whole hundredths; null where there is none or one is withheld. */
export function percentOf(part: Count, whole: Count): number | null {
  if (!isTold(part) || !isTold(whole) || whole === 0) return null
  return Math.round((part / whole) * 100)
}
