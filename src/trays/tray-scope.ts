import { type RawBuilder, sql } from 'kysely'
import { readableBy } from '#src/cases/case.store.ts'
import { readersOf } from '#src/cases/readers.ts'
import { allow, may, type SignedInPerson } from '#src/people/permissions.ts'
import type { InstitutionDirectory, UnitId } from '#src/people/types.ts'

export const TRAYS = {
  mias: 'mine',
  cargo: 'role',
  unidad: 'unit',
  vencidas: 'overdue',
  seguidas: 'followed',
  'sin-puesto': 'unplaced',
} as const

/** Name of a tray in addresses. */
export type TrayName = keyof typeof TRAYS

export function isTrayName(name: string): name is TrayName {
  return Object.hasOwn(TRAYS, name)
}

declare module '#src/people/permissions.ts' {
  interface ActionSubjects {
    /** See the tasks of whose role no position is known. */
    'tray.unplaced': null
    /** See what is overdue in the units that one heads, which the subject are. */
    'tray.overdue': readonly UnitId[]
  }
}
allow('tray.unplaced', ({ administrator }) => administrator)
allow('tray.overdue', (_person, headed) => headed.length > 0)

/** Whose tasks a tray holds. */
export type TrayScope =
  | { readonly kind: 'mine'; readonly person: string }
  | { readonly kind: 'role'; readonly positions: readonly string[]; readonly groups: readonly string[] }
  | { readonly kind: 'unit'; readonly units: readonly string[] }
  | { readonly kind: 'overdue'; readonly units: readonly string[]; readonly until: string }
  | { readonly kind: 'followed'; readonly person: string; readonly readers: readonly string[] }
  | { readonly kind: 'unplaced'; readonly readers: readonly string[] }

/** What a tray of a person holds at an instant; null for a tray that this person does not have. */
export function trayScope(
  directory: InstitutionDirectory,
  person: SignedInPerson,
  name: TrayName,
  now: Temporal.Instant,
): TrayScope | null {
  switch (TRAYS[name]) {
    case 'mine':
      return { kind: 'mine', person: person.id }
    case 'role':
      return {
        kind: 'role',
        positions: directory.trayPositionsOf(person.id),
        groups: directory.groupsOf(person.id),
      }
    case 'unit':
      return { kind: 'unit', units: unitsOf(directory, person.id) }
    case 'overdue': {
      const units = unitsHeaded(directory, person.id)
      const until = now.add(SOON).toString()
      return may(person, 'tray.overdue', units) ? { kind: 'overdue', units, until } : null
    }
    case 'followed':
      return { kind: 'followed', person: person.id, readers: readersOf(directory, person.id) }
    case 'unplaced':
      return may(person, 'tray.unplaced', null) ? { kind: 'unplaced', readers: readersOf(directory, person.id) } : null
  }
}

/** The trays that a person has, in the order of their tabs. */
export function traysOf(
  directory: InstitutionDirectory,
  person: SignedInPerson,
  now: Temporal.Instant,
): ReadonlyMap<TrayName, TrayScope> {
  const scopes = new Map<TrayName, TrayScope>()
  for (const name of Object.keys(TRAYS) as TrayName[]) {
    const scope = trayScope(directory, person, name, now)
    if (scope !== null) scopes.set(name, scope)
  }
  return scopes
}

/** So near that the head should know. */
export const SOON = { hours: 24 }

/** Units whose open tasks a person sees. */
export function unitsOf(directory: InstitutionDirectory, person: string): string[] {
  // The person's own id is among the readers too.
  return readersOf(directory, person).filter((id) => id !== person)
}

/** The units that a person heads, and everything below them. */
export function unitsHeaded(directory: InstitutionDirectory, person: string): string[] {
  const headed = new Set<string>()
  for (const position of directory.trayPositionsOf(person)) {
    const unit = directory.unitById(directory.postById(position)?.unit ?? '')
    if (unit?.head === position) for (const below of directory.unitsUnder(unit.id)) headed.add(below)
  }
  return [...headed]
}

// A task that waits for an instant or for another case is in nobody's tray.
const IN_A_TRAY = sql`kind in ('step', 'reply', 'signature')`

/** `from … where …` for each part of a tray that one index gives in order. */
export function sourcesOf(scope: TrayScope): RawBuilder<unknown>[] {
  switch (scope.kind) {
    case 'mine':
      return [sql`from task where assignee = ${scope.person}::uuid and ${IN_A_TRAY}`]
    case 'role':
      return [
        ...padded(scope.positions).map(
          (id) => sql`from task where position_id = ${id}::uuid and assignee is null and ${IN_A_TRAY}`,
        ),
        ...padded(scope.groups).map(
          (id) => sql`from task where group_id = ${id}::text and assignee is null and ${IN_A_TRAY}`,
        ),
      ]
    case 'unit':
      return padded(scope.units).map((id) => sql`from task where unit_id = ${id}::uuid and ${IN_A_TRAY}`)
    case 'overdue':
      return padded(scope.units).map(
        (id) => sql`from task where unit_id = ${id}::uuid and due_at <= ${scope.until}::timestamptz and ${IN_A_TRAY}`,
      )
    case 'unplaced':
      return [sql`from task where position_id is null and group_id is null and assignee is null and ${IN_A_TRAY}`]
    case 'followed':
      return [
        sql`from (
        select case_file.id as case_id, coalesce(open.id, 0) as id, coalesce(open.kind::text, 'ended') as kind,
          coalesce(open.row_number, '') as row_number, open.role, open.position_id, open.unit_id, open.assignee, case_file.priority,
          coalesce(open.arrived_at, case_file.closed_at, case_file.opened_at) as arrived_at, coalesce(open.due_at, 'infinity') as due_at
        from case_follower f join case_file on case_file.id = f.case_id left join task open on open.case_id = case_file.id
        where f.person_id = ${scope.person}::uuid and ${readableBy(scope.readers)}) followed where true`,
      ]
  }
}

/** As many as the next power of two, the rest null, which no row equals: so there are few statements, and each is planned once. */
function padded(ids: readonly string[]): (string | null)[] {
  if (ids.length === 0) return [null]
  const places = 2 ** Math.ceil(Math.log2(ids.length))
  return Array.from({ length: places }, (_, at) => ids[at] ?? null)
}
