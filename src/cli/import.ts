import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { ReportEntry } from '#src/interchange/document/index.ts'
import { importApart } from '#src/interchange/import/index.ts'
import { checkManual, formatFinding } from '#src/manual/index.ts'
import { Refused } from '#src/platform/refusal.ts'
import { BadUse, needFiles, readArguments } from './arguments.ts'

const HOW_TO = 'ventanilla import [-o MANUAL.manual.md] [--force] [--json] ARCHIVO'

/** Brings a document into the notation, and prints what was doubtful in it. 1 when doubts or errors remain. */
export async function runImport(args: readonly string[]): Promise<number> {
  const long = args.map((arg) => (arg === '-o' ? '--output' : arg))
  const { files, values } = readArguments(
    long,
    { output: { type: 'string' }, force: { type: 'boolean' }, json: { type: 'boolean' } },
    HOW_TO,
  )
  needFiles(files, HOW_TO)
  if (files.length > 1) throw new BadUse(`Se importa un archivo a la vez.\nUso: ${HOW_TO}`)
  const file = files[0]!
  const output =
    typeof values.output === 'string' ? values.output : `${basename(file).replace(/\.[^.]+$/, '')}.manual.md`
  if (existsSync(output) && values.force !== true)
    throw new BadUse(`${output}: ya existe; use otro nombre con -o, o --force para escribir encima.`)
  const { source, report, counts, kind } = await readApart(file)
  writeFileSync(output, source)
  const { findings } = checkManual(source)
  if (values.json === true)
    process.stdout.write(
      `${JSON.stringify({ file, output, kind, counts, report, findings: findings.map(({ code, message, span }) => ({ code, message, line: span.start.line })) }, null, 2)}\n`,
    )
  else {
    for (const entry of report) if (entry.kind !== 'kept') process.stdout.write(`${sayEntry(entry, file, output)}\n`)
    for (const finding of findings)
      if (finding.code !== 'duda-pendiente') process.stdout.write(`${formatFinding(output, finding)}\n`)
    process.stdout.write(
      `${output}: ${counts.procedures} procedimientos, ${counts.steps} pasos, ${counts.forms} formas; ${counts.doubts} dudas por resolver.\n`,
    )
  }
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0
}

async function readApart(file: string) {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(file)
  } catch (cause) {
    throw new Error(`${file}: no existe o no se puede leer.`, { cause })
  }
  try {
    return await importApart(bytes, basename(file))
  } catch (fault) {
    if (fault instanceof Refused) throw new Error(`${file}: ${fault.refusal.es}`, { cause: fault })
    throw fault
  }
}

const KINDS: Readonly<Record<ReportEntry['kind'], string>> = {
  kept: 'igual',
  corrected: 'corregido',
  doubtful: 'duda',
  dropped: 'quitado',
  'no-equivalent': 'sin equivalente',
}

function sayEntry(
  { kind, code, id, element, message, where, line }: ReportEntry,
  file: string,
  output: string,
): string {
  const place = line === undefined ? '' : `${output}:${line}: `
  const source = where === undefined ? '' : ` (${file}, ${where})`
  return `${place}${KINDS[kind]}${code === undefined ? '' : ` ${code}`}: ${element} ${id}: ${message}${source}`
}
