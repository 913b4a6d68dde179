import { sql } from 'kysely'
import type { Queryable, Tx } from '#src/platform/db/types.ts'
import type { ReportFormat } from '../export/report-files.ts'
import type { Rhythm } from './next-run.ts'

export interface ScheduledReport {
  readonly id: string
  readonly name: string
  readonly owner: string
  readonly query: string
  readonly every: Rhythm
  readonly at: string
  readonly formats: readonly ReportFormat[]
  readonly recipients: readonly string[]
  readonly nextAt: string
  readonly stoppedAt: string | null
}

export interface RunFile {
  readonly name: string
  readonly type: string
  readonly sha256: string
  readonly size: number
}

export interface ReportRun {
  readonly id: string
  readonly report: string
  readonly dueAt: string
  readonly from: string | null
  readonly until: string | null
  readonly madeAt: string | null
  readonly files: readonly RunFile[]
  readonly mail: 'none' | 'waiting' | 'sent' | 'failed'
  readonly attempts: number
  readonly sentAt: string | null
  readonly failure: string | null
}

const REPORT = sql`id, name, owner, query, every, to_char(at_time, 'HH24:MI') as at, formats, recipients, next_at as "nextAt",
  stopped_at as "stoppedAt"`
const RUN = sql`r.id, r.report, r.due_at as "dueAt", to_char(r.from_on, 'YYYY-MM-DD') as "from", to_char(r.until_on, 'YYYY-MM-DD') as "until",
  r.made_at as "madeAt", r.files, r.mail, r.attempts, r.sent_at as "sentAt", r.failure`

export async function insertReport(
  db: Queryable,
  report: Omit<ScheduledReport, 'id' | 'stoppedAt'>,
  now: string,
): Promise<void> {
  const { name, owner, query, every, at, formats, recipients, nextAt } = report
  await sql`
    insert into scheduled_report (name, owner, query, every, at_time, formats, recipients, next_at, made_at)
    values (${name}, ${owner}::uuid, ${query}, ${every}, ${at}::time, ${formats}::text[], ${recipients}::text[], ${nextAt}::timestamptz,
      ${now}::timestamptz)`.execute(db)
}

