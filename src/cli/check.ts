import { checkManual } from '#src/manual/index.ts'
import { needFiles, readArguments } from './arguments.ts'
import { shippedCalendars } from './calendars.ts'
import { runExamplesBeside } from './examples.ts'
import { readText } from './read-file.ts'
import { type FileFindings, report } from './report.ts'

const HOW_TO = 'ventanilla check [--json] ARCHIVO.manual.md…'

/** Checks manuals, and runs the examples beside those that have no error. */
export async function runCheck(args: readonly string[]): Promise<number> {
  const { files, values } = readArguments(args, { json: { type: 'boolean' } }, HOW_TO)
  needFiles(files, HOW_TO)
  const calendar = shippedCalendars()
  const found: FileFindings[] = []
  let examples = 0
  for (const file of files) {
    const { manual, findings } = checkManual(readText(file))
    found.push({ file, findings })
    const run = manual === null ? null : runExamplesBeside(file, manual, calendar)
    if (run === null) continue
    examples += run.results.length
    found.push({ file: run.file, findings: run.findings })
  }
  return report(found, values.json === true, summary(found, files.length, examples))
}

function summary(found: readonly FileFindings[], manuals: number, examples: number): string {
  const all = found.flatMap(({ findings }) => findings)
  const errors = all.filter(({ severity }) => severity === 'error').length
  const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`
  return `${count(manuals, 'manual', 'manuales')}, ${count(examples, 'ejemplo', 'ejemplos')}: ${count(errors, 'error', 'errores')}, ${count(all.length - errors, 'advertencia', 'advertencias')}.`
}
