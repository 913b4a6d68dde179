import { readersOf } from '#src/cases/readers.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { TrayScope } from './tray.store.ts'

export const TRAYS = { mias: 'mine', cargo: 'role', unidad: 'unit' } as const

/** Name of a tray in addresses. */
export type TrayName = keyof typeof TRAYS

export function isTrayName(name: string): name is TrayName {
  return Object.hasOwn(TRAYS, name)
}

/** What a tray of a person holds. */
export function trayScope(directory: InstitutionDirectory, person: string, name: TrayName): TrayScope {
  switch (TRAYS[name]) {
    case 'mine':
      return { kind: 'mine', person }
    case 'role':
      return { kind: 'role', positions: directory.trayPositionsOf(person), groups: directory.groupsOf(person) }
    case 'unit':
      // The person's own id is among the readers, and is no unit's: it finds nothing.
      return { kind: 'unit', units: readersOf(directory, person) }
  }
}
