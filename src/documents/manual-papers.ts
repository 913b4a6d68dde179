import { sql } from 'kysely'
import type { ManualVersion } from '#src/cases/versions.ts'
import type { Manual } from '#src/manual/types.ts'
import type { GivenApproval, ManualPrintOptions, Modification, PaperSize } from '#src/printing/index.ts'
import type { DocumentDeps } from './deps.ts'

/** A published version with what the document tells of its life. */
export interface VersionToPrint {
  readonly version: ManualVersion
  readonly options: Omit<ManualPrintOptions, 'paper'>
}

interface Row {
  readonly id: number
  readonly version: string
  /** Days, in the institution's zone. */
  readonly since: string
  readonly until: string | null
  readonly inForce: boolean
  /** What it changed, a sentence a line; empty where nobody told. */
  readonly changes: string
  readonly approvals: readonly (Pick<GivenApproval, 'act' | 'post'> & {
    readonly name?: string
    readonly norm?: string
    readonly date?: string
  })[]
}

/** The version of that number, or the one in force (else the latest) where none is named; null for an unknown one. */
export async function versionToPrint(
  deps: Pick<DocumentDeps, 'db' | 'clock' | 'manuals'>,
  code: string,
  number: string | undefined,
  timeZone: string,
): Promise<VersionToPrint | null> {
  const rows = await listVersions(deps, code, timeZone)
  const asked =
    number === undefined
      ? (rows.find(({ inForce }) => inForce) ?? rows.at(-1))
      : rows.find((row) => row.version === number)
  if (asked === undefined) return null
  const version = await deps.manuals.version(deps.db, asked.id)
  const declared = version.manual.front.effective
  const modifications: Modification[] = []
  for (const row of rows.slice(0, rows.indexOf(asked) + 1)) {
    const { manual } = await deps.manuals.version(deps.db, row.id)
    modifications.push(modification(manual, row, modifications.at(-1)))
  }
  return {
    version,
    options: {
      state: asked.inForce ? 'in-force' : 'past',
      inForceFrom: declared ?? asked.since,
      ...(asked.until === null ? {} : { inForceUntil: asked.until }),
      modifications,
      given: asked.approvals.flatMap(({ act, post, name, date }) =>
        name === undefined || date === undefined ? [] : [{ act, post, name, date }],
      ),
    },
  }
}

/** The oldest first. */
async function listVersions(
  { db, clock }: Pick<DocumentDeps, 'db' | 'clock'>,
  code: string,
  timeZone: string,
): Promise<Row[]> {
  const { rows } = await sql<Omit<Row, 'inForce'>>`
    select id, version, in_force_from as since, in_force_until as until, changes, approvals
    from manual_version where manual_code = ${code} order by in_force_from, id`.execute(db)
  const now = Date.parse(clock())
  const day = (at: string) => Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate().toString()
  return rows.map(({ since, until, ...row }) => ({
    ...row,
    since: day(since),
    until: until === null ? null : day(until),
    inForce: Date.parse(since) <= now && (until === null || now < Date.parse(until)),
  }))
}

function modification({ front }: Manual, row: Row, before: Modification | undefined): Modification {
  const given = row.approvals.at(-1)
  const printed = front.approvals.findLast(({ act }) => /^aprobad/i.test(act)) ?? front.approvals.at(-1)
  const by = [given?.name ?? printed?.post, given?.norm ?? printed?.norm].filter((part) => part !== undefined)
  return {
    version: row.version,
    date: front.effective ?? row.since,
    what:
      row.changes ||
      (before === undefined
        ? 'Primera versión publicada en la Ventanilla.'
        : `Deja sin efecto la versión ${before.version}.`),
    approvedBy: by.join('. ') || '—',
  }
}

/** `papel=carta|a4` of an address; letter unless told. */
export function paperAsked(query: unknown): PaperSize {
  return (query as { papel?: unknown } | undefined)?.papel === 'a4' ? 'a4' : 'letter'
}
