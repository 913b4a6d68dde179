import type { Published } from '#src/manuals/publish-manual.ts'
import { publishManual } from '#src/manuals/publish-manual.ts'
import { institutionExists } from '#src/people/index.ts'
import { readConfig } from '#src/platform/config.ts'
import { createLog } from '#src/platform/log.ts'
import { startDatabase } from '#src/program/database.ts'
import { needFiles, readArguments } from './arguments.ts'
import { readText } from './read-file.ts'
import { type FileFindings, report } from './report.ts'

const HOW_TO = 'ventanilla publish [--json] [--reason "por qué se publica con advertencias"] ARCHIVO.manual.md…'

/** Publishes manuals, each in force from the day that it declares or from now. One with errors, or whose version is taken by another text, is left out: exit status 1. */
export async function runPublish(args: readonly string[]): Promise<number> {
  const { files, values } = readArguments(args, { json: { type: 'boolean' }, reason: { type: 'string' } }, HOW_TO)
  const reason = typeof values.reason === 'string' ? values.reason : undefined
  needFiles(files, HOW_TO)
  const sources = files.map((file) => ({ file, source: readText(file) }))
  const database = await startDatabase(readConfig(process.env), createLog('error'))
  try {
    if (!(await institutionExists(database.db)))
      throw new Error('La base de datos no tiene institución todavía. Créela con «ventanilla init».')
    const found: FileFindings[] = []
    const said: string[] = []
    let refused = 0
    for (const { file, source } of sources) {
      const published = await publishManual(database.db, source, new Date().toISOString(), null, { reason })
      if (published.kind === 'findings' || published.kind === 'reason-needed')
        found.push({ file, findings: published.findings })
      if (published.kind !== 'published' && published.kind !== 'unchanged') refused += 1
      said.push(`${file}: ${sentenceOf(published)}`)
    }
    const status = report(found, values.json === true, said.join('\n'))
    return refused > 0 ? 1 : status
  } finally {
    await database.close()
  }
}

function sentenceOf(published: Published): string {
  switch (published.kind) {
    case 'findings':
      return 'no se publicó; corrija los errores y repita la orden.'
    case 'reason-needed':
      return 'no se publicó: tiene advertencias. Corríjalas, o diga con --reason "…" por qué se publica así.'
    case 'published':
      return `se publicó ${published.code}, versión ${published.version}. Rige desde ${published.from}.`
    case 'unchanged':
      return `${published.code}, versión ${published.version}, ya estaba publicado con este mismo texto.`
    case 'version-taken':
      return `${published.code}, versión ${published.version}, ya está publicado con otro texto. Suba el número de versión.`
    case 'later-version':
      return `la versión ${published.version} de ${published.code} ya está publicada y rige desde ${published.from}. Declare en «vigente» una fecha posterior.`
  }
}
