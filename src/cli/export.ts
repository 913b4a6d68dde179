import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { loggedFromExport } from '#src/cases/case-log.ts'
import { verifyExport } from '#src/cases/verify-export.ts'
import { drawFlowchart } from '#src/flowchart/index.ts'
import { exportBpmn, exportDmn, type LogOptions, logWriter } from '#src/interchange/index.ts'
import { formatFinding, formatManual, readManual } from '#src/manual/index.ts'
import type { Manual } from '#src/manual/types.ts'
import { compileProcedure } from '#src/procedure/index.ts'
import { BadUse, needFiles, readArguments } from './arguments.ts'
import { publicKeyFile } from './public-key.ts'
import { readText } from './read-file.ts'

const HOW_TO =
  'ventanilla export --bpmn|--dmn|--svg|--markdown MANUAL.manual.md… [--procedure N] [-o DESTINO]\n' +
  '     ventanilla export --xes [--names] [--key LLAVE.pem] EXPEDIENTE.json… [-o REGISTRO.xes]'

const FORMATS = ['bpmn', 'dmn', 'xes', 'svg', 'markdown'] as const
type Format = (typeof FORMATS)[number]

/** Something to be written, and the name that it gets in a folder. */
interface Output {
  readonly name: string
  readonly text: string
}

/** Takes manuals and sealed cases to other programs' formats. Nothing is written when anything is wrong. */
export async function runExport(args: readonly string[]): Promise<number> {
  const { files, values } = readArguments(
    args.map((arg) => (arg === '-o' ? '--output' : arg)),
    {
      bpmn: { type: 'boolean' },
      dmn: { type: 'boolean' },
      xes: { type: 'boolean' },
      svg: { type: 'boolean' },
      markdown: { type: 'boolean' },
      names: { type: 'boolean' },
      procedure: { type: 'string' },
      key: { type: 'string' },
      output: { type: 'string' },
    },
    HOW_TO,
  )
  needFiles(files, HOW_TO)
  const chosen = FORMATS.filter((format) => values[format] === true)
  const [format] = chosen
  if (format === undefined || chosen.length > 1) throw new BadUse(`Diga un formato, y uno solo.\nUso: ${HOW_TO}`)
  const output = values.output as string | undefined
  if (format === 'xes') return exportLog(files, output, values.names === true, values.key)
  const manuals = files.map((file) => ({ file, ...readManual(readText(file)) }))
  const faulty = manuals.filter(({ manual }) => manual === null)
  for (const { file, findings } of faulty)
    for (const finding of findings.filter(({ severity }) => severity === 'error'))
      process.stderr.write(`${formatFinding(file, finding)}\n`)
  if (faulty.length > 0) return 1
  const asked = values.procedure as string | undefined
  const outputs: Output[] = []
  for (const { file, manual } of manuals) outputs.push(...(await outputsOf(format, manual!, asked, file)))
  return write(outputs, output)
}

async function outputsOf(
  format: Exclude<Format, 'xes'>,
  manual: Manual,
  asked: string | undefined,
  file: string,
): Promise<Output[]> {
  const { code, version } = manual.front
  switch (format) {
    case 'markdown':
      return [{ name: `${code}-${version}.manual.md`, text: formatManual(manual.source) }]
    case 'dmn': {
      const xml = exportDmn(manual)
      if (xml === null)
        throw new Error(`${file}: ninguna norma tiene una tabla, así que no hay decisiones que exportar.`)
      return [{ name: `${code}-${version}.dmn`, text: xml }]
    }
    case 'bpmn': {
      const outputs: Output[] = []
      for (const number of proceduresOf(manual, asked, file))
        outputs.push({
          name: `${code}-${version}-procedimiento-${number}.bpmn`,
          text: await exportBpmn(manual, number),
        })
      return outputs
    }
    case 'svg':
      return proceduresOf(manual, asked, file).flatMap((number) => {
        const title = manual.procedures.find((each) => each.number === number)!.title
        const { pages } = drawFlowchart(compileProcedure(manual, number), { paper: 'screen', title })
        return pages.map(({ svg }, index) => ({
          name: `${code}-${version}-procedimiento-${number}${pages.length > 1 ? `-${index + 1}` : ''}.svg`,
          text: svg,
        }))
      })
  }
}

function proceduresOf(manual: Manual, asked: string | undefined, file: string): string[] {
  const numbers = manual.procedures.map(({ number }) => number)
  if (asked === undefined) return numbers
  if (numbers.includes(asked)) return [asked]
  throw new BadUse(`${file}: no tiene el procedimiento ${asked}; tiene ${numbers.join(', ')}.`)
}

/** One thing goes to the file named, or to the screen; several go into the folder named, or into this one. */
function write(outputs: readonly Output[], output: string | undefined): number {
  const [only] = outputs
  if (outputs.length === 1 && only) {
    if (output === undefined) process.stdout.write(only.text)
    else writeTo(output, only.text)
    return 0
  }
  if (output !== undefined && /\.(?:bpmn|dmn|svg|md)$/.test(output))
    throw new BadUse(`Son ${outputs.length} archivos: dé una carpeta en -o, o uno solo con --procedure.`)
  for (const { name, text } of outputs) writeTo(join(output ?? '.', name), text)
  process.stdout.write(`${outputs.length} archivos en ${output ?? 'esta carpeta'}.\n`)
  return 0
}

function writeTo(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  } catch (cause) {
    throw new Error(`${file}: no se pudo escribir.`, { cause })
  }
}

function exportLog(files: readonly string[], output: string | undefined, names: boolean, key: unknown): number {
  const publicKey = readText(publicKeyFile(key))
  const people: Record<string, string> = {}
  const cases = files.map((file) => {
    const text = readText(file)
    const { faults } = verifyExport(text, publicKey)
    for (const { code, message } of faults) process.stderr.write(`${file}: ${code}: ${message}\n`)
    if (faults.length > 0) return null
    const { logged, people: named } = loggedFromExport(text)
    Object.assign(people, named)
    return logged
  })
  const sound = cases.filter((each) => each !== null)
  if (sound.length < files.length) {
    process.stderr.write('No se escribió el registro: solo entran expedientes íntegros.\n')
    return 1
  }
  const options: LogOptions = names ? { nameOf: (id) => people[id] ?? null } : {}
  const writer = logWriter([...new Set(sound.map(({ manual }) => manual.code))].join(', '), options)
  const log = writer.head() + sound.map(writer.trace).join('') + writer.foot()
  return write([{ name: 'registro.xes', text: log }], output)
}
