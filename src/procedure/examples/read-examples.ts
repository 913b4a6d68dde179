import { foldText } from '#src/manual/fold-text.ts'
import type { Finding, Span } from '#src/manual/types.ts'
import { type Cell, cellsOf, fault, type Line, linesOf, spanOf } from './cells.ts'
import { readAction } from './read-action.ts'
import { readLeaves } from './read-leaves.ts'
import { readWhen } from './read-when.ts'
import type { Example, ExampleRow, ExamplesReading, LocalTime } from './types.ts'

const COLUMNS = 'cuando|quien|hace|queda'
const HEADING = '«## Ejemplo. Título (PROCEDIMIENTO No. 8)»'
const OPENING = '«Empieza el lunes 2 de noviembre de 2026 a las 8:00 por oficio.»'

/** Reads a file of worked examples. Never throws; all but `## Ejemplo` headings, their opening line and their table is prose. */
export function readExamples(text: string): ExamplesReading {
  const findings: Finding[] = []
  const examples: Example[] = []
  for (const section of sectionsOf(linesOf(text))) {
    const example = readExample(section, findings)
    if (example) examples.push(example)
  }
  return { examples, findings }
}

/** Stretches of lines that begin with a heading whose first word is *Ejemplo*, each to the next heading of level 1 or 2. */
function sectionsOf(lines: readonly Line[]): Line[][] {
  const sections: Line[][] = []
  let current: Line[] | null = null
  let fence = ''
  for (const line of lines) {
    const mark = /^\s*(```|~~~)/.exec(line.text)?.[1]
    if (mark) fence = fence === '' ? mark : fence === mark ? '' : fence
    if (fence === '' && /^#{1,3}\s/.test(line.text)) {
      const heading = foldText(line.text.replace(/^#+/, ''))
      if (/^ejemplo\b/.test(heading)) {
        current = [line]
        sections.push(current)
        continue
      }
      if (/^#{1,2}\s/.test(line.text)) current = null
    }
    if (fence === '') current?.push(line)
  }
  return sections
}

function readExample(section: readonly Line[], findings: Finding[]): Example | null {
  const heading = section[0]!
  const last = section.at(-1)!
  const span: Span = { start: spanOf(heading).start, end: spanOf(last).end }
  const named = /^##\s+ejemplo\.\s*(.+?)\s*\(\s*procedimiento\s+no\.\s*([\d.]+?)\.?\s*\)\s*$/i.exec(heading.text)
  if (!named) {
    findings.push(
      fault(
        'ejemplo-sin-procedimiento',
        `El título no dice de qué procedimiento es el ejemplo: escriba ${HEADING}.`,
        spanOf(heading),
      ),
    )
    return null
  }
  const [, title = '', procedure = ''] = named
  const opening = readOpening(section, procedure, findings)
  if (!opening) return null
  const rows = readRows(section, opening.at, procedure, findings)
  return rows && { title, procedure, opening, rows, span }
}

function readOpening(section: readonly Line[], procedure: string, findings: Finding[]): Example['opening'] | null {
  const line = section.find((l) => /^empieza\b/.test(foldText(l.text)))
  if (!line) {
    findings.push(
      fault(
        'ejemplo-sin-comienzo',
        `El ejemplo no dice cuándo empieza: escriba ${OPENING}`,
        spanOf(section[0]!),
        procedure,
      ),
    )
    return null
  }
  const found = /^\s*empieza\s+(.+?)(?:\s+por\s+(.+?))?\s*\.?\s*$/i.exec(line.text)
  const when = found ? readWhen(found[1]!, null) : { wrong: `Escriba ${OPENING}` }
  if ('wrong' in when) {
    findings.push(fault('ejemplo-comienzo', when.wrong, spanOf(line), procedure))
    return null
  }
  return { at: when.at, by: found?.[2]?.replace(/^(el|la)\s+/i, '') ?? null, span: spanOf(line) }
}

function readRows(
  section: readonly Line[],
  opened: LocalTime,
  procedure: string,
  findings: Finding[],
): ExampleRow[] | null {
  const table = section.flatMap((line) => {
    const cells = cellsOf(line)
    return cells ? [{ line, cells }] : []
  })
  const header = table[0]
  if (header?.cells.map((c) => foldText(c.text)).join('|') !== COLUMNS) {
    const where = header ? spanOf(header.line) : spanOf(section[0]!)
    findings.push(
      fault(
        'ejemplo-sin-tabla',
        'Falta la tabla del ejemplo: escriba «| CUÁNDO | QUIÉN | HACE | QUEDA |» y una fila por hecho.',
        where,
        procedure,
      ),
    )
    return null
  }
  const rows: ExampleRow[] = []
  let now = opened
  let sound = true
  for (const { line, cells } of table.slice(1)) {
    if (cells.every((c) => /^:?-+:?$/.test(c.text))) continue
    const row = readRow(line, cells, now, procedure, findings)
    if (row) {
      rows.push(row)
      now = row.when.at
    } else sound = false
  }
  return sound ? rows : null
}

function readRow(
  line: Line,
  cells: readonly Cell[],
  now: LocalTime,
  procedure: string,
  findings: Finding[],
): ExampleRow | null {
  const wrong = (code: string, message: string, span: Span) => {
    findings.push(fault(code, message, span, procedure))
    return null
  }
  const [whenCell, whoCell, doesCell, leavesCell] = cells
  if (cells.length !== 4 || !whenCell || !whoCell || !doesCell || !leavesCell) {
    return wrong('ejemplo-fila', 'La fila debe tener cuatro celdas: CUÁNDO, QUIÉN, HACE y QUEDA.', spanOf(line))
  }
  const when = whenCell.text === '' ? { at: now } : readWhen(whenCell.text, now)
  if ('wrong' in when) return wrong('ejemplo-cuando', when.wrong, whenCell.span)
  if (when.at < now)
    return wrong(
      'ejemplo-cuando',
      'El momento es anterior al de la fila de arriba: escriba uno igual o posterior, con su día si es otro.',
      whenCell.span,
    )
  const action = readAction(doesCell.text)
  if ('wrong' in action) return wrong('ejemplo-hace', action.wrong, doesCell.span)
  const leaves = readLeaves(leavesCell.text, when.at)
  if ('wrong' in leaves) return wrong('ejemplo-queda', leaves.wrong, leavesCell.span)
  return {
    when: { at: when.at, span: whenCell.span },
    who: { name: whoCell.text, span: whoCell.span },
    does: { action, span: doesCell.span },
    leaves: { items: leaves.items, span: leavesCell.span },
    span: spanOf(line),
  }
}
