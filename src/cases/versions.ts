import { sql } from 'kysely'
import { readManual } from '#src/manual/index.ts'
import type { Form, Manual, Procedure } from '#src/manual/types.ts'
import type { DirectoryRevision } from '#src/people/index.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import { type CompiledProcedure, compileProcedure } from '#src/procedure/index.ts'

/** A published version of a manual, read. It never changes, so it is kept in memory once read. */
export interface ManualVersion {
  readonly id: number
  readonly code: string
  readonly version: string
  readonly title: string
  /** Of the source, in hexadecimal. */
  readonly sha256: string
  readonly manual: Manual
  procedure(number: string): CompiledProcedure | null
  form(code: string): Form | null
}

/** Something that the catalogue offers: an `Inicio: solicitud «…»` of a procedure in force. */
export interface Offer {
  readonly version: ManualVersion
  readonly procedure: Procedure
  readonly name: string
  readonly channels: readonly string[]
  /** The form of step 1, filled by whoever opens the case. */
  readonly form: Form | null
}

export interface ManualLibrary {
  version(db: Queryable, id: number): Promise<ManualVersion>
  /** Versions in force at an instant, by code; from memory when `known` tells that none was published since. */
  inForce(db: Queryable, at: string, known?: DirectoryRevision | null): Promise<readonly ManualVersion[]>
  offers(db: Queryable, at: string, known?: DirectoryRevision | null): Promise<readonly Offer[]>
}

/** Manuals by version id, each read once in the life of the process. */
export function manualLibrary(): ManualLibrary {
  const kept = new Map<number, ManualVersion>()
  const reading = new Map<number, Promise<ManualVersion>>()

  async function version(db: Queryable, id: number): Promise<ManualVersion> {
    const known = kept.get(id)
    if (known !== undefined) return known
    // Reading one takes a tenth of a second: of many that ask at once, only the first reads it.
    const under = reading.get(id) ?? readOnce(db, id).finally(() => reading.delete(id))
    reading.set(id, under)
    return under
  }

  async function readOnce(db: Queryable, id: number): Promise<ManualVersion> {
    const { rows } = await sql<VersionRow>`
      select id, manual_code as code, version, title, sha256, source from manual_version where id = ${id}`.execute(db)
    const row = rows[0]
    if (row === undefined) throw new Error(`There is no manual version ${id}`)
    const read = readVersion(row)
    kept.set(id, read)
    return read
  }

  async function inForce(
    db: Queryable,
    at: string,
    known?: DirectoryRevision | null,
  ): Promise<readonly ManualVersion[]> {
    const instant = Date.parse(at)
    const versions: ManualVersion[] = []
    for (const { id, from, until } of await forces(db, known)) {
      if (from <= instant && instant < until) versions.push(await version(db, id))
    }
    return versions
  }

  let published: { readonly key: string; readonly forces: readonly Force[] } | undefined

  async function forces(db: Queryable, known?: DirectoryRevision | null): Promise<readonly Force[]> {
    const key = known ? `${known.place} ${known.revision}` : null
    if (key !== null && published?.key === key) return published.forces
    const { rows } = await sql<{ id: number; from: string; until: string | null }>`
      select id, in_force_from as "from", in_force_until as until from manual_version order by manual_code, id`.execute(
      db,
    )
    const read = rows.map(({ id, from, until }) => ({
      id,
      from: Date.parse(from),
      until: until === null ? Number.POSITIVE_INFINITY : Date.parse(until),
    }))
    if (key !== null) published = { key, forces: read }
    return read
  }

  async function offers(db: Queryable, at: string, known?: DirectoryRevision | null): Promise<readonly Offer[]> {
    return (await inForce(db, at, known)).flatMap((each) =>
      each.manual.procedures.flatMap((procedure) => offersOf(each, procedure)),
    )
  }

  return { version, inForce, offers }
}

/** From when until before when a version is in force, in epoch milliseconds. */
interface Force {
  readonly id: number
  readonly from: number
  readonly until: number
}

interface VersionRow {
  readonly id: number
  readonly code: string
  readonly version: string
  readonly title: string
  readonly sha256: string
  readonly source: string
}

function readVersion(row: VersionRow): ManualVersion {
  const { manual } = readManual(row.source)
  if (manual === null) throw new Error(`Manual ${row.code} version ${row.version} was published but cannot be read`)
  const compiled = new Map<string, CompiledProcedure>()
  for (const each of manual.procedures) compiled.set(each.number, compileProcedure(manual, each.number))
  return {
    id: row.id,
    code: row.code,
    version: row.version,
    title: row.title,
    sha256: row.sha256,
    manual,
    procedure: (number) => compiled.get(number) ?? null,
    form: (code) => manual.forms.find((form) => form.code === code) ?? null,
  }
}

function offersOf(version: ManualVersion, procedure: Procedure): Offer[] {
  const first = procedure.steps[0]
  const form = first?.facts.form === undefined ? null : version.form(first.facts.form)
  return procedure.starts.flatMap((start) =>
    start.kind === 'request' ? [{ version, procedure, name: start.name, channels: start.channels, form }] : [],
  )
}
