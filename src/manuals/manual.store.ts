import { sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import type { GivenApproval } from './publish-manual.ts'

/** A published version, without its text. */
export interface PublishedVersion {
  readonly id: number
  readonly code: string
  readonly version: string
  readonly title: string
  readonly sha256: string
  readonly publishedAt: InstantText
  readonly publishedBy: string | null
  readonly inForceFrom: InstantText
  /** Null while it is in force without an end. */
  readonly inForceUntil: InstantText | null
  /** Its line in the register of modifications, one sentence a line. */
  readonly changes: string
  readonly approvals: readonly GivenApproval[]
  /** Why it was published with warnings. */
  readonly warningsReason: string | null
  /** Of the signed official document, where there is one. */
  readonly documentSha256: string | null
}

const COLUMNS = sql`
  id, manual_code as code, version, title, sha256, published_at as "publishedAt", published_by as "publishedBy",
  in_force_from as "inForceFrom", in_force_until as "inForceUntil", changes, approvals, warnings_reason as "warningsReason",
  (select f.sha256 from stored_file f where f.id = document_file) as "documentSha256"`

/** What is in force at an instant, by code. */
export async function listInForce(db: Queryable, at: InstantText): Promise<PublishedVersion[]> {
  const { rows } = await sql<PublishedVersion>`
    select ${COLUMNS} from manual_version
    where in_force_from <= ${at}::timestamptz and (in_force_until is null or in_force_until > ${at}::timestamptz)
    order by manual_code`.execute(db)
  return rows
}

/** Every version of a manual, the latest first. Empty for an unknown code. */
export async function listVersions(db: Queryable, code: string): Promise<PublishedVersion[]> {
  const { rows } = await sql<PublishedVersion>`
    select ${COLUMNS} from manual_version where manual_code = ${code} order by in_force_from desc, id desc`.execute(db)
  return rows
}

/** The manual's text, byte for byte. */
export async function readSource(db: Queryable, id: number): Promise<string> {
  const { rows } = await sql<{ source: string }>`select source from manual_version where id = ${id}`.execute(db)
  return rows[0]!.source
}
