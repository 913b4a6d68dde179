import { readConfig } from '#src/platform/config.ts'
import { createLog } from '#src/platform/log.ts'
import { startDatabase } from '#src/program/database.ts'
import { readArguments } from './arguments.ts'

const HOW_TO = 'ventanilla migrate'

/** Brings the tables up to date and ends. */
export async function runMigrate(args: readonly string[]): Promise<number> {
  readArguments(args, {}, HOW_TO)
  const config = readConfig(process.env)
  const database = await startDatabase(config, createLog(config.logLevel === 'info' ? 'warn' : config.logLevel))
  for (const { number, name } of database.migrations)
    process.stdout.write(`${String(number).padStart(4, '0')}_${name}\n`)
  if (database.migrations.length === 0) process.stdout.write('La base de datos ya está al día.\n')
  await database.close()
  return 0
}
