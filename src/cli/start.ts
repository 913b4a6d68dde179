import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { anyCase, DEMO_PASSWORD, loadDemoCases, loadDemoPeople } from '#src/demo/load-demo.ts'
import { publishManual } from '#src/manuals/publish-manual.ts'
import { institutionExists, readCalendarFiles } from '#src/people/index.ts'
import { readConfig } from '#src/platform/config.ts'
import { listen } from '#src/platform/http/listen.ts'
import { createLog, type Log } from '#src/platform/log.ts'
import { type RunningDatabase, startDatabase } from '#src/program/database.ts'
import { calendarsFolder, demoFolder, manualsFolder } from '#src/program/places.ts'
import { createProgram, type Program } from '#src/program/program.ts'
import { installationKey } from '#src/program/signing-key.ts'
import { readArguments } from './arguments.ts'
import { readText } from './read-file.ts'

/** Starts the server and runs until it is told to stop. The first start of an embedded database loads the demonstration. */
export async function runStart(args: readonly string[]): Promise<number> {
  readArguments(args, {}, 'ventanilla start')
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  const clock = () => new Date().toISOString()
  const stopped = stopSignal()
  const database = await startDatabase(config, log)
  try {
    const first = !(await institutionExists(database.db))
    if (first && !database.embedded) {
      throw new Error(
        'La base de datos no tiene institución todavía. Créela con «ventanilla init» (la demostración solo se carga en la base incluida).',
      )
    }
    if (first) await loadDemoPeople({ db: database.db, clock }, demoFolder, readCalendarFiles(calendarsFolder))
    const program = await createProgram({
      db: database.db,
      shared: database.shared,
      databaseUrl: database.appUrl,
      log,
      filesFolder: join(config.dataDir, 'archivos'),
      signingKey: await installationKey(config.dataDir, database.db, clock()),
      clock,
      https: config.https,
      trustProxy: config.trustProxy,
      embedded: database.embedded,
    })
    try {
      if (first) await loadDemonstration(program, database, log)
      const address = await listen(program.server, config)
      welcome(address, await isDemo(program, database))
      await stopped
      process.stdout.write('Cerrando Ventanilla…\n')
    } finally {
      await program.stop()
    }
  } finally {
    await database.close()
  }
  return 0
}

/**
 * Settles at the first Ctrl-C or SIGTERM. The handlers stay: npm sends the signal of a terminal's Ctrl-C a second time, which must not
 * cut the orderly stop short. One that comes two seconds later means «at once».
 */
function stopSignal(): Promise<void> {
  return new Promise((settle) => {
    let first: number | undefined
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        first ??= performance.now()
        if (performance.now() - first > 2_000) process.exit(130)
        settle()
      })
    }
  })
}

async function loadDemonstration(program: Program, { db }: RunningDatabase, log: Log): Promise<void> {
  process.stdout.write('Primer inicio: se carga el ministerio de demostración…\n')
  // In force since long before the demonstration's oldest case.
  const since = new Date(Date.parse(program.cases.clock()) - 400 * 86_400_000).toISOString()
  for (const file of readdirSync(manualsFolder)
    .filter((name) => name.endsWith('.manual.md'))
    .sort()) {
    const published = await publishManual(db, readText(join(manualsFolder, file)), since, null)
    if (published.kind === 'findings') throw new Error(`${file}: ${published.findings[0]?.message}`)
  }
  if (!(await anyCase({ db }))) await loadDemoCases(program.cases, demoFolder, log)
}

async function isDemo(program: Program, { db, embedded }: RunningDatabase): Promise<boolean> {
  const { directory } = await program.cases.institution(db, program.cases.clock())
  return embedded && directory.rows.institution?.demo === true
}

function welcome(address: string, demo: boolean): void {
  const people = demo
    ? `\n  Es la demostración: en la página de entrada elija con quién entrar,\n  o escriba su usuario (por ejemplo lsolares) y la contraseña «${DEMO_PASSWORD}».\n`
    : ''
  process.stdout.write(`\n  Ventanilla está en ${address}\n${people}\n  Ctrl-C para cerrar.\n\n`)
}
