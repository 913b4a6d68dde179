import type { FastifyRequest } from 'fastify'
import { localeOf } from '#src/people/http/answering.ts'
import { may } from '#src/people/permissions.ts'
import type { Place } from '#src/web/components/keys-help.ts'
import { TRAYS, type TrayName, unitsHeaded } from './tray-scope.ts'
import { words } from './words.ts'

/** The keys that lead whoever has signed in to their trays; to none that they do not have. */
export function trayPlaces(request: FastifyRequest): readonly Place[] {
  const { person, directory } = request
  if (person === null || directory === null) return []
  const overdue = may(person, 'tray.overdue', unitsHeaded(directory, person.id))
  return KEYS.filter(([, name]) => name !== 'vencidas' || overdue).map(([key, name]) => ({
    key,
    label: words(localeOf(request), TRAYS[name]),
    href: `/bandejas/${name}`,
  }))
}

const KEYS: readonly (readonly [key: string, name: TrayName])[] = [
  ['m', 'mias'],
  ['c', 'cargo'],
  ['u', 'unidad'],
  ['v', 'vencidas'],
  ['s', 'seguidas'],
]
