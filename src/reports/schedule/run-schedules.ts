import { Readable } from 'node:stream'
import type { CaseDeps } from '#src/cases/call.ts'
import { actingAs } from '#src/people/acting-as.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { transaction } from '#src/platform/db/pool.ts'
import type { FileStore } from '#src/platform/files/file-store.ts'
import type { Log } from '#src/platform/log.ts'
import type { MailPort } from '#src/platform/mail/mail-port.ts'
import type { Printer } from '#src/printing/index.ts'
import { writeReportFile } from '../export/report-files.ts'
import { loadReport, type ReportAsked } from '../report/load-report.ts'
import { readQuery } from '../report/query.ts'
import { scopeOf } from '../scope.ts'
import { nextRun, periodMade } from './next-run.ts'
import {
  insertRun,
  lockDueReport,
  lockWaitingRun,
  markFailed,
  markSent,
  moveOn,
  type RunFile,
  type ScheduledReport,
} from './schedule.store.ts'
import { scheduleWords as words } from './words.ts'

export interface ScheduleDeps extends Pick<CaseDeps, 'db' | 'clock' | 'institution' | 'manuals'> {
  readonly files: FileStore
  readonly printer: Printer
  readonly mail: MailPort | undefined
  readonly log: Log
}

/** Minutes after which a mail that failed is tried again; after the last it has failed. */
const AGAIN = [1, 5, 15, 60, 240] as const

/** Makes the reports that are due, then sends what waits to be sent. Says how many of both. */
export async function runSchedules(deps: ScheduleDeps, signal?: AbortSignal): Promise<number> {
  let done = 0
  while (signal?.aborted !== true && (await makeOne(deps))) done += 1
  while (signal?.aborted !== true && deps.mail !== undefined && (await sendOne(deps, deps.mail))) done += 1
  return done
}

/** One report with its files and its place in the outbox, in one transaction: made once, whoever else looks. */
function makeOne(deps: ScheduleDeps): Promise<boolean> {
  return transaction(deps.db, async (tx) => {
    const now = deps.clock()
    const report = await lockDueReport(tx, now)
    if (report === null) return false
    const { directory, calendar, calendarCode } = await deps.institution(tx, now)
    const own = calendar(calendarCode)
    const { nextAt: dueAt } = report
    const period = periodMade(own, report.every, dueAt)
    const made = await makeFiles(deps, report, directory, period)
    await insertRun(tx, {
      report: report.id,
      dueAt,
      from: period.from,
      until: period.until,
      madeAt: now,
      files: 'files' in made ? made.files : [],
      ...mailOf(deps, report, made),
    })
    await moveOn(tx, report.id, nextRun(own, report.every, report.at, now))
    return true
  })
}

type Made = { readonly files: readonly RunFile[] } | { readonly failure: string }

function mailOf({ mail }: ScheduleDeps, { recipients }: ScheduledReport, made: Made) {
  if ('failure' in made) return { mail: 'failed', failure: made.failure } as const
  if (recipients.length === 0) return { mail: 'none', failure: null } as const
  if (mail === undefined) return { mail: 'failed', failure: words('es', 'failure.no-mail') } as const
  return { mail: 'waiting', failure: null } as const
}

/** In the name of its owner as of now: who has lost a position has lost its figures. */
async function makeFiles(
  deps: ScheduleDeps,
  report: ScheduledReport,
  directory: InstitutionDirectory,
  period: ReportAsked['query']['period'],
): Promise<Made> {
  const person = directory.personById(report.owner)
  const gone = person === null || (person.leftOn !== null && person.leftOn <= directory.today)
  const scope = person === null ? null : scopeOf(directory, actingAs(directory, report.owner))
  if (gone || scope === null) return { failure: words('es', 'failure.owner') }
  const now = deps.clock()
  const asked: ReportAsked = {
    query: { ...readQuery(Object.fromEntries(new URLSearchParams(report.query)), scope, directory, now), period },
    scope,
    directory,
    locale: 'es',
    now,
  }
  const loaded = await loadReport(deps.db, deps.manuals, asked)
  const files: RunFile[] = []
  for (const format of report.formats) {
    const { name, type, bytes } = await writeReportFile(format, asked, loaded, deps.printer)
    const { sha256, size } = await deps.files.save(Readable.from([bytes]))
    files.push({ name, type, sha256, size })
  }
  return { files }
}

/** The row is held while the server is spoken to, so that nobody else sends it; what the server took is noted at once. */
function sendOne(deps: ScheduleDeps, mail: MailPort): Promise<boolean> {
  return transaction(deps.db, async (tx) => {
    const now = deps.clock()
    const run = await lockWaitingRun(tx, now)
    if (run === null) return false
    try {
      const attachments = await Promise.all(
        run.files.map(async ({ name, type, sha256 }) => ({ name, type, bytes: await bytesOf(deps.files, sha256) })),
      )
      const dates = { from: run.from ?? '', until: run.until ?? '' }
      await mail.send({
        to: run.recipients,
        subject: words('es', 'mail.subject', { name: run.name, ...dates }),
        text: words('es', 'mail.text', { name: run.name, ...dates }),
        attachments,
        id: `report-${run.id}`,
      })
      await markSent(tx, run.id, now)
    } catch (error) {
      const minutes = AGAIN[run.attempts]
      const again = minutes === undefined ? null : Temporal.Instant.from(now).add({ minutes }).toString()
      const said = error instanceof Error ? error.message : String(error)
      deps.log.warn({ run: run.id, reason: said }, 'a scheduled report could not be sent')
      await markFailed(tx, run.id, said.slice(0, 500), again)
    }
    return true
  })
}

async function bytesOf(files: FileStore, sha256: string): Promise<Uint8Array> {
  const parts: Buffer[] = []
  for await (const part of await files.openOwn(sha256)) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
