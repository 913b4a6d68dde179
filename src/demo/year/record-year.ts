import { sql } from 'kysely'
import type { CaseDeps } from '#src/cases/call.ts'
import { lockNextNumber, readNumber } from '#src/cases/case-number.ts'
import { FIRST_HASH } from '#src/cases/chain.ts'
import { type Projection, record } from '#src/cases/record.ts'
import type { CaseFile } from '#src/cases/types.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { transaction } from '#src/platform/db/pool.ts'
import type { Db, Tx } from '#src/platform/db/types.ts'
import type { SavedFile } from '#src/platform/files/file-store.ts'
import type { CaseState } from '#src/procedure/types.ts'
import type { SimulatedCase } from './year-world.ts'

const BATCH = 100

/** What recording a made-up year needs beside the cases. */
export interface RecordYear {
  readonly directory: InstitutionDirectory
  /** Time zone in which a case's month is counted. */
  readonly timeZone: string
  /** Id of the manual's version under which the cases were made up, by code. */
  readonly versions: ReadonlyMap<string, number>
  readonly paper: SavedFile
  /** Told how many cases are recorded, after each batch. */
  readonly progress: (done: number) => void
}

/** Records the cases of a made-up year as if they had happened, in the order of their numbers; then what follows the acts, in order of time. */
export async function recordYear(
  deps: Pick<CaseDeps, 'db' | 'projections'>,
  cases: readonly SimulatedCase[],
  year: RecordYear,
): Promise<void> {
  await makePartitions(deps.db, cases, year.timeZone)
  const files = new Map<string, CaseFile>()
  for (let from = 0; from < cases.length; from += BATCH) {
    await transaction(deps.db, async (tx) => {
      for (const each of cases.slice(from, from + BATCH))
        files.set(each.number, await recordCase(tx, each, files, year))
    })
    year.progress(Math.min(cases.length, from + BATCH))
  }
  await transaction(deps.db, async (tx) => {
    for (const projection of deps.projections) await project(tx, projection, cases, files)
  })
}

async function recordCase(
  tx: Tx,
  simulated: SimulatedCase,
  known: ReadonlyMap<string, CaseFile>,
  { directory, timeZone, versions, paper }: RecordYear,
): Promise<CaseFile> {
  const { number, manual, procedure, title, channel, openedAt, requesterPerson, requesterName, parent } = simulated
  const openedMonth = monthOf(openedAt, timeZone)
  const versionId = versions.get(manual)
  if (versionId === undefined) throw new Error(`Manual ${manual} is not in force`)
  const parentCase = parent === null ? null : known.get(parent.number)!.id
  const parentTask = parent?.task ?? null
  const next = await lockNextNumber(tx, readNumber(number).year)
  if (next !== number) throw new Error(`The made-up year has ${number} where ${next} comes next`)
  const empty: CaseFile = {
    id: 0,
    number,
    openedMonth,
    versionId,
    procedure,
    title,
    channel,
    status: 'open',
    priority: 3,
    requesterPerson,
    requesterName,
    contactId: null,
    parentCase,
    parentTask,
    openedAt,
    closedAt: null,
    seq: 0,
    headHash: FIRST_HASH,
    state: null as unknown as CaseState,
  }
  const done = await record(tx, empty, simulated.acts, { directory, projections: [] })
  for (const { id, name, by, at } of simulated.files) {
    await sql`
      insert into stored_file (id, sha256, size, name, content_type, uploaded_by, uploaded_at, case_id)
      values (${id}, ${paper.sha256}, ${paper.size}, ${name}, ${paper.contentType}, ${by}, ${at}::timestamptz, ${done.id})`.execute(
      tx,
    )
  }
  return done
}

/** What follows the acts has them in the order in which they were written, whatever the case. */
async function project(
  tx: Tx,
  projection: Projection,
  cases: readonly SimulatedCase[],
  files: ReadonlyMap<string, CaseFile>,
): Promise<void> {
  const { kinds } = projection
  const wanted = cases.flatMap(({ number, acts }) =>
    acts.flatMap((act) => (kinds === undefined || kinds.includes(act.body.kind) ? [{ number, act }] : [])),
  )
  for (const { number, act } of wanted.sort((a, b) => (a.act.at < b.act.at ? -1 : a.act.at > b.act.at ? 1 : 0)))
    await projection(tx, files.get(number)!, [act])
}

async function makePartitions(db: Db, cases: readonly SimulatedCase[], timeZone: string): Promise<void> {
  for (const month of new Set(cases.map(({ openedAt }) => monthOf(openedAt, timeZone))))
    await sql`select make_act_partition(${month}::date)`.execute(db)
}

function monthOf(at: string, timeZone: string): string {
  return Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate().with({ day: 1 }).toString()
}
