import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the program itself, where its manuals, migrations and demonstration are. */
export const programFolder = fileURLToPath(new URL('../..', import.meta.url))

export const migrationsFolder = join(programFolder, 'migrations')
export const manualsFolder = join(programFolder, 'manuals')
export const calendarsFolder = join(manualsFolder, 'calendars')
export const demoFolder = join(programFolder, 'demo')
