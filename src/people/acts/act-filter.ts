import { isUuid } from '#src/platform/uuid.ts'
import type { ActFilter } from './admin-act.store.ts'

/** What an address asks of the record of changes, as typed; days are the institution's. */
export interface ActsAsked {
  readonly quien: string
  readonly que: string
  readonly desde: string
  readonly hasta: string
}

/** Reads it; what makes no sense asks for nothing. */
export function readActsAsked(query: Readonly<Record<string, unknown>>): ActsAsked {
  const text = (name: string, fits: RegExp) => {
    const value = query[name]
    return typeof value === 'string' && fits.test(value) ? value : ''
  }
  const quien = text('quien', /^[0-9a-z-]{1,36}$/)
  return {
    quien: quien === 'system' || isUuid(quien) ? quien : '',
    que: text('que', /^[a-z.-]{1,60}$/),
    desde: dayOf(text('desde', DAY)),
    hasta: dayOf(text('hasta', DAY)),
  }
}

const DAY = /^(?:19|20|21)\d\d-\d\d-\d\d$/

function dayOf(text: string): string {
  try {
    return text === '' ? '' : Temporal.PlainDate.from(text, { overflow: 'reject' }).toString()
  } catch {
    return ''
  }
}

export function filterOf({ quien, que, desde, hasta }: ActsAsked, timeZone: string): ActFilter {
  const start = (day: string, days: number) =>
    Temporal.PlainDate.from(day).add({ days }).toZonedDateTime({ timeZone }).toInstant().toString()
  return {
    ...(quien === '' ? {} : { actor: quien }),
    ...(que === '' ? {} : { action: que }),
    ...(desde === '' ? {} : { from: start(desde, 0) }),
    ...(hasta === '' ? {} : { until: start(hasta, 1) }),
  }
}

/** The same as parameters of an address, only those that ask for something. */
export function writeActsAsked(asked: ActsAsked, more: Readonly<Record<string, string>> = {}): string {
  const said = Object.entries({ ...asked, ...more }).filter(([, value]) => value !== '')
  return said.length === 0 ? '' : `?${new URLSearchParams(said)}`
}
