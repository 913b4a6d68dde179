import { explainDue } from '#src/calendar/index.ts'
import { pausesOf, type Target, type TargetsState } from '#src/procedure/index.ts'
import { defineCatalogue } from '#src/web/locale/catalogue.ts'
import type { Locale } from '#src/web/locale/locale.ts'

/** Why a target is due when it is: the rule with the calendar, and what is left out of the count. */
export function explainTarget(target: Target, targets: Pick<TargetsState, 'pauses'>, locale: Locale): string {
  if (target.due === undefined) return words(locale, 'suspended', { norm: target.suspends ?? '' })
  const pauses = pausesOf(target, targets.pauses)
  const parts = [explainDue(target.due, locale)]
  const waits = pauses.filter(({ because }) => because === 'requester').length
  if (waits > 0) parts.push(words(locale, 'paused', { count: waits, norm: target.suspends ?? '' }))
  if (pauses.length > waits) parts.push(words(locale, 'closed'))
  return parts.join(' ')
}

const words = defineCatalogue({
  es: {
    suspended: 'Se suspende mientras se espera a la persona solicitante, según {norm}.',
    paused: {
      one: 'No cuenta el tiempo en que se esperó a la persona solicitante, según {norm}.',
      other: 'No cuentan las {count} veces en que se esperó a la persona solicitante, según {norm}.',
    },
    closed: 'No cuenta el tiempo en que el expediente estuvo cerrado.',
  },
  en: {
    suspended: 'It stands still while the requester is waited for, by {norm}.',
    paused: {
      one: 'The time of waiting for the requester is not counted, by {norm}.',
      other: 'The {count} times of waiting for the requester are not counted, by {norm}.',
    },
    closed: 'The time for which the case was closed is not counted.',
  },
})
