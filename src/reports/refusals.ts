import { Refused } from '#src/platform/refusal.ts'
import type { PeriodFault } from './report/asked-period.ts'
import { faultText } from './report/fault-text.ts'

/** To whoever may read no figures at all. */
export function noStatistics(): Refused {
  return new Refused({
    code: 'statistics-none',
    status: 403,
    es: 'Las estadísticas son para quien tiene un cargo en una dependencia. Pida a quien administra Ventanilla que le asigne el suyo.',
    en: 'Statistics are for those who hold a position in a unit. Ask the administrator of Ventanilla to give you yours.',
  })
}

export function notAllowed(): Refused {
  return new Refused({
    code: 'statistics-not-allowed',
    status: 403,
    es: 'Esta parte de las estadísticas es para las jefaturas, Desarrollo Institucional y quien administra Ventanilla.',
    en: 'This part of the statistics is for heads of units, Institutional Development and the administrators of Ventanilla.',
  })
}

export function nothingThere(): Refused {
  return new Refused({
    code: 'statistics-unknown',
    status: 404,
    es: 'Eso no existe, o usted no puede verlo. Vuelva a Estadísticas y ábralo desde allí.',
    en: 'There is no such thing, or you may not see it. Go back to Statistics and open it from there.',
  })
}

/** A period that cannot be: files and programs get no figures of another one instead. */
export function noPeriod(faults: readonly PeriodFault[]): Refused {
  const said = (locale: 'es' | 'en') => faults.map((each) => faultText(locale, each)).join(' ')
  return incomplete(said('es'), said('en'))
}

/** Something that was typed is missing or not as it has to be. */
export function incomplete(es: string, en: string): Refused {
  return new Refused({ code: 'statistics-incomplete', status: 422, es, en })
}
