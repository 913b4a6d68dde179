import type { Finding, Manual } from '#src/manual/types.ts'
import { writeAdminAct } from '#src/people/acts/admin-act.store.ts'
import { type Calendars, loadCalendars } from '#src/people/calendars.ts'
import { sha256Hex } from '#src/platform/crypto/token.ts'
import { transaction } from '#src/platform/db/pool.ts'
import type { Db, Tx } from '#src/platform/db/types.ts'
import { checkText } from './check-text.ts'
import { endVersion, insertVersion, lastVersion, lockManual, sameNumber } from './publish.store.ts'

export type Published =
  /** `from` is the instant since which it is in force; it may be to come. */
  | {
      readonly kind: 'published'
      readonly id: number
      readonly code: string
      readonly version: string
      readonly from: string
    }
  /** That version is there already, with the same text. */
  | { readonly kind: 'unchanged'; readonly code: string; readonly version: string }
  /** That version is there with another text: a published version is never edited. */
  | { readonly kind: 'version-taken'; readonly code: string; readonly version: string }
  /** Another version comes into force on that day or later: this one would never rule. */
  | { readonly kind: 'later-version'; readonly code: string; readonly version: string; readonly from: string }
  /** It has warnings and nobody said why it is published with them. */
  | { readonly kind: 'reason-needed'; readonly findings: readonly Finding[] }
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] }

export interface Publication {
  /** Instant from which it is in force; else the first of the day that the text declares, when that is to come, or now. */
  readonly from?: string
  /** Why it is published with the warnings that it has. */
  readonly reason?: string
  /** Its line in the register of modifications. */
  readonly changes?: string
  readonly approvals?: readonly GivenApproval[]
  /** Id of the case that made it. */
  readonly caseId?: number
  /** Id of the stored file that is its official document. */
  readonly document?: string
}

/** An approval as it was given, for the cover and the register. */
export interface GivenApproval {
  readonly act: string
  readonly post: string
  readonly name?: string
  readonly norm?: string
  readonly date?: string
}

/**
 * Publishes a manual; the version before rules until this one does. Publishing one with findings of level error is impossible, with
 * warnings it takes a reason. Running cases stay on the version under which they were opened. `by` is null for the command line and
 * the first load.
 */
export async function publishManual(
  db: Db,
  source: string,
  now: string,
  by: string | null,
  publication: Publication = {},
): Promise<Published> {
  const calendars = await loadCalendars(db)
  return transaction(db, (tx) => publishIn(tx, calendars, source, now, by, publication))
}

/** The same inside the caller's transaction. */
export async function publishIn(
  tx: Tx,
  calendars: Calendars,
  source: string,
  now: string,
  by: string | null,
  publication: Publication,
): Promise<Published> {
  const { manual, findings } = checkText(source, calendars)
  if (manual === null) return { kind: 'findings', findings: findings.filter(({ severity }) => severity === 'error') }
  const { code, version, title, supersedes } = manual.front
  const reason = publication.reason?.trim() || null
  await lockManual(tx, code)
  const sha256 = sha256Hex(source)
  const there = await sameNumber(tx, code, version)
  if (there !== null) return { kind: there === sha256 ? 'unchanged' : 'version-taken', code, version }
  if (findings.length > 0 && reason === null) return { kind: 'reason-needed', findings }
  const from = publication.from ?? declaredStart(manual, calendars, now)
  const last = await lastVersion(tx, code)
  if (last !== null && Date.parse(last.from) > Date.parse(from)) return { kind: 'later-version', code, ...last }
  await endVersion(tx, code, from)
  // A manual may take the place of one with another code.
  if (supersedes !== undefined && supersedes.code !== code) await endVersion(tx, supersedes.code, from)
  const id = await insertVersion(tx, { ...publication, code, version, title, source, sha256, now, by, from, reason })
  await writeAdminAct(tx, {
    at: now,
    actor: by,
    action: 'manual.publish',
    subject: { kind: 'manual', id: code },
    data: {
      version,
      title,
      sha256,
      from,
      ...(reason !== null && { reason, warnings: findings.map((finding) => finding.code) }),
    },
  })
  return { kind: 'published', id, code, version, from }
}

/** The first instant of the day that the text declares, in the institution's zone, when it is to come; else now. */
function declaredStart({ front }: Manual, calendars: Calendars, now: string): string {
  if (front.effective === undefined) return now
  const day = startOfDay(front.effective, calendars(front.calendar).timeZone)
  return Date.parse(day) > Date.parse(now) ? day : now
}

/** The first instant of a date in a time zone. */
export function startOfDay(date: string, timeZone: string): string {
  return Temporal.PlainDate.from(date).toZonedDateTime(timeZone).toInstant().toString()
}
