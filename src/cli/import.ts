import { existsSync, statSync, writeFileSync } from 'node:fs'
import { extname } from 'node:path'
import { type Imported, ImportRefused, importBpmn, importZnuny } from '#src/interchange/index.ts'
import { BadUse, readArguments } from './arguments.ts'
import { readText } from './read-file.ts'

const HOW_TO = 'ventanilla import [--json] [--force] ARCHIVO.bpmn|ARCHIVO.yml -o MANUAL.manual.md'

/** By the ending of the file's name. */
const READERS: Readonly<Record<string, (text: string) => Promise<Imported>>> = {
  '.bpmn': importBpmn,
  '.xml': importBpmn,
  '.yml': importZnuny,
  '.yaml': importZnuny,
}

// Told from its size alone: a huge file is not read into memory to be refused.
const MOST_BYTES = 20_000_000

/** Turns a process of another program into a manual, and says what became of each of its elements. */
export async function runImport(args: readonly string[]): Promise<number> {
  const { files, values } = readArguments(
    args.map((arg) => (arg === '-o' ? '--output' : arg)),
    { json: { type: 'boolean' }, force: { type: 'boolean' }, output: { type: 'string' } },
    HOW_TO,
  )
  const [file] = files
  const output = values.output as string | undefined
  if (file === undefined || files.length > 1 || output === undefined) {
    throw new BadUse(`Dé un archivo y el nombre del manual con -o.\nUso: ${HOW_TO}`)
  }
  const read = READERS[extname(file).toLowerCase()]
  if (!read) throw new BadUse(`${file}: aquí se leen ${Object.keys(READERS).join(', ')}.\nUso: ${HOW_TO}`)
  if (existsSync(output) && values.force !== true) {
    throw new BadUse(`${output}: ya existe; use otro nombre, o --force para escribir encima.`)
  }
  if (existsSync(file) && statSync(file).size > MOST_BYTES)
    throw new Error(`${file}: pasa de ${MOST_BYTES / 1_000_000} MB; exporte un proceso por archivo.`)
  const { source, report } = await read(readText(file)).catch((error: unknown) => {
    throw error instanceof ImportRefused ? new Error(`${file}: ${error.message}`) : error
  })
  writeFileSync(output, source)
  if (values.json === true) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
  else {
    for (const { element, id, name, kind, message } of report) {
      const named = name === undefined ? '' : ` «${name.replace(/\s+/g, ' ')}»`
      process.stdout.write(`${KINDS[kind]}: ${element} ${id}${named}: ${message}\n`)
    }
  }
  return report.some(({ kind }) => kind !== 'kept') ? 1 : 0
}

const KINDS = { kept: 'queda', doubtful: 'en duda', 'no-equivalent': 'sin equivalente' } as const
