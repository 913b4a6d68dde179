import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { CaseDeps } from '#src/cases/call.ts'
import { loadDirectory } from '#src/people/index.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { FileStore } from '#src/platform/files/file-store.ts'
import { recordYear } from './record-year.ts'
import { simulateYear } from './simulate-year.ts'
import type { YearFile } from './year-file.ts'

/** Loads a made-up year of the ministry, up to now, under the manuals in force. Gives how many cases there are. */
export async function loadDemoYear(
  deps: CaseDeps,
  folder: string,
  files: FileStore,
  progress: (done: number, all: number) => void,
): Promise<number> {
  const file = JSON.parse(readFileSync(join(folder, 'year.json'), 'utf8')) as YearFile
  const now = deps.clock()
  const { calendar, calendarCode, directory } = await deps.institution(deps.db, now)
  const manuals = await deps.manuals.inForce(deps.db, now)
  const paper = await files.save(Readable.from(['Comprobante de demostración.\n'].map((text) => Buffer.from(text))))
  const numbers = await sql<{ year: number; last: number }>`select year, last from case_number`.execute(deps.db)
  const cases = simulateYear(file, {
    now,
    calendar,
    calendarCode,
    directory: await directoriesOf(deps, now),
    procedure: (code, number) => manuals.find((each) => each.code === code)?.procedure(number) ?? null,
    lastNumbers: new Map(numbers.rows.map(({ year, last }) => [year, last])),
    paper: paper.sha256,
  })
  await recordYear(deps, cases, {
    directory,
    timeZone: calendar(calendarCode).timeZone,
    versions: new Map(manuals.map(({ code, id }) => [code, id])),
    paper,
    progress: (done) => progress(done, cases.length),
  })
  return cases.length
}

/** The directory on each day of the year, read beforehand: the simulation waits for nothing. */
async function directoriesOf({ db }: CaseDeps, now: string): Promise<(at: string) => InstitutionDirectory> {
  const days = new Map<string, InstitutionDirectory>()
  for (let ago = 0; ago <= 367; ago++) {
    const at = new Date(Date.parse(now) - ago * 86_400_000).toISOString()
    const directory = await loadDirectory(db, at)
    days.set(directory.today, directory)
  }
  const zone = (await loadDirectory(db, now)).rows.institution?.timeZone ?? 'UTC'
  const dates = new Intl.DateTimeFormat('sv-SE', { timeZone: zone })
  return (at) => {
    const found = days.get(dates.format(Date.parse(at)))
    if (found === undefined) throw new RangeError(`${at} is not in the year`)
    return found
  }
}
