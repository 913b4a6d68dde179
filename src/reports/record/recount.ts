import { sql } from 'kysely'
import type { FollowedAct } from '#src/cases/follow-record.ts'
import { actOf } from '#src/cases/rebuild-projections.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import { type Counters, countCase, countMark, countVisit } from './counters.ts'
import { foldAct } from './fold-act.ts'
import { loadFoldWorld, type VersionIds, type WorldDeps } from './fold-world.ts'
import type { CaseFold, EndedVisit } from './types.ts'

/** Cases whose acts are read at a time. */
const CASES = 1_000

export interface Recounted {
  readonly id: number
  readonly fold: CaseFold
  readonly visits: readonly { readonly versionId: number; readonly visit: EndedVisit }[]
}

/**
 * Counts the whole record anew into `counters`, without looking at what was counted before, and gives the cases by and by. Only acts of
 * transactions before `below`, so that those that come meanwhile are left to the follower.
 */
export async function* recount(
  db: Queryable,
  deps: WorldDeps,
  { below, now, counters, versions }: { below: string; now: string; counters: Counters; versions: VersionIds },
): AsyncGenerator<readonly Recounted[]> {
  for (let after = 0; ; ) {
    const ids = await caseIds(db, after)
    if (ids.length === 0) return
    after = ids.at(-1)!.id
    const acts = await actsOf(db, ids[0]!.id, after, below)
    const world = await loadFoldWorld(db, deps, acts, now, versions)
    const priorities = new Map(ids.map(({ id, priority }) => [id, priority]))
    const byCase = Map.groupBy(acts, ({ caseId }) => caseId)
    yield [...byCase].map(([id, own]) => {
      let fold: CaseFold | null = null
      const visits: EndedVisit[] = []
      for (const stored of own) {
        const folded = foldAct(fold, actOf(stored), priorities.get(id) ?? 3, world)
        fold = folded.fold
        visits.push(...folded.visits)
        for (const mark of folded.marks) countMark(counters, mark)
      }
      for (const visit of visits) countVisit(counters, visit)
      countCase(counters, null, fold)
      return {
        id,
        fold: fold!,
        visits: visits.flatMap((visit) => {
          const versionId = versions.get(visit.version)?.id
          return versionId === undefined ? [] : [{ versionId, visit }]
        }),
      }
    })
  }
}

async function caseIds(db: Queryable, after: number): Promise<{ id: number; priority: number }[]> {
  const { rows } = await sql<{ id: number; priority: number }>`
    select id, priority from case_file where id > ${after} order by id limit ${CASES}`.execute(db)
  return rows
}

async function actsOf(db: Queryable, from: number, to: number, below: string): Promise<FollowedAct[]> {
  const { rows } = await sql<FollowedAct>`
    select a.case_id as "caseId", to_char(a.opened_month, 'YYYY-MM-DD') as "openedMonth", a.seq, a.at, a.actor_person as "actorPerson",
      a.kind, a.text, null as private
    from case_file c join act a on a.opened_month = c.opened_month and a.case_id = c.id
    where c.id between ${from} and ${to} and a.xid < ${below}::xid8
    order by a.case_id, a.seq`.execute(db)
  return rows
}
