import { checkManual } from '#src/manual/index.ts'
import { exampleCoverage } from '#src/procedure/index.ts'
import { needFiles, readArguments } from './arguments.ts'
import { shippedCalendars } from './calendars.ts'
import { examplesFileOf, runExamplesBeside } from './examples.ts'
import { readText } from './read-file.ts'
import { type FileFindings, report } from './report.ts'

const HOW_TO = 'ventanilla run-examples [--json] ARCHIVO.manual.md…'

/** Runs the examples of manuals, a line each, and says which rows no example visits. */
export async function runRunExamples(args: readonly string[]): Promise<number> {
  const { files, values } = readArguments(args, { json: { type: 'boolean' } }, HOW_TO)
  needFiles(files, HOW_TO)
  const json = values.json === true
  const calendar = shippedCalendars()
  const found: FileFindings[] = []
  let passed = 0
  let total = 0
  for (const file of files) {
    const { manual, findings } = checkManual(readText(file))
    if (manual === null) {
      found.push({ file, findings })
      continue
    }
    const run = runExamplesBeside(file, manual, calendar)
    if (run === null) throw new Error(`${file}: no tiene ejemplos. Escríbalos en ${examplesFileOf(file)}.`)
    found.push({ file: run.file, findings: run.findings })
    total += run.results.length
    passed += run.results.filter((result) => result.passed).length
    if (json) continue
    for (const result of run.results)
      process.stdout.write(`${result.passed ? '✔' : '✘'} ${result.title || 'El archivo'}\n`)
    for (const { procedure, missing } of uncovered(run.results)) {
      process.stdout.write(`  Procedimiento ${procedure}: ningún ejemplo pasa por ${missing}.\n`)
    }
  }
  return report(found, json, `${passed} de ${total} ejemplos bien.`)
}

function uncovered(results: Parameters<typeof exampleCoverage>[0]): { procedure: string; missing: string }[] {
  return exampleCoverage(results).flatMap((coverage) => {
    const { procedure, ...rest } = coverage
    const missing = Object.values(rest).flatMap((value) => (Array.isArray(value) ? value : []))
    return missing.length === 0 ? [] : [{ procedure, missing: missing.join(', ') }]
  })
}
