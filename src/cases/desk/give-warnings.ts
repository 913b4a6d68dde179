import { sql } from 'kysely'
import { isWorkingInstant, nextWorkingInstant } from '#src/calendar/index.ts'
import type { Db } from '#src/platform/db/types.ts'
import type { Log } from '#src/platform/log.ts'
import { deskTasks, keeperOf, TARGET_NAMES, type Target, type Warned } from '#src/procedure/index.ts'
import type { CaseState, Directory, PersonId } from '#src/procedure/types.ts'
import type { Call, CaseDeps } from '../call.ts'
import { lockCaseById } from '../case.store.ts'
import { runAsSystem } from '../command.ts'
import { type DeskEntry, deskAdvance } from './desk-move.ts'
import { deskContext } from './follow-acts.ts'

/**
 * Gives every warning that has come due, each case in its own transaction: the act, the rows of those who are told, and the instant
 * of the next one. A process that dies loses none and gives none twice. Outside working time nobody is told anything: what is found
 * then waits for the next working minute. Returns in how many cases somebody was told.
 */
export async function giveWarnings(deps: CaseDeps, log: Log, atMost = 200): Promise<number> {
  let given = 0
  for (const id of await casesToWarn(deps.db, deps.clock(), atMost)) {
    try {
      if (await runAsSystem(deps, (call) => warnCase(call, id))) given += 1
    } catch (err) {
      log.error({ err, caseId: id }, 'a warning could not be given; it is put off')
      await putOff(deps.db, id, new Date(Date.parse(deps.clock()) + 60_000).toISOString())
    }
  }
  return given
}

async function casesToWarn(db: Db, now: string, atMost: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from case_file where warn_at <= ${now}::timestamptz order by warn_at limit ${atMost}`.execute(db)
  return rows.map(({ id }) => id)
}

async function warnCase(call: Call, id: number): Promise<boolean> {
  const free = await sql`select id from case_file where id = ${id} for update skip locked`.execute(call.tx)
  if (free.rows.length === 0) return false
  const file = await lockCaseById(call.tx, id)
  if (file === null || file.status !== 'open') return false
  const { targets } = file.state.desk ?? {}
  const entries: DeskEntry[] = []
  for (const name of TARGET_NAMES) {
    const target = targets?.[name]
    const reached = target?.warnings.filter(({ at }) => Date.parse(at) <= Date.parse(call.now)) ?? []
    const last = reached.at(-1)
    if (target?.due === undefined || last === undefined) continue
    const calendar = call.institution.calendar(target.calendar)
    if (!isWorkingInstant(calendar, call.now)) {
      await putOff(call.tx, id, nextWorkingInstant(calendar, call.now))
      return false
    }
    const persons = recipients(call, file.state, target, last.percent)
    for (const person of persons) call.touched.add(`person:${person}`)
    const passed = reached.slice(0, -1).map(({ percent }) => percent)
    entries.push({
      body: { kind: 'case-warned', target: name, percent: last.percent, passed, due: target.due.at, persons },
    })
  }
  if (entries.length === 0) return false
  await deskAdvance(call, file, entries)
  return true
}

function recipients(call: Call, state: CaseState, _target: Target, percent: number): PersonId[] {
  const { directory, table } = deskContext(call)
  const to = table.table.warnings.find((rule) => rule.percent === percent)?.to ?? []
  return [...new Set(to.flatMap((who) => personsOf(who, state, directory)))]
}

/** Who has the open tasks, else those in whose tray they wait; and the heads above. Where nobody has any, those who keep a role. */
function personsOf(who: Warned, state: CaseState, directory: Directory): readonly PersonId[] {
  const tasks = deskTasks(state)
  if (who === 'assignee' && tasks.length === 0)
    return Object.values(state.holders).filter((person) => !directory.away(person))
  return tasks.flatMap((task) => {
    const { position = null, group } = task.tray ?? {}
    if (who === 'head') {
      const head = position === null ? null : directory.headOfPosition(position)
      return head === null ? [] : directory.holders(head)
    }
    const keeper = keeperOf(state, task, directory)
    if (keeper !== null) return [keeper]
    return group === undefined ? (position === null ? [] : directory.holders(position)) : directory.group(group)
  })
}

/** The scan finds the case again then; the warning itself stays as the record planned it. */
async function putOff(db: Pick<Db, 'getExecutor'>, id: number, until: string): Promise<void> {
  await sql`update case_file set warn_at = ${until}::timestamptz where id = ${id} and warn_at is not null`.execute(
    db as Db,
  )
}
