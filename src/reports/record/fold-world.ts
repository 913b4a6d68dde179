import { sql } from 'kysely'
import type { CaseDeps } from '#src/cases/call.ts'
import type { FollowedAct } from '#src/cases/follow-record.ts'
import type { ManualVersion } from '#src/cases/versions.ts'
import { localDate } from '#src/people/index.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import type { FoldWorld } from './types.ts'

export type WorldDeps = Pick<CaseDeps, 'manuals' | 'institution'>

/** Versions by `CODE VERSION`, as folds name them. Published ones never change, so each is looked up once. */
export type VersionIds = Map<string, ManualVersion>

/** The institution as these acts met it. A requester belongs to the unit of the day of the opening; positions keep their unit. */
export async function loadFoldWorld(
  db: Queryable,
  deps: WorldDeps,
  acts: readonly Pick<FollowedAct, 'kind' | 'at' | 'text'>[],
  now: string,
  versions: VersionIds,
): Promise<FoldWorld> {
  const { directory, calendar, calendarCode } = await deps.institution(db, now)
  const zone = directory.rows.institution?.timeZone ?? 'UTC'
  const days = new Map<string, InstitutionDirectory>()
  for (const { kind, at, text } of acts) {
    if (kind === 'case-opened' || kind === 'version-changed') {
      const { manual, version } = (JSON.parse(text) as { body: { manual: string; version: string } }).body
      await versionOf(db, deps, versions, `${manual} ${version}`)
    }
    const day = kind === 'case-opened' ? localDate(at, zone) : null
    if (day !== null && !days.has(day)) days.set(day, (await deps.institution(db, at)).directory)
  }
  return {
    dayOf: (at) => localDate(at, zone),
    calendar: calendar(calendarCode),
    unitOfPosition: (position) => directory.postById(position)?.unit ?? null,
    unitOfPerson: (person, at) => (days.get(localDate(at, zone)) ?? directory).unitOf(person)?.id ?? null,
    measureOf(version, procedure, row) {
      const found = versions.get(version)?.procedure(procedure)?.rows.get(row)
      if (found === undefined) return null
      const unit = found.time?.time.unit ?? found.facts.deadline?.duration.unit
      const runs = unit === 'running-hours' || unit === 'calendar-days' || unit === 'months'
      return { calendar: runs ? null : calendar(found.calendar) }
    },
  }
}

/** The version that a fold names; undefined where it is not published here. */
export async function versionOf(
  db: Queryable,
  deps: WorldDeps,
  versions: VersionIds,
  name: string,
): Promise<ManualVersion | undefined> {
  const known = versions.get(name)
  if (known !== undefined) return known
  const at = name.lastIndexOf(' ')
  const { rows } = await sql<{ id: number }>`
    select id from manual_version where manual_code = ${name.slice(0, at)} and version = ${name.slice(at + 1)}`.execute(
    db,
  )
  const id = rows[0]?.id
  if (id === undefined) return undefined
  const version = await deps.manuals.version(db, id)
  versions.set(name, version)
  return version
}