/** Holds a person's reports still until the transaction ends, and says how many there are. */
export async function countReports(tx: Tx, owner: string): Promise<number> {
  await lockReportsOf(tx, owner)
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from scheduled_report where owner = ${owner}::uuid and stopped_at is null`.execute(tx)
  return rows[0]!.n
}

export async function listReports(db: Queryable, owner: string): Promise<readonly ScheduledReport[]> {
  const { rows } = await sql<ScheduledReport>`
    select ${REPORT} from scheduled_report where owner = ${owner}::uuid order by stopped_at nulls first, name limit 100`.execute(
    db,
  )
  return rows
}

/** One of a person's own reports, a stopped one too; null for any other. */
export async function findReport(db: Queryable, id: string, owner: string): Promise<ScheduledReport | null> {
  const { rows } = await sql<ScheduledReport>`
    select ${REPORT} from scheduled_report where id = ${id}::uuid and owner = ${owner}::uuid`.execute(db)
  return rows[0] ?? null
}

/** Makes a report due now; it goes on by its rhythm. False where one of the person's was made within a minute, or is due already. */
export async function makeDue(tx: Tx, id: string, owner: string, now: string): Promise<boolean> {
  await lockReportsOf(tx, owner)
  const { rows } = await sql`
    update scheduled_report s set next_at = ${now}::timestamptz
    where s.id = ${id}::uuid and s.owner = ${owner}::uuid and s.stopped_at is null
      and not exists (
        select from scheduled_report o where o.owner = s.owner and o.stopped_at is null and o.next_at <= ${now}::timestamptz)
      and not exists (
        select from scheduled_report_run r join scheduled_report o on o.id = r.report
        where o.owner = s.owner and r.due_at > ${now}::timestamptz - interval '1 minute')
    returning s.id`.execute(tx)
  return rows.length > 0
}

async function lockReportsOf(tx: Tx, owner: string): Promise<void> {
  await sql`select from person where id = ${owner}::uuid for no key update`.execute(tx)
}

export async function stopReport(db: Queryable, id: string, owner: string, now: string): Promise<void> {
  await sql`
    update scheduled_report set stopped_at = ${now}::timestamptz
    where id = ${id}::uuid and owner = ${owner}::uuid and stopped_at is null`.execute(db)
}

/** The latest runs of a person's reports. */
export async function listRuns(db: Queryable, owner: string): Promise<readonly ReportRun[]> {
  const { rows } = await sql<ReportRun>`
    select ${RUN} from scheduled_report_run r join scheduled_report s on s.id = r.report
    where s.owner = ${owner}::uuid order by r.due_at desc limit 60`.execute(db)
  return rows
}

/** A run of one of a person's reports; null for any other. */
export async function findRun(db: Queryable, id: string, owner: string): Promise<ReportRun | null> {
  const { rows } = await sql<ReportRun>`
    select ${RUN} from scheduled_report_run r join scheduled_report s on s.id = r.report
    where r.id = ${id}::uuid and s.owner = ${owner}::uuid`.execute(db)
  return rows[0] ?? null
}

/** One report that is due, its row held; others that look meanwhile pass it by. */
export async function lockDueReport(tx: Tx, now: string): Promise<ScheduledReport | null> {
  const { rows } = await sql<ScheduledReport>`
    select ${REPORT} from scheduled_report where stopped_at is null and next_at <= ${now}::timestamptz
    order by next_at limit 1 for update skip locked`.execute(tx)
  return rows[0] ?? null
}

export async function moveOn(tx: Tx, id: string, nextAt: string): Promise<void> {
  await sql`update scheduled_report set next_at = ${nextAt}::timestamptz where id = ${id}::uuid`.execute(tx)
}

export async function insertRun(tx: Tx, run: Omit<ReportRun, 'id' | 'attempts' | 'sentAt'>): Promise<void> {
  const { report, dueAt, from, until, madeAt, files, mail, failure } = run
  await sql`
    insert into scheduled_report_run (report, due_at, from_on, until_on, made_at, files, mail, failure, next_try_at)
    values (${report}::uuid, ${dueAt}::timestamptz, ${from}::date, ${until}::date, ${madeAt}::timestamptz, ${JSON.stringify(files)}::jsonb,
      ${mail}, ${failure}, case when ${mail} = 'waiting' then ${madeAt}::timestamptz end)
    on conflict (report, due_at) do nothing`.execute(tx)
}

/** One run whose mail is to be sent now, its row held. */
export async function lockWaitingRun(
  tx: Tx,
  now: string,
): Promise<(ReportRun & Pick<ScheduledReport, 'name' | 'recipients'>) | null> {
  const { rows } = await sql<ReportRun & Pick<ScheduledReport, 'name' | 'recipients'>>`
    select ${RUN}, s.name, s.recipients from scheduled_report_run r join scheduled_report s on s.id = r.report
    where r.mail = 'waiting' and r.next_try_at <= ${now}::timestamptz
    order by r.next_try_at limit 1 for update of r skip locked`.execute(tx)
  return rows[0] ?? null
}

export async function markSent(tx: Tx, id: string, now: string): Promise<void> {
  await sql`
    update scheduled_report_run set mail = 'sent', sent_at = ${now}::timestamptz, attempts = attempts + 1, failure = null, next_try_at = null
    where id = ${id}::uuid`.execute(tx)
}

/** What the server said; tried again at `again`, or never where that is null. */
export async function markFailed(tx: Tx, id: string, failure: string, again: string | null): Promise<void> {
  await sql`
    update scheduled_report_run set attempts = attempts + 1, failure = ${failure}, next_try_at = ${again}::timestamptz,
      mail = case when ${again}::timestamptz is null then 'failed' else 'waiting' end
    where id = ${id}::uuid`.execute(tx)
}

/** Puts a failed mail of a person's report into the queue again. */
export async function sendAgain(db: Queryable, id: string, owner: string, now: string): Promise<void> {
  await sql`
    update scheduled_report_run r set mail = 'waiting', attempts = 0, next_try_at = ${now}::timestamptz
    from scheduled_report s where s.id = r.report and s.owner = ${owner}::uuid and r.id = ${id}::uuid and r.mail = 'failed'`.execute(
    db,
  )
}
