import { writeFileSync } from 'node:fs'
import { checkManual, findForm, formatFinding, readManual } from '#src/manual/index.ts'
import type { Finding, FrontMatter, Manual } from '#src/manual/types.ts'
import { formSigners, type Modification, type PaperSize } from '#src/printing/index.ts'
import { printForm, printManual } from '#src/printing/print.ts'
import { BadUse, needFiles, readArguments } from './arguments.ts'
import { readText } from './read-file.ts'

const HOW_TO = 'ventanilla print ARCHIVO.manual.md [-o SALIDA.pdf] [--paper letter|a4] [--form CÓDIGO] [--borrador]'

/** Prints a manual, or one of its forms empty. A manual with errors is refused, its findings told; as a draft it prints if it reads. */
export async function runPrint(args: readonly string[]): Promise<number> {
  const options = {
    output: { type: 'string' },
    paper: { type: 'string' },
    form: { type: 'string' },
    borrador: { type: 'boolean' },
  } as const
  const { files, values } = readArguments(
    args.map((each) => (each === '-o' ? '--output' : each)),
    options,
    HOW_TO,
  )
  needFiles(files, HOW_TO)
  const [file] = files as [string]
  if (files.length > 1) throw new BadUse(`Se imprime un manual cada vez; sobra «${files[1]}».\nUso: ${HOW_TO}`)
  const paper = paperOf(values.paper)
  const draft = values.borrador === true
  const { manual, findings } = read(file, draft)
  if (manual === null) {
    tell(file, findings)
    process.stderr.write(
      draft
        ? `${file}: ni como borrador se puede imprimir: corrija los errores de arriba.\n`
        : `${file}: no se imprimió, porque tiene errores. Corríjalos, o imprímalo como borrador con --borrador.\n`,
    )
    return 1
  }
  const wanted = typeof values.form === 'string' ? values.form : undefined
  const { bytes, pages } = await print(manual, paper, draft, wanted)
  const output = typeof values.output === 'string' ? values.output : outputFor(file, wanted)
  write(output, bytes)
  process.stdout.write(`${output}: ${pages} ${pages === 1 ? 'página' : 'páginas'}.\n`)
  return 0
}

function paperOf(value: string | boolean | undefined): PaperSize {
  if (value === undefined || value === 'letter' || value === 'carta') return 'letter'
  if (value === 'a4') return 'a4'
  throw new BadUse(`No hay papel «${value}»: escriba letter o a4.\nUso: ${HOW_TO}`)
}

function read(file: string, draft: boolean): { manual: Manual | null; findings: readonly Finding[] } {
  const source = readText(file)
  return draft ? readManual(source) : checkManual(source)
}

async function print(manual: Manual, paper: PaperSize, draft: boolean, wanted: string | undefined) {
  const { front } = manual
  if (wanted === undefined)
    return printManual(manual, {
      paper,
      state: draft ? 'draft' : 'in-force',
      modifications: [ownLine(front)],
      given: [],
    })
  const form = findForm(manual, wanted)
  if (form === undefined) {
    const codes = manual.forms.map(({ code }) => code).join(', ')
    throw new BadUse(
      codes === '' ? `El manual no tiene formas.` : `El manual no tiene la forma «${wanted}». Las que tiene: ${codes}.`,
    )
  }
  return printForm(manual, {
    paper,
    institution: front.institution,
    manual: { code: front.code, version: front.version, title: front.title },
    form,
    signers: formSigners(manual, form.code),
    date: front.effective ?? '2000-01-01',
    draft,
  })
}

/** The manual's own line in the register: a file knows of no other version than the one that it replaces. */
function ownLine({ version, effective, supersedes, approvals }: FrontMatter): Modification {
  const approval = approvals.at(-1)
  return {
    version,
    date: effective ?? approval?.date ?? '',
    what:
      supersedes === undefined
        ? 'Primera versión.'
        : `Deja sin efecto ${supersedes.code}, versión ${supersedes.version}.`,
    approvedBy: [approval?.post, approval?.norm].filter((part) => part !== undefined).join('. ') || '—',
  }
}

function tell(file: string, findings: readonly Finding[]): void {
  for (const finding of findings)
    if (finding.severity === 'error') process.stderr.write(`${formatFinding(file, finding)}\n`)
}

/** `manual.manual.md` → `manual.pdf` beside it. */
function outputFor(file: string, form: string | undefined): string {
  const base = file.replace(/(?:\.manual)?\.md$/i, '')
  return form === undefined ? `${base}.pdf` : `${base}-${form}.pdf`
}

function write(output: string, bytes: Uint8Array): void {
  try {
    writeFileSync(output, bytes)
  } catch (cause) {
    throw new Error(`${output}: no se pudo escribir. Elija con -o otra carpeta, en la que pueda escribir.`, { cause })
  }
}
