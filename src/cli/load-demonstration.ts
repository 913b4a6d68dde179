import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CaseDeps } from '#src/cases/call.ts'
import { holdBookEntries } from '#src/demo/book-entries.ts'
import { loadDemoArticles } from '#src/demo/load-articles.ts'
import { loadDemoBooks } from '#src/demo/load-books.ts'
import { loadDemoCannedTexts } from '#src/demo/load-canned-texts.ts'
import { anyCase, loadDemoCases, loadDemoPeople } from '#src/demo/load-demo.ts'
import { loadDemoPriorities } from '#src/demo/load-priorities.ts'
import { loadDemoYear } from '#src/demo/year/load-year.ts'
import { publishManual } from '#src/manuals/publish-manual.ts'
import { readCalendarFiles } from '#src/people/index.ts'
import type { Db } from '#src/platform/db/types.ts'
import type { Log } from '#src/platform/log.ts'
import { calendarsFolder, demoFolder, manualsFolder } from '#src/program/places.ts'
import type { Program } from '#src/program/program.ts'
import { readText } from './read-file.ts'

/** Loads the invented ministry and its people. */
export function loadMinistry(db: Db, clock: () => string): Promise<void> {
  return loadDemoPeople({ db, clock }, demoFolder, readCalendarFiles(calendarsFolder))
}

/** Publishes the manuals that come with the program and the articles and canned texts of the demonstration, and opens the demonstration's requests under them: a year of them, when asked. */
export async function loadManualsAndCases(program: Program, db: Db, log: Log, withYear: boolean): Promise<void> {
  process.stdout.write('Primer inicio: se carga el ministerio de demostración…\n')
  // In force since long before the demonstration's oldest case.
  const since = new Date(Date.parse(program.cases.clock()) - 400 * 86_400_000).toISOString()
  for (const file of readdirSync(manualsFolder)
    .filter((name) => name.endsWith('.manual.md'))
    .sort()) {
    const published = await publishManual(db, readText(join(manualsFolder, file)), since, null, { from: since })
    if (published.kind === 'findings' || published.kind === 'reason-needed')
      throw new Error(`${file}: ${published.findings[0]?.message}`)
  }
  await loadDemoArticles(program.cases, demoFolder)
  await loadDemoCannedTexts(program.cases, demoFolder)
  if (await anyCase({ db })) return
  const books = holdBookEntries(program.cases)
  if (withYear) await loadYear(books.deps)
  // After the year, whose cases nobody is to be warned of.
  await loadDemoPriorities(program.cases, demoFolder)
  await loadDemoCases(books.deps, demoFolder, log)
  await books.write()
  if (withYear) await loadDemoBooks(program.books, demoFolder)
}

async function loadYear(cases: CaseDeps): Promise<void> {
  let told = 0
  const count = await loadDemoYear(cases, demoFolder, cases.signing.files, (done, all) => {
    const share = Math.floor((done / all) * 4) * 25
    if (share > told && share < 100) process.stdout.write(`  Un año de expedientes inventados: ${share} %\n`)
    told = share
  })
  process.stdout.write(`  Un año de expedientes inventados: ${count} expedientes.\n`)
}
