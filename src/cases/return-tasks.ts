import { sql } from 'kysely'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import type { Log } from '#src/platform/log.ts'
import type { Task } from '#src/procedure/types.ts'
import type { CaseDeps } from './call.ts'
import { lockCaseById } from './case.store.ts'
import { runAsSystem } from './command.ts'
import { advance } from './move-case.ts'

interface ClaimedTask {
  readonly caseId: number
  readonly task: number
}

/** Most claimed tasks that are read at a time. */
const MOST = 200

/**
 * Puts the tasks of those who left, or who no longer act for the position, back into the tray of the role, where somebody sees them: an
 * act of Ventanilla in each case. Looks only when the directory or the day is not the one for which it last looked (`seen`); whoever is
 * away for a time keeps what is claimed. Returns how many tasks went back.
 */
export function returnTasks(deps: CaseDeps, log: Log): () => Promise<number> {
  let seen: InstitutionDirectory | null = null
  return async () => {
    const { directory } = await deps.institution(deps.db, deps.clock())
    if (directory === seen) return 0
    let returned = 0
    let after: ClaimedTask | null = null
    do {
      const gone: readonly ClaimedTask[] = await tasksOfGone(deps.db, directory, after)
      for (const { caseId, task } of gone) {
        try {
          returned += await returnTask(deps, caseId, task)
        } catch (err) {
          log.error({ err, caseId, task }, 'a task of somebody who left could not be put back')
        }
      }
      after = gone.length < MOST ? null : gone.at(-1)!
    } while (after !== null)
    if (returned > 0) log.info({ returned }, 'tasks of people who left their position went back into its tray')
    seen = directory
    return returned
  }
}

/** Claimed tasks of people who left, or who neither hold the position nor stand in for it. */
async function tasksOfGone(
  db: Queryable,
  directory: InstitutionDirectory,
  after: ClaimedTask | null,
): Promise<ClaimedTask[]> {
  // Who has tasks claimed, found by the index of assignees: one step for each person, not for each task.
  const { rows: holders } = await sql<{ person: string; position: string | null; group: string | null }>`
    with recursive person as (
      (select assignee from task where assignee is not null order by assignee limit 1)
      union all
      select (select assignee from task where assignee > person.assignee order by assignee limit 1) from person where person.assignee is not null
    )
    select distinct t.assignee as person, t.position_id as position, t.group_id as "group"
    from person join task t on t.assignee = person.assignee`.execute(db)
  const gone = holders.filter(({ person, position, group }) => isGone(directory, person, position, group))
  if (gone.length === 0) return []
  const { rows } = await sql<ClaimedTask>`
    select t.case_id as "caseId", t.id as task
    from unnest(${gone.map(({ person }) => person)}::uuid[], ${gone.map(({ position }) => position)}::uuid[],
      ${gone.map(({ group }) => group)}::text[]) as gone (person, position, tray)
    join task t on t.assignee = gone.person and t.position_id is not distinct from gone.position and t.group_id is not distinct from gone.tray
    where (t.case_id, t.id) > (${after?.caseId ?? 0}, ${after?.task ?? 0})
    order by t.case_id, t.id limit ${MOST}`.execute(db)
  return rows
}

function isGone(
  directory: InstitutionDirectory,
  person: string,
  position: string | null,
  group: string | null,
): boolean {
  if (hasLeft(directory, person)) return true
  if (group !== null) return !directory.groupsOf(person).includes(group)
  return position !== null && !directory.trayPositionsOf(person).includes(position)
}

function hasLeft(directory: InstitutionDirectory, person: string): boolean {
  const leftOn = directory.personById(person)?.leftOn ?? null
  return leftOn !== null && leftOn <= directory.today
}

function returnTask(deps: CaseDeps, caseId: number, id: number): Promise<number> {
  return runAsSystem(deps, async (call) => {
    const file = await lockCaseById(call.tx, caseId)
    const task = file?.state.tasks.find((each) => each.id === id)
    if (file === null || file.status !== 'open' || task === undefined) return 0
    if (!mayGoBack(call.institution.directory, task)) return 0
    await advance(call, file, { kind: 'release-task', task: id })
    return 1
  })
}

/** A task that was handed over by name stays with that person as long as one works here; what the requester keeps, too. */
function mayGoBack(directory: InstitutionDirectory, { tray }: Task): boolean {
  if (tray === null || tray.assignee === null || tray.because.kind === 'requester') return false
  if (hasLeft(directory, tray.assignee)) return true
  return tray.handedOver !== true && isGone(directory, tray.assignee, tray.position, tray.group ?? null)
}
