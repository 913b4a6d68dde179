import type { QueryExecutorProvider } from 'kysely'
import type { DateText, InstantText } from '#src/calendar/types.ts'
import { compileDirectory } from './compile-directory.ts'
import { type DirectoryRevision, readDirectoryRevision, readDirectoryRows } from './directory.store.ts'
import type { DirectoryRows, InstitutionDirectory } from './types.ts'

/**
 * The directory as `now` sees it: one small query when nothing has changed, none when its revision has just been read (`known`), and
 * then every answer is from memory.
 */
export async function loadDirectory(
  db: QueryExecutorProvider,
  now: InstantText,
  known?: DirectoryRevision,
): Promise<InstitutionDirectory> {
  const { revision, place } = known ?? (await readDirectoryRevision(db))
  let kept = snapshots.get(place)
  if (kept?.revision !== revision) {
    kept = { ...(await readDirectoryRows(db)), days: [] }
    if (snapshots.size >= 8) snapshots.clear()
    snapshots.set(place, kept)
  }
  return dayOf(kept, now)
}

interface Day {
  /** Epoch milliseconds of the local day, [from, to): dates of tenures, absences and deputies only change at its ends. */
  readonly from: number
  readonly to: number
  readonly directory: InstitutionDirectory
}

interface Snapshot {
  readonly revision: string
  readonly rows: DirectoryRows
  readonly days: Day[]
}

const snapshots = new Map<string, Snapshot>()

function dayOf(kept: Snapshot, now: InstantText): InstitutionDirectory {
  const instant = Date.parse(now)
  const known = kept.days.find(({ from, to }) => from <= instant && instant < to)
  if (known) return known.directory
  const start = Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(kept.rows.institution?.timeZone ?? 'UTC')
    .startOfDay()
  const today: DateText = start.toPlainDate().toString()
  const day = {
    from: start.epochMilliseconds,
    to: start.add({ days: 1 }).epochMilliseconds,
    directory: compileDirectory(kept.rows, today),
  }
  kept.days.unshift(day)
  // Moved clocks and imports ask for other days; a few are enough.
  kept.days.length = Math.min(kept.days.length, 8)
  return day.directory
}

/** The date of an instant in the institution's time zone. */
export const localDate = (now: InstantText, timeZone: string): DateText =>
  Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainDate().toString()
