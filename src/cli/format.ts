import { writeFileSync } from 'node:fs'
import { formatManual, readManual } from '#src/manual/index.ts'
import { needFiles, readArguments } from './arguments.ts'
import { readText } from './read-file.ts'
import { type FileFindings, report } from './report.ts'

const HOW_TO = 'ventanilla format [--json] ARCHIVO.manual.md…'

/** Writes manuals in their usual form. One with errors is left as it is, and its errors are printed. */
export async function runFormat(args: readonly string[]): Promise<number> {
  const { files, values } = readArguments(args, { json: { type: 'boolean' } }, HOW_TO)
  needFiles(files, HOW_TO)
  const found: FileFindings[] = []
  let changed = 0
  for (const file of files) {
    const source = readText(file)
    const { findings } = readManual(source)
    found.push({ file, findings: findings.filter(({ severity }) => severity === 'error') })
    const formatted = formatManual(source)
    if (formatted === source) continue
    writeFileSync(file, formatted)
    changed += 1
  }
  return report(found, values.json === true, changed === 1 ? '1 archivo cambió.' : `${changed} archivos cambiaron.`)
}
