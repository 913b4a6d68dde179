import type { ManualLibrary } from '#src/cases/versions.ts'
import { localDate } from '#src/people/index.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Db } from '#src/platform/db/types.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import { calendarsNow, readState } from '../record/statistic.store.ts'
import type { Scope } from '../scope.ts'
import type { Naming } from './labels.ts'
import { loadNaming } from './load-naming.ts'
import { type ReportQuery, unitsCounted } from './query.ts'
import { readCounted } from './report.store.ts'
import { assembleReport, type Report } from './report.ts'

export interface LoadedReport {
  readonly report: Report
  readonly naming: Naming
  /** Times were counted by calendars that say something else now. */
  readonly calendarsChanged: boolean
}

/** The figures of a query within what a person may know. */
export async function loadReport(
  db: Db,
  manuals: ManualLibrary,
  { query, scope, directory, locale, now }: ReportAsked,
): Promise<LoadedReport> {
  const zone = directory.rows.institution?.timeZone ?? 'UTC'
  const today = localDate(now, zone)
  const { period, filters } = query
  const [counted, naming, state, calendars] = await Promise.all([
    readCounted(db, { period, filters, units: unitsCounted(query, scope, directory), today }),
    loadNaming(db, manuals, { locale, directory, now }),
    readState(db),
    calendarsNow(db),
  ])
  return {
    report: assembleReport(counted, { period, today, masks: scope.masks, technicians: scope.technicians }),
    naming,
    calendarsChanged: state.calendars !== '' && state.calendars !== calendars,
  }
}

export interface ReportAsked {
  readonly query: ReportQuery
  readonly scope: Scope
  readonly directory: InstitutionDirectory
  readonly locale: Locale
  readonly now: string
}
