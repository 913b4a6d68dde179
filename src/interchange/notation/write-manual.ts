import { readManual } from '#src/manual/index.ts'
import type { ImportedProcess } from './imported-process.ts'
import type { Imported, ImportNote } from './report.ts'
import { writeProcedure } from './write-procedure.ts'

export interface ImportedManual {
  readonly code: string
  readonly title: string
  /** Where it came from, for `basado en`. */
  readonly basedOn: string
  readonly processes: readonly ImportedProcess[]
  /** Forms, each with its heading, for # ANEXOS. */
  readonly forms: readonly string[]
  readonly report: readonly ImportNote[]
}

/** A whole manual. What it still has wrong is in the report too, so that nothing has to be found by trying. */
export function writeManual(manual: ImportedManual): Imported {
  const written = manual.processes.map((process) => ({ process, ...writeProcedure(process) }))
  const front = [
    '---',
    `manual: ${manual.code}`,
    `título: ${quoted(manual.title)}`,
    'institución: ⚠ (el original no dice de qué institución es)',
    'versión: "1"',
    'calendario: ⚠ (el original no dice qué calendario rige)',
    `basado en: ${quoted(manual.basedOn)}`,
    '---',
  ].join('\n')
  const annexes = manual.forms.length > 0 ? ['# ANEXOS', ...manual.forms] : []
  const source = `${[front, ...written.map(({ text }) => text), ...annexes].join('\n\n')}\n`
  const late = written.flatMap(({ process, notes }) =>
    notes.map(({ id, message }): ImportNote => {
      const known = manual.report.find((note) => note.id === id)
      return {
        element: known?.element ?? 'fila',
        id,
        kind: 'doubtful',
        message: `Procedimiento ${process.number}: ${message}`,
      }
    }),
  )
  return { source, report: [...manual.report, ...late, ...stillWrong(source)] }
}

/** Findings of the text itself, as notes of the report. */
export function stillWrong(source: string): ImportNote[] {
  return readManual(source)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ message, span }) => ({
      element: 'manual',
      id: `línea ${span.start.line}`,
      kind: 'doubtful',
      message,
    }))
}

function quoted(text: string): string {
  return JSON.stringify(text.replace(/[\u0000-\u001f\u2028\u2029]/g, ' ').slice(0, 300))
}
