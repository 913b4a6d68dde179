import { sql } from 'kysely'
import type { Queryable } from '#src/platform/db/types.ts'
import type { ContentScan } from './types.ts'

/** A content in which something was found, or that could not be scanned, and who sent it. */
export interface FoundFile extends ContentScan {
  readonly releasedReason: string | null
  readonly releasedBy: string | null
  readonly removedBy: string | null
  readonly sent: readonly SentFile[]
}

/** One sending of it. `number` is the case it was attached to. */
export interface SentFile {
  readonly name: string
  readonly size: number
  readonly by: string | null
  readonly at: string
  readonly number: string | null
}

/** At most this many on a page. */
export const FOUND_PAGE = 50
/** Sendings of one content that are told. */
const MOST_SENT = 20

/** What was found, the newest first, after `before` (the digest of the last one shown). */
export async function listFound(db: Queryable, before: string | null): Promise<readonly FoundFile[]> {
  const { rows } = await sql<FoundFile>`
    ${FOUND} where s.state in ('infected', 'unscanned') and (${before}::text is null or
      (s.scanned_at, s.sha256::text) < (select b.scanned_at, b.sha256::text from content_scan b where b.sha256 = ${before}))
    order by s.scanned_at desc, s.sha256 desc limit ${FOUND_PAGE + 1}`.execute(db)
  return rows
}

export async function findFound(db: Queryable, sha256: string): Promise<FoundFile | null> {
  if (!/^[0-9a-f]{64}$/.test(sha256)) return null
  const { rows } = await sql<FoundFile>`
    ${FOUND} where s.sha256 = ${sha256} and (s.state in ('infected', 'unscanned') or s.released_at is not null)`.execute(
    db,
  )
  return rows[0] ?? null
}

const FOUND = sql`
  select s.sha256, s.state, s.signature, s.said, s.scanned_at as "scannedAt", s.released_at as "releasedAt", s.removed_at as "removedAt",
    s.released_reason as "releasedReason", s.released_by as "releasedBy", s.removed_by as "removedBy",
    coalesce((select json_agg(json_build_object('name', f.name, 'size', f.size, 'by', f.uploaded_by,
        'at', to_char(f.uploaded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'number', f.number) order by f.uploaded_at desc)
      from (select f.*, c.number from stored_file f left join case_file c on c.id = f.case_id
        where f.sha256 = s.sha256 order by f.uploaded_at desc limit ${sql.lit(MOST_SENT)}) f), '[]') as sent
  from content_scan s`

export interface ScanCounts {
  /** Contents that wait to be scanned, and since when the first does. */
  readonly waiting: number
  readonly waitingSeconds: number
  readonly infected: number
  readonly unscanned: number
}

/** Counted no further than this, so that the question does not grow with what there is. */
export const CAP = 10_000

export async function countScans(db: Queryable, now: string): Promise<ScanCounts> {
  const { rows } = await sql<ScanCounts>`
    select
      (select count(*)::int from (select 1 from content_scan where state = 'waiting' limit ${sql.lit(CAP)}) w) as waiting,
      coalesce((select extract(epoch from ${now}::timestamptz - min(asked_at)) from
        (select asked_at from content_scan where state = 'waiting' order by next_at limit ${sql.lit(CAP)}) w), 0)::float8 as "waitingSeconds",
      (select count(*)::int from (select 1 from content_scan where state = 'infected' limit ${sql.lit(CAP)}) i) as infected,
      (select count(*)::int from (select 1 from content_scan where state = 'unscanned' limit ${sql.lit(CAP)}) u) as unscanned`.execute(
    db,
  )
  return rows[0]!
}
