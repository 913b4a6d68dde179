import { cleanMarkup } from './clean-markup.ts'
import { LIMITS } from './limits.ts'
import { refuse } from './refuse.ts'
import type { SourceLine, SourceText } from './types.ts'

/** Plain text, as programs extract it from Word or PDF, in lines: cells are told apart by tabs or by the bars of Markdown. */
export function readText(bytes: Uint8Array): SourceText {
  const lines = decode(bytes).split(/\r\n|\n|\r|\f/)
  if (lines.length > LIMITS.lines) refuse('too-many-rows')
  return { lines: stackedTables(lines.flatMap((line, index) => toLine(line, `línea ${index + 1}`))), report: [] }
}

function decode(bytes: Uint8Array): string {
  const utf16 =
    (bytes[0] === 0xff && bytes[1] === 0xfe && 'utf-16le') || (bytes[0] === 0xfe && bytes[1] === 0xff && 'utf-16be')
  if (utf16) return checked(new TextDecoder(utf16).decode(bytes))
  if (bytes.includes(0)) refuse('not-text')
  try {
    return checked(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (fault) {
    if (!(fault instanceof TypeError)) throw fault
    // Older programs of Windows save texts in its own alphabet.
    return checked(new TextDecoder('windows-1252').decode(bytes))
  }
}

function checked(text: string): string {
  if (text.length > LIMITS.characters * 2) refuse('too-many-rows')
  const strange = text.match(/[\u0000-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0
  if (strange > 20 && strange > text.length / 100) refuse('not-text')
  return text.replaceAll('\0', '')
}

function toLine(raw: string, where: string): SourceLine[] {
  const line = raw.slice(0, LIMITS.line)
  const bars = /^\s*\|(.*)\|\s*$/.exec(line)?.[1]
  if (bars !== undefined) {
    const cells = bars.split(/(?<!\\)\|/).map((cell) => cleanMarkup(cell.replaceAll('\\|', '|')))
    return cells.every((cell) => /^:?-{2,}:?$/.test(cell)) ? [] : [{ text: cells.join(' '), cells, where }]
  }
  if (!line.includes('\t')) {
    const heading = /^\s{0,3}#{1,6}\s/.test(line)
    const text = cleanMarkup(line.replace(/^\s{0,3}#{1,6}\s+/, '')).replaceAll('\n', ' ')
    const indent = /^ */.exec(line)![0].length
    return [{ text, where, indent, ...(heading ? { heading } : {}) }]
  }
  const cells = line.split('\t').map(cleanMarkup)
  return [{ text: cells.filter((cell) => cell !== '').join(' '), cells, where }]
}

/**
 * Word, saved as text, writes each cell on a line of its own behind a tab. Where a table's titles stand so, the cells are
 * gathered again, as many to a row as there are titles; a title that spans the table stays a line of its own.
 */
function stackedTables(lines: readonly SourceLine[]): SourceLine[] {
  const out: SourceLine[] = []
  for (let at = 0; at < lines.length; ) {
    const columns = stackedTitles(lines, at)
    if (columns === 0) {
      out.push(lines[at]!)
      at += 1
      continue
    }
    at = gather(lines, at, columns, out)
  }
  return out
}

const isCell = (line: SourceLine | undefined) => line?.cells?.length === 2 && line.cells[0] === ''
const TITLE = /^(?:responsable|paso|no\.?|acci[oó]n(?:es)?|actividad(?:es)?|tiempo)$/i
const SPANNING = /^(?:etapa|fase|procedimiento)\b/i

function stackedTitles(lines: readonly SourceLine[], from: number): number {
  let titles = 0
  for (let at = from; at < lines.length && at < from + 12; at++) {
    if (lines[at]!.text === '' && titles > 0) continue
    if (!isCell(lines[at]) || !TITLE.test(lines[at]!.cells![1]!)) break
    titles += 1
  }
  return titles >= 2 ? titles : 0
}

function gather(lines: readonly SourceLine[], from: number, columns: number, out: SourceLine[]): number {
  let row: { cells: string[]; where: string } | null = null
  const close = () => {
    if (row) out.push({ text: row.cells.filter((cell) => cell !== '').join(' '), cells: row.cells, where: row.where })
    row = null
  }
  let at = from
  for (; at < lines.length; at++) {
    const line = lines[at]!
    if (isCell(line)) {
      const cell = line.cells![1]!
      if (SPANNING.test(cell)) {
        close()
        out.push({ text: cell, where: line.where })
        continue
      }
      if (row === null || (row as { cells: string[] }).cells.length === columns) {
        close()
        row = { cells: [], where: line.where }
      }
      ;(row as { cells: string[] }).cells.push(cell)
    } else if (line.text !== '') {
      const open = row as { cells: string[] } | null
      if (line.cells || open === null || /^\d{1,2}\.?\s+\p{Lu}{3,}/u.test(line.text)) break
      open.cells.push(`${open.cells.pop()} ${line.text}`.trim())
    }
  }
  close()
  return at
}
