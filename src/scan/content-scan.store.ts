import { sql } from 'kysely'
import type { Queryable } from '#src/platform/db/types.ts'
import type { ContentScan, ScanState } from './types.ts'

const COLUMNS = sql`s.sha256, s.state, s.signature, s.said, s.scanned_at as "scannedAt", s.released_at as "releasedAt", s.removed_at as "removedAt"`

export async function findScan(db: Queryable, sha256: string): Promise<ContentScan | null> {
  const { rows } = await sql<ContentScan>`select ${COLUMNS} from content_scan s where sha256 = ${sha256}`.execute(db)
  return rows[0] ?? null
}

/** How a content stands for whoever wants to open it: what was found, whether somebody sent it, and whether `reader` did. */
export interface Opening {
  readonly state: ScanState | null
  readonly released: boolean
  readonly sent: boolean
  readonly own: boolean
}

export async function openingOf(db: Queryable, sha256: string, reader: string | null): Promise<Opening> {
  const { rows } = await sql<Opening>`
    select (select state from content_scan where sha256 = ${sha256}) as state,
      exists (select from content_scan where sha256 = ${sha256} and released_at is not null) as released,
      exists (select from stored_file where sha256 = ${sha256} and uploaded_by is not null) as sent,
      exists (select from stored_file where sha256 = ${sha256} and uploaded_by = ${reader}::uuid) as own`.execute(db)
  return rows[0]!
}

/** Notes that a content is to be scanned; what is known of it already stays. */
export async function askScan(db: Queryable, sha256: string, now: string): Promise<void> {
  await sql`
    insert into content_scan (sha256, state, asked_at, next_at)
    values (${sha256}, 'waiting', ${now}::timestamptz, ${now}::timestamptz) on conflict do nothing`.execute(db)
}

/** What people sent while there was no scanner, to be scanned too. Gives how many contents were noted. */
export async function askForOlder(db: Queryable, now: string): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into content_scan (sha256, state, asked_at, next_at)
    select distinct f.sha256, 'waiting', ${now}::timestamptz, ${now}::timestamptz from stored_file f
    where f.uploaded_by is not null and not exists (select from content_scan s where s.sha256 = f.sha256)
    limit 5000 on conflict do nothing`.execute(db)
  return Number(numAffectedRows ?? 0)
}

export interface DueScan {
  readonly sha256: string
  readonly attempts: number
}

/** Takes the content whose turn it is, so that no other process scans it for `minutes`. Null when none is due. */
export async function takeDueScan(db: Queryable, now: string, minutes: number): Promise<DueScan | null> {
  const { rows } = await sql<DueScan>`
    update content_scan set attempts = attempts + 1, next_at = ${now}::timestamptz + make_interval(mins => ${minutes})
    where sha256 = (
      select sha256 from content_scan where state = 'waiting' and next_at <= ${now}::timestamptz
      order by next_at limit 1 for update skip locked)
    returning sha256, attempts`.execute(db)
  return rows[0] ?? null
}

export async function putOff(db: Queryable, sha256: string, until: string): Promise<void> {
  await sql`
    update content_scan set next_at = ${until}::timestamptz where sha256 = ${sha256} and state = 'waiting'`.execute(db)
}

export interface ScanFound {
  readonly state: Exclude<ScanState, 'waiting'>
  readonly signature?: string
  readonly said?: string
}

/** What the scanner found. `anew`: also in place of what it had found before. */
export async function noteScan(
  db: Queryable,
  sha256: string,
  { state, signature, said }: ScanFound,
  { now, anew = false }: { readonly now: string; readonly anew?: boolean },
): Promise<void> {
  await sql`
    update content_scan set state = ${state}, signature = ${signature ?? null}, said = ${said ?? null}, scanned_at = ${now}::timestamptz
    where sha256 = ${sha256} and (state = 'waiting' or ${anew}) and removed_at is null`.execute(db)
}

/** Of a content that is no longer there, nothing is to be scanned. */
export async function forgetScan(db: Queryable, sha256: string): Promise<void> {
  await sql`delete from content_scan where sha256 = ${sha256} and state = 'waiting'`.execute(db)
}

export async function noteRelease(
  db: Queryable,
  sha256: string,
  { by, at, reason }: { readonly by: string; readonly at: string; readonly reason: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update content_scan set released_by = ${by}::uuid, released_at = ${at}::timestamptz, released_reason = ${reason}
    where sha256 = ${sha256} and state in ('infected', 'unscanned') and released_at is null and removed_at is null`.execute(
    db,
  )
  return numAffectedRows === 1n
}

export async function noteRemoval(
  db: Queryable,
  sha256: string,
  { by, at }: { readonly by: string; readonly at: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update content_scan set removed_by = ${by}::uuid, removed_at = ${at}::timestamptz
    where sha256 = ${sha256} and state = 'infected' and released_at is null and removed_at is null`.execute(db)
  return numAffectedRows === 1n
}
