import { join, resolve } from 'node:path'
import { exportEverything } from '#src/everything/export-everything.ts'
import { institutionExists } from '#src/people/index.ts'
import { readConfig } from '#src/platform/config.ts'
import { openDatabase } from '#src/platform/db/pool.ts'
import { fileStore } from '#src/platform/files/file-store.ts'
import { createLog } from '#src/platform/log.ts'
import { startDatabase } from '#src/program/database.ts'
import { loadInstitution } from '#src/program/institution.ts'
import { programFolder } from '#src/program/places.ts'
import { installationKey } from '#src/program/signing-key.ts'
import { BadUse, readArguments } from './arguments.ts'

const HOW_TO = 'ventanilla export-everything CARPETA'

/** Everything of the institution into a folder, as one instant saw it, sealed. On an external database the program may be running meanwhile. */
export async function runExportEverything(args: readonly string[]): Promise<number> {
  const { files } = readArguments(args, {}, HOW_TO)
  const [folder] = files
  if (folder === undefined || files.length > 1) throw new BadUse(`Dé una carpeta, y una sola.\nUso: ${HOW_TO}`)
  const config = readConfig(process.env)
  const log = createLog('error')
  const database = await startDatabase(config, log)
  // The role that owns the tables reads them all, for as long as it takes.
  const owner = openDatabase<unknown>({ url: database.ownerUrl, log, max: 1, statementTimeout: 0 })
  try {
    if (!(await institutionExists(database.db)))
      throw new Error('La base de datos no tiene institución todavía: no hay qué exportar.')
    const clock = () => new Date().toISOString()
    const { cases, acts, contents, tables, manifest } = await exportEverything(
      {
        db: database.db,
        owner: owner.db,
        store: fileStore(join(config.dataDir, 'archivos')),
        key: await installationKey(config.dataDir, database.db, clock()),
        institution: loadInstitution,
        clock,
        definitions: join(programFolder, 'docs/es/estadisticas.md'),
        progress: (what) => void process.stderr.write(`Escribiendo ${what}…\n`),
      },
      resolve(folder),
    )
    process.stdout.write(
      `Se exportó todo en ${folder}: ${cases} expedientes con ${acts} actos, ${Object.keys(tables).length} tablas y ${contents.there} archivos, ${manifest.files} archivos en total (${manifest.bytes} bytes).\n`,
    )
    if (contents.missing > 0)
      process.stdout.write(
        `${contents.missing} archivos no están en el almacén o están en cuarentena: vea archivos-que-faltan.jsonl.\n`,
      )
    process.stdout.write(`Compruébelo con «ventanilla verify-everything ${folder}».\n`)
    return 0
  } finally {
    await owner.close()
    await database.close()
  }
}
