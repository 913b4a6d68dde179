import { sql } from 'kysely'
import { compileCalendar, dueAfter } from '#src/calendar/index.ts'
import type { CalendarData, InstantText } from '#src/calendar/types.ts'
import { type CalendarEffect, type DueMove, MOST_MOVES } from '#src/people/calendar-effect.ts'
import type { Db } from '#src/platform/db/types.ts'
import { recountedTargets, TARGET_NAMES, type TargetsState } from '#src/procedure/index.ts'
import type { Task } from '#src/procedure/types.ts'
import type { CaseDeps } from './call.ts'
import { readableNumbers } from './case.store.ts'
import { readersOf } from './readers.ts'

const BATCH = 1_000
/** How long one may be kept waiting for the answer. */
const BUDGET_MS = 4_000
/** Days around today in which two calendars are held against each other: what is due beyond is counted anew when it comes near. */
const DAYS = { back: 400, ahead: 1_100 } as const

/**
 * What would move if a calendar became another: each open due time of it counted by the new one, with nothing written. Only what is due
 * from the first day on that differs is looked at, in batches, until the time for it is over.
 */
export async function calendarEffect(
  deps: Pick<CaseDeps, 'db' | 'clock' | 'institution'>,
  { before, after }: { readonly before: CalendarData; readonly after: CalendarData },
  person: string,
  budget = BUDGET_MS,
): Promise<CalendarEffect> {
  const now = deps.clock()
  const from = firstDifference(before, after, now)
  const open = from === null ? 0 : await countOpen(deps.db)
  const found: Move[] = []
  let moved = 0
  let checked = 0
  let last = 0
  const until = performance.now() + budget
  const counting = calendarsWith(after)
  while (from !== null && performance.now() < until) {
    const cases = await casesDueFrom(deps.db, before.code, from, last)
    for (const each of cases.rows) {
      const moves = movesOf(each, after.code, counting)
      moved += moves.length
      found.push(...moves)
    }
    if (found.length > 20 * MOST_MOVES) keepFirst(found)
    checked += cases.passed
    if (cases.last === null) {
      checked = open
      break
    }
    last = cases.last
  }
  keepFirst(found)
  const { directory } = await deps.institution(deps.db, now)
  const readable = new Set(
    await readableNumbers(deps.db, [...new Set(found.map(({ number }) => number))], readersOf(directory, person)),
  )
  const moves = found.map(
    ({ number, row, from: was, to }): DueMove => ({ number, row, from: was, to, readable: readable.has(number) }),
  )
  return { moved, moves, checked: Math.min(checked, open), open }
}

type Move = Omit<DueMove, 'readable'>

/** The start of the first day on which the two do not work the same hours; null when there is none. */
function firstDifference(before: CalendarData, after: CalendarData, now: InstantText): InstantText | null {
  if (before.timeZone !== after.timeZone) return '0001-01-01T00:00:00Z'
  const [old, next] = [compileCalendar(before), compileCalendar(after)]
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(after.timeZone).toPlainDate()
  for (let offset = -DAYS.back; offset <= DAYS.ahead; offset++) {
    const day = today.add({ days: offset })
    const text = day.toString()
    if (JSON.stringify(old.slotsOn(text)) !== JSON.stringify(next.slotsOn(text)))
      return day.toZonedDateTime(after.timeZone).toInstant().toString()
  }
  return null
}

async function countOpen(db: Db): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*)::int as count from case_file where status = 'open'`.execute(db)
  return rows[0]!.count
}

interface OpenCase {
  readonly id: number
  readonly number: string
  readonly tasks: readonly Task[]
  readonly targets: TargetsState | null
}

/** The next batch of open cases, and of them those with something of this calendar that is due from an instant on. */
async function casesDueFrom(db: Db, code: string, from: InstantText, after: number) {
  const { rows } = await sql<OpenCase & { due: boolean }>`
    with batch as (
      select id, number, state, target_at from case_file where status = 'open' and id > ${after} order by id limit ${sql.lit(BATCH)}
    ), concerned as (
      select b.*, (target_at >= ${from}::timestamptz or state #> '{desk,targets,attention,due}' is not null
        or exists (select from task t where t.case_id = b.id and t.due_at >= ${from}::timestamptz and t.due_at < 'infinity')) as due
      from batch b
    )
    select id, number, coalesce(due, false) as due,
      case when due then jsonb_path_query_array(state, '$.tasks[*] ? (@.due.because.calendar == $code)', jsonb_build_object('code', ${code}::text))
        else '[]'::jsonb end as tasks,
      case when due then state #> '{desk,targets}' end as targets
    from concerned order by id`.execute(db)
  return {
    rows: rows.filter(({ due }) => due),
    passed: rows.length,
    last: rows.length < BATCH ? null : rows.at(-1)!.id,
  }
}

type Counting = ReturnType<typeof calendarsWith>

function calendarsWith(after: CalendarData) {
  const calendar = compileCalendar(after)
  return (_code: string) => calendar
}

function movesOf({ number, tasks, targets }: OpenCase, code: string, calendar: Counting): Move[] {
  const moves: Move[] = []
  for (const { row, due } of tasks) {
    if (due === undefined || due.expired === true) continue
    const { at } = dueAfter(calendar(code), due.start, due.rule.duration)
    if (at !== due.at) moves.push({ number, row, from: due.at, to: at })
  }
  if (targets === null) return moves
  const own = TARGET_NAMES.filter((name) => targets[name]?.calendar === code && targets[name]?.met === undefined)
  if (own.length === 0) return moves
  const planning = { start: '', calendar, calendarCode: code, warnings: [], waitingSince: targets.waitingSince ?? null }
  const counted = recountedTargets(targets, planning)
  for (const name of own) {
    const [was, to] = [targets[name]?.due?.at, counted[name]?.due?.at]
    if (was !== undefined && to !== undefined && was !== to) moves.push({ number, row: null, from: was, to })
  }
  return moves
}

/** Keeps the first by when they are due now. */
function keepFirst(moves: Move[]): void {
  moves.sort((a, b) => Date.parse(a.from) - Date.parse(b.from) || a.number.localeCompare(b.number))
  moves.length = Math.min(moves.length, MOST_MOVES)
}
