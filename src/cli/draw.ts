import { writeFileSync } from 'node:fs'
import { drawFlowchart, type Paper } from '#src/flowchart/index.ts'
import { checkManual } from '#src/manual/index.ts'
import { compileProcedure } from '#src/procedure/index.ts'
import { BadUse, readArguments } from './arguments.ts'
import { readText } from './read-file.ts'
import { report } from './report.ts'

const HOW_TO = 'ventanilla draw ARCHIVO.manual.md --procedure N [--paper letter|a4] [--page N] -o SALIDA.svg'

/** Draws the flowchart of a procedure as SVG files: the long one of the screen, or the pages of a paper. */
export async function runDraw(args: readonly string[]): Promise<number> {
  const { file, number, paper, page, output } = orderOf(args)
  const { manual, findings } = checkManual(readText(file))
  if (manual === null) {
    return report([{ file, findings }], false, 'El manual tiene errores: corríjalos para dibujar su flujograma.')
  }
  const procedure = manual.procedures.find((each) => each.number === number)
  if (procedure === undefined) {
    const known = manual.procedures.map((each) => `\n  ${each.number}  ${each.title}`).join('')
    const asked =
      number === undefined ? 'Diga qué procedimiento con --procedure' : `No existe el procedimiento ${number}`
    throw new BadUse(`${asked}. El manual tiene:${known}`)
  }
  const { pages } = drawFlowchart(compileProcedure(manual, procedure.number), { paper })
  if (page !== undefined && page > pages.length) {
    throw new BadUse(
      `El flujograma tiene ${pages.length === 1 ? 'una sola página' : `${pages.length} páginas`}; no existe la ${page}.`,
    )
  }
  const chosen =
    page === undefined ? pages.map((each, at) => ({ ...each, at: at + 1 })) : [{ ...pages[page - 1]!, at: page }]
  for (const { svg, at } of chosen) write(chosen.length === 1 ? output : numbered(output, at), svg)
  return 0
}

interface Order {
  readonly file: string
  readonly number: string | undefined
  readonly paper: Paper
  readonly page: number | undefined
  readonly output: string
}

function orderOf(args: readonly string[]): Order {
  const written = args.map((arg) => (arg === '-o' ? '--output' : arg))
  const text = { type: 'string' } as const
  const { files, values } = readArguments(written, { procedure: text, paper: text, page: text, output: text }, HOW_TO)
  if (files.length !== 1) throw new BadUse(`Falta el archivo del manual, uno solo.\nUso: ${HOW_TO}`)
  const { procedure, paper = 'screen', page, output } = values as Record<string, string | undefined>
  if (paper !== 'letter' && paper !== 'a4' && paper !== 'screen') {
    throw new BadUse(`No se conoce el papel «${paper}». Los que hay: letter (carta) y a4.\nUso: ${HOW_TO}`)
  }
  if (page !== undefined && !/^[1-9]\d{0,3}$/.test(page))
    throw new BadUse(`La página se escribe con un número desde 1.\nUso: ${HOW_TO}`)
  if (output === undefined || output === '')
    throw new BadUse(`Falta el archivo de salida: -o SALIDA.svg\nUso: ${HOW_TO}`)
  return { file: files[0]!, number: procedure, paper, page: page === undefined ? undefined : Number(page), output }
}

/** `out.svg` → `out-2.svg` */
function numbered(output: string, page: number): string {
  return /\.svg$/i.test(output) ? output.replace(/\.svg$/i, `-${page}.svg`) : `${output}-${page}.svg`
}

function write(file: string, svg: string): void {
  try {
    writeFileSync(file, `<?xml version="1.0" encoding="UTF-8"?>\n${svg}\n`)
  } catch (cause) {
    const { code } = cause as { code?: string }
    const why =
      code === 'ENOENT'
        ? 'la carpeta no existe'
        : code === 'EACCES'
          ? 'no se tiene permiso para escribir ahí'
          : 'no se pudo escribir'
    throw new Error(`${file}: ${why}.`, { cause })
  }
  process.stdout.write(`${file}\n`)
}
