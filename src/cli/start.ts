import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '#src/platform/config.ts'
import { createLog } from '#src/platform/log.ts'
import { type RunningDatabase, startDatabase } from '#src/program/database.ts'
import type { Program } from '#src/program/program.ts'
import { readArguments } from './arguments.ts'

/** Starts the server and runs until it is told to stop. The first start of an embedded database loads the demonstration. */
export async function runStart(args: readonly string[]): Promise<number> {
  readArguments(args, {}, 'ventanilla start')
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  const clock = () => new Date().toISOString()
  const stopped = stopSignal()
  // The database's own process starts while this one reads the program's files.
  const starting = startDatabase(config, log)
  starting.catch(() => {})
  const { createProgram } = await import('#src/program/program.ts')
  const { institutionExists, keepEnvironment } = await import('#src/people/index.ts')
  const { installationKey, installationSecret } = await import('#src/program/signing-key.ts')
  const { listen } = await import('#src/platform/http/listen.ts')
  const database = await starting
  try {
    const first = !(await institutionExists(database.db))
    if (first && !database.embedded) {
      throw new Error(
        'La base de datos no tiene institución todavía. Créela con «ventanilla init» (la demostración solo se carga en la base incluida).',
      )
    }
    const demonstration = first ? await import('./load-demonstration.ts') : null
    await demonstration?.loadMinistry(database.db, clock)
    const secret = installationSecret(config.dataDir)
    await keepEnvironment(database.db, secret, process.env)
    const loaded = Promise.withResolvers<void>()
    const program = await createProgram({
      ...(demonstration === null ? {} : { timersAfter: loaded.promise }),
      db: database.db,
      shared: database.shared,
      databaseUrl: database.appUrl,
      log,
      filesFolder: join(config.dataDir, 'archivos'),
      signingKey: await installationKey(config.dataDir, database.db, clock()),
      secret,
      clock,
      https: config.https,
      trustProxy: config.trustProxy,
      origin: config.origin,
      embedded: database.embedded,
      pool: database.pool,
      webhookNetworks: config.webhookNetworks,
      metricsNetworks: config.metricsNetworks,
      clamd: config.clamd,
      ...(config.mail === undefined
        ? {}
        : { mail: (await import('#src/platform/mail/mail-port.ts')).smtpPort(config.mail) }),
    })
    try {
      await demonstration
        ?.loadManualsAndCases(program, database.db, log, config.demoYear)
        .finally(() => loaded.resolve())
      const address = await listen(program.server, config)
      welcome(address, await isDemo(program, database))
      await stopped
      process.stdout.write('Cerrando Ventanilla…\n')
      // Whoever shares out the requests sees that it is not ready, before connections are refused.
      program.drain()
      await sleep(config.drainSeconds * 1000)
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

async function isDemo(program: Program, { db, embedded }: RunningDatabase): Promise<boolean> {
  const { directory } = await program.cases.institution(db, program.cases.clock())
  return embedded && directory.rows.institution?.demo === true
}

function welcome(address: string, demo: boolean): void {
  const people = demo
    ? `\n  Es la demostración: en la página de entrada elija con quién entrar,\n  o escriba su usuario (por ejemplo lsolares) y la contraseña «ventanilla».\n`
    : ''
  process.stdout.write(`\n  Ventanilla está en ${address}\n${people}\n  Ctrl-C para cerrar.\n\n`)
}
