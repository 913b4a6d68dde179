import type { Block, Row, TableBlock } from './blocks.ts'
import { readFichas } from './fichas.ts'
import { nothingKnown } from './known.ts'
import { notesFor } from './notes.ts'
import { cutParts } from './parts.ts'
import { placesOf } from './places.ts'
import { bodyBlocks, readDraft } from './read-manual.ts'
import { kindOfTable } from './step-table.ts'

interface Edit {
  readonly from: number
  readonly to: number
  readonly text: string
}

/**
 * The manual with its step and form tables, its fichas and its last line in the one form; every other byte stays. Columns
 * are not padded, so that a change of one cell is a change of one line. A manual with errors comes back as it was.
 */
export function formatManual(source: string): string {
  const known = nothingKnown()
  const { draft, findings } = readDraft(source, known)
  if (!draft || findings.some(({ severity }) => severity === 'error')) return source
  const parts = cutParts(bodyBlocks(source, known.pieces))
  const steps = parts.procedures.flatMap(({ blocks }) => blocks.filter(isStepTable))
  const forms = parts.forms.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'table').slice(0, 1))
  const heads = parts.procedures.flatMap(({ blocks }) => fichaEdits(blocks, source))
  const edits = [...[...steps, ...forms].flatMap((table) => tableEdits(table, source)), ...heads]
  return lastLine(apply(source, edits))
}

function isStepTable(block: Block): block is TableBlock {
  return block.kind === 'table' && kindOfTable(block) === 'steps'
}

function tableEdits(table: TableBlock, source: string): Edit[] {
  const rows = [table.header, ...table.rows].map((row) => ({
    ...ends(row),
    text: rowText(row, table.header.cells.length),
  }))
  // The line of dashes is between the header and whatever follows; the parser keeps no place for it.
  const from = source.slice(table.header.span.end.offset).search(/[^\r\n]/) + table.header.span.end.offset
  const dashes = /^[^\r\n]*/.exec(source.slice(from))![0].trimEnd()
  const marks = dashes
    .replace(/^\s*\|?|\|?\s*$/g, '')
    .split('|')
    .map(dashesOf)
  return [...rows, { from, to: from + dashes.length, text: `|${marks.join('|')}|` }]
}

function ends(row: Row): { from: number; to: number } {
  return { from: row.span.start.offset, to: row.span.end.offset }
}

function rowText(row: Row, columns: number): string {
  const cells = Array.from({ length: columns }, (_, index) => row.cells[index]?.raw ?? '')
  return `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell} `)).join('|')}|`
}

function dashesOf(mark: string): string {
  const text = mark.trim()
  return `${text.startsWith(':') ? ':' : ''}---${text.endsWith(':') ? ':' : ''}`
}

function fichaEdits(blocks: readonly Block[], source: string): Edit[] {
  return readFichas(blocks, source, notesFor(placesOf(''))).map((ficha) => {
    const { target } = ficha
    const row = target.kind === 'row' ? target.number : target.kind === 'range' ? `${target.from}–${target.to}` : ''
    const subject = target.kind === 'procedure' ? 'Procedimiento' : `Paso ${row}`
    const text = `${subject}, ${ficha.clave}:`
    return { from: ficha.start, to: ficha.from, text: ficha.value === '' ? text : `${text} ` }
  })
}

function apply(source: string, edits: readonly Edit[]): string {
  let result = ''
  let offset = 0
  for (const { from, to, text } of [...edits].sort((a, b) => a.from - b.from)) {
    result += source.slice(offset, from) + text
    offset = to
  }
  return result + source.slice(offset)
}

function lastLine(text: string): string {
  const end = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n'
  return text.replace(/(?:[ \t]*(?:\r\n|\n|\r))*[ \t]*$/, '') + end
}
