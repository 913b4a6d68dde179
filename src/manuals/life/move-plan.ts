import type { CaseDeps, Institution } from '#src/cases/call.ts'
import type { CaseFile } from '#src/cases/types.ts'
import { readForm } from '#src/cases/verbs.ts'
import type { ManualVersion } from '#src/cases/versions.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import { changeVersion, fatesOf, proposeStepMap, type StepMap, type TaskFate } from '#src/procedure/index.ts'
import { casesToMove, type PlannedMap, publishedBy, readPlan } from './move.store.ts'
import { lifeRefused } from './refusals.ts'

/** What moving every open case of a manual to a version would do. */
export interface MovePlan {
  readonly to: ManualVersion
  readonly parts: readonly MovePart[]
  /** Cases of procedures that the version does not have: they end under their own. */
  readonly left: readonly CaseFile[]
}

/** The open cases of one procedure of one earlier version, and where each would stand. */
export interface MovePart {
  readonly from: ManualVersion
  readonly procedure: string
  readonly map: StepMap
  readonly cases: readonly {
    readonly file: CaseFile
    readonly fates: readonly TaskFate[]
    readonly refusal: string | null
  }[]
}

interface Reading {
  readonly deps: CaseDeps
  readonly institution: Institution
  readonly now: string
}

/** The plan of a case: by the maps that are given, else those that it keeps, else those that are proposed. */
export async function movePlan(
  db: Queryable,
  { deps, institution, now }: Reading,
  file: CaseFile,
  given: readonly PlannedMap[] | null,
): Promise<MovePlan> {
  const stored = await readPlan(db, file.id)
  const to = await deps.manuals.version(db, await targetOf(db, deps, now, file, stored?.toVersion))
  const maps = given ?? stored?.maps ?? []
  const except = [file.id, ...(file.parentCase === null ? [] : [file.parentCase])]
  const files = await casesToMove(db, to.code, to.id, except)
  const left = files.filter(({ procedure }) => to.procedure(procedure) === null)
  const groups = Map.groupBy(
    files.filter((each) => !left.includes(each)),
    ({ versionId, procedure }) => `${versionId}:${procedure}`,
  )
  const parts: MovePart[] = []
  for (const group of groups.values()) {
    const { versionId, procedure } = group[0]!
    const from = await deps.manuals.version(db, versionId)
    const before = from.procedure(procedure)!
    const after = to.procedure(procedure)!
    const kept = maps.find((each) => each.from === versionId && each.procedure === procedure)?.map
    const map = { ...proposeStepMap(before, after), ...kept }
    const context = {
      actor: { kind: 'system' } as const,
      now,
      calendar: institution.calendar,
      directory: institution.directory,
    }
    parts.push({
      from,
      procedure,
      map,
      cases: group.map((each) => {
        const decision = changeVersion(before, after, each.state, map, context)
        return {
          file: each,
          fates: fatesOf(before, after, each.state, map, context),
          refusal: 'refusal' in decision ? decision.refusal.code : null,
        }
      }),
    })
  }
  return { to, parts, left }
}

/** The cases that cannot be moved by the plan. */
export function strandedCases({ parts }: MovePlan): readonly CaseFile[] {
  return parts.flatMap(({ cases }) => cases.flatMap(({ file, refusal }) => (refusal === null ? [] : [file])))
}

/** The version to which cases go: that of the parent case, else the one in force of the manual that the form names. */
async function targetOf(
  db: Queryable,
  deps: CaseDeps,
  now: string,
  file: CaseFile,
  stored: number | undefined,
): Promise<number> {
  if (stored !== undefined) return stored
  const published = await publishedBy(db, file.parentCase)
  if (published !== null) return published
  const form = await readForm(db, file, 'TRA-MNP-01')
  const code = String(form?.['Código del manual'] ?? '').trim()
  const version = (await deps.manuals.inForce(db, now)).find((each) => each.code.toLowerCase() === code.toLowerCase())
  if (version === undefined) throw lifeRefused('plan-manual-unknown', { code })
  return version.id
}
