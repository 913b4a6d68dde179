import { sql } from 'kysely'
import type { Finding } from '#src/manual/types.ts'
import { writeAdminAct } from '#src/people/admin/admin-act.store.ts'
import { loadCalendars } from '#src/people/calendars.ts'
import { sha256Hex } from '#src/platform/crypto/token.ts'
import { transaction } from '#src/platform/db/pool.ts'
import type { Db } from '#src/platform/db/types.ts'
import { checkText } from './check-text.ts'

export type Published =
  | { readonly kind: 'published'; readonly code: string; readonly version: string }
  /** That version is there already, with the same text. */
  | { readonly kind: 'unchanged'; readonly code: string; readonly version: string }
  /** That version is there with another text: a published version is never edited. */
  | { readonly kind: 'version-taken'; readonly code: string; readonly version: string }
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] }

/**
 * Publishes a manual: in force from `now`, ending the version before. Publishing one with findings of level error is impossible.
 * Running cases stay on the version under which they were opened. `by` is null for the command line and the first load.
 */
export async function publishManual(db: Db, source: string, now: string, by: string | null): Promise<Published> {
  const { manual, findings } = checkText(source, await loadCalendars(db))
  if (manual === null) return { kind: 'findings', findings: findings.filter(({ severity }) => severity === 'error') }
  const { code, version, title } = manual.front
  const sha256 = sha256Hex(source)
  return transaction(db, async (tx) => {
    // Two who publish the same manual go one after the other; there may be no row yet to lock.
    await sql`select pg_advisory_xact_lock(hashtext('manual'), hashtext(${code}))`.execute(tx)
    const { rows } = await sql<{ sha256: string }>`
      select sha256 from manual_version where manual_code = ${code} and version = ${version}`.execute(tx)
    if (rows[0] !== undefined) return { kind: rows[0].sha256 === sha256 ? 'unchanged' : 'version-taken', code, version }
    await sql`
      update manual_version set in_force_until = ${now}::timestamptz
      where manual_code = ${code} and in_force_until is null`.execute(tx)
    await sql`
      insert into manual_version (manual_code, version, title, source, sha256, published_at, published_by, in_force_from)
      values (${code}, ${version}, ${title}, ${source}, ${sha256}, ${now}::timestamptz, ${by}::uuid, ${now}::timestamptz)`.execute(
      tx,
    )
    await writeAdminAct(tx, {
      at: now,
      actor: by,
      action: 'manual.publish',
      subject: { kind: 'manual', id: code },
      data: { version, title, sha256 },
    })
    return { kind: 'published', code, version }
  })
}
