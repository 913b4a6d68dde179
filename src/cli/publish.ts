import { publishManual } from '#src/manuals/publish-manual.ts'
import { institutionExists } from '#src/people/index.ts'
import { readConfig } from '#src/platform/config.ts'
import { createLog } from '#src/platform/log.ts'
import { startDatabase } from '#src/program/database.ts'
import { needFiles, readArguments } from './arguments.ts'
import { readText } from './read-file.ts'
import { type FileFindings, report } from './report.ts'

const HOW_TO = 'ventanilla publish [--json] ARCHIVO.manual.md…'

/** Publishes manuals, each in force from now. One with errors, or whose version is taken by another text, is left out: exit status 1. */
export async function runPublish(args: readonly string[]): Promise<number> {
  const { files, values } = readArguments(args, { json: { type: 'boolean' } }, HOW_TO)
  needFiles(files, HOW_TO)
  const sources = files.map((file) => ({ file, source: readText(file) }))
  const database = await startDatabase(readConfig(process.env), createLog('error'))
  try {
    if (!(await institutionExists(database.db)))
      throw new Error('La base de datos no tiene institución todavía. Créela con «ventanilla init».')
    const found: FileFindings[] = []
    const said: string[] = []
    let taken = 0
    for (const { file, source } of sources) {
      const published = await publishManual(database.db, source, new Date().toISOString(), null)
      switch (published.kind) {
        case 'findings':
          found.push({ file, findings: published.findings })
          said.push(`${file}: no se publicó; corrija los errores y repita la orden.`)
          break
        case 'published':
          said.push(`${file}: se publicó ${published.code}, versión ${published.version}. Rige desde ahora.`)
          break
        case 'unchanged':
          said.push(
            `${file}: ${published.code}, versión ${published.version}, ya estaba publicado con este mismo texto.`,
          )
          break
        case 'version-taken':
          taken += 1
          said.push(
            `${file}: ${published.code}, versión ${published.version}, ya está publicado con otro texto. Suba el número de versión.`,
          )
      }
    }
    const status = report(found, values.json === true, said.join('\n'))
    return taken > 0 ? 1 : status
  } finally {
    await database.close()
  }
}
