import { institutionExists } from '#src/people/index.ts'
import { readConfig } from '#src/platform/config.ts'
import { createLog } from '#src/platform/log.ts'
import { startDatabase } from '#src/program/database.ts'
import { rebuildSearch } from '#src/search/rebuild-search.ts'
import { readArguments } from './arguments.ts'

/** Makes the index of the search anew from the record. The program may run meanwhile. */
export async function runRebuildSearch(args: readonly string[]): Promise<number> {
  readArguments(args, {}, 'ventanilla rebuild-search')
  const database = await startDatabase(readConfig(process.env), createLog('error'))
  try {
    if (!(await institutionExists(database.db)))
      throw new Error('La base de datos no tiene institución todavía. Créela con «ventanilla init».')
    const acts = await rebuildSearch(database.db, () => new Date().toISOString())
    process.stdout.write(`El índice de la búsqueda se hizo de nuevo, de ${acts} actuaciones.\n`)
    return 0
  } finally {
    await database.close()
  }
}
