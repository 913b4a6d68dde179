import type { FollowedAct, Follower } from '#src/cases/follow-record.ts'
import { actOf } from '#src/cases/rebuild-projections.ts'
import type { Tx } from '#src/platform/db/types.ts'
import { countCase, countMark, countVisit, noCounters } from './counters.ts'
import { foldAct } from './fold-act.ts'
import { loadFoldWorld, type VersionIds, versionOf, type WorldDeps } from './fold-world.ts'
import {
  addToPeriods,
  addToSteps,
  calendarsNow,
  caseRow,
  readFolds,
  readPriorities,
  touchState,
  writeCases,
  writeVisits,
} from './statistic.store.ts'
import type { CaseFold, EndedVisit } from './types.ts'

export const STATISTICS = 'statistics'

/** Counts the record as it grows: the case's row, its visits and the counters, in the transaction that moves the cursor. */
export function statisticsFollower(deps: WorldDeps): Follower {
  const versions: VersionIds = new Map()
  return { name: STATISTICS, follow: (tx, acts) => countActs(tx, deps, acts, versions) }
}

async function countActs(tx: Tx, deps: WorldDeps, acts: readonly FollowedAct[], versions: VersionIds): Promise<void> {
  const ids = [...new Set(acts.map(({ caseId }) => caseId))]
  const before = await readFolds(tx, ids)
  const priorities = await readPriorities(tx, ids)
  for (const { version } of before.values()) await versionOf(tx, deps, versions, version)
  const world = await loadFoldWorld(tx, deps, acts, acts.at(-1)!.at, versions)
  const counters = noCounters()
  const folds = new Map<number, CaseFold>(before)
  const visits: { caseId: number; visit: EndedVisit }[] = []
  for (const stored of acts) {
    const { caseId } = stored
    const folded = foldAct(folds.get(caseId) ?? null, actOf(stored), priorities.get(caseId) ?? 3, world)
    folds.set(caseId, folded.fold)
    for (const visit of folded.visits) {
      countVisit(counters, visit)
      visits.push({ caseId, visit })
    }
    for (const mark of folded.marks) countMark(counters, mark)
  }
  for (const [id, fold] of folds) countCase(counters, before.get(id) ?? null, fold)
  await writeCases(
    tx,
    [...folds].map(([id, fold]) => caseRow(id, fold)),
  )
  await writeVisits(
    tx,
    visits.flatMap(({ caseId, visit }) => {
      const versionId = versions.get(visit.version)?.id
      return versionId === undefined ? [] : [{ caseId, versionId, visit }]
    }),
  )
  await addToPeriods(tx, [...counters.periods.values()])
  await addToSteps(tx, [...counters.steps.values()], (name) => versions.get(name)?.id)
  await touchState(tx, await calendarsNow(tx))
}
