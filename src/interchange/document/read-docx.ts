import { cleanMarkup } from './clean-markup.ts'
import { numberingOf } from './docx-numbering.ts'
import { LIMITS } from './limits.ts'
import { type Archive, openZip } from './open-zip.ts'
import { readXml } from './read-xml.ts'
import { refuse } from './refuse.ts'
import type { ReportEntry, SourceLine, SourceText } from './types.ts'

/** A Word document, by its own text: tables with merged cells, automatic numbers, text boxes. Nothing outside it is fetched. */
export function readDocx(bytes: Uint8Array): SourceText {
  const archive = openZip(bytes)
  const types = archive.text('[Content_Types].xml') ?? ''
  if (/macroEnabled|vbaProject/i.test(types) || archive.names.some((name) => /vbaProject\.bin$/i.test(name)))
    refuse('macros')
  if (archive.names.includes('EncryptedPackage')) refuse('old-word')
  const document = archive.text('word/document.xml')
  if (document === undefined)
    refuse(archive.names.some((name) => /^(?:xl|ppt)\//.test(name)) || !types ? 'other-office' : 'broken-zip')
  return readBody(document, stylesOf(archive.text('word/styles.xml')), archive)
}

interface Style {
  name: string
  list: string | undefined
  level: number
  outline: boolean
}

interface Paragraph {
  text: string
  style: string
  list: string | undefined
  level: number | undefined
  outline: boolean
}

interface Cell {
  lines: string[]
  span: number
  merged: boolean
}

interface Table {
  readonly number: number
  rows: number
  row: Cell[]
  cell: Cell | undefined
}

const SKIPPED = /^(?:del|moveFrom|Fallback|footnote|endnote)$/

function readBody(xml: string, styles: ReadonlyMap<string, Style>, archive: Archive): SourceText {
  const numbering = numberingOf(archive.text('word/numbering.xml'))
  const lines: SourceLine[] = []
  const tables: Table[] = []
  const paragraphs: Paragraph[] = []
  const count = { paragraphs: 0, tables: 0, inserted: 0, deleted: 0, pictures: 0 }
  let skipped = 0
  let inText = false

  readXml(xml, {
    open(name, attribute) {
      if (name === 'ins' || name === 'moveTo') count.inserted += 1
      if (name === 'del' || name === 'moveFrom') count.deleted += 1
      if (SKIPPED.test(name)) skipped += 1
      if (skipped > 0) return
      const paragraph = paragraphs.at(-1)
      const table = tables.at(-1)
      if (name === 'p') paragraphs.push({ text: '', style: '', list: undefined, level: undefined, outline: false })
      else if (name === 'tbl') tables.push({ number: ++count.tables, rows: 0, row: [], cell: undefined })
      else if (name === 'tr' && table) table.row = []
      else if (name === 'tc' && table) table.cell = { lines: [], span: 1, merged: false }
      else if (name === 'gridSpan' && table?.cell) table.cell.span = Math.min(20, Number(attribute('val')) || 1)
      else if (name === 'vMerge' && table?.cell) table.cell.merged = attribute('val') !== 'restart'
      else if (name === 'drawing' || name === 'pict') count.pictures += 1
      else if (name === 't') inText = true
      else if (!paragraph) return
      else if (name === 'pStyle') paragraph.style = attribute('val') ?? ''
      else if (name === 'numId') paragraph.list = attribute('val')
      else if (name === 'ilvl') paragraph.level = Number(attribute('val')) || 0
      else if (name === 'outlineLvl') paragraph.outline = Number(attribute('val')) < 9
      else if (name === 'tab') paragraph.text += ' '
      else if (name === 'br' || name === 'cr') paragraph.text += attribute('type') === 'page' ? ' ' : '\n'
      else if (name === 'noBreakHyphen') paragraph.text += '-'
    },
    close(name) {
      if (SKIPPED.test(name)) {
        skipped -= 1
        return
      }
      if (skipped > 0) return
      if (name === 't') inText = false
      else if (name === 'p') endParagraph(paragraphs.pop())
      else if (name === 'tc') endCell(tables.at(-1))
      else if (name === 'tr') endRow(tables.at(-1))
      else if (name === 'tbl') tables.pop()
    },
    text(text) {
      const paragraph = paragraphs.at(-1)
      if (inText && skipped === 0 && paragraph) paragraph.text += text
    },
  })
  return { lines, report: reportOf(count) }

  function endParagraph(paragraph: Paragraph | undefined): void {
    if (!paragraph) return
    const style = styles.get(paragraph.style)
    // The index is made again at printing.
    if (/^(?:toc|tdc|indice|índice)\s?\d/i.test(style?.name ?? paragraph.style)) return
    const list = paragraph.list ?? style?.list
    const number = list !== undefined && list !== '0' ? numbering(list, paragraph.level ?? style?.level ?? 0) : ''
    const body = cleanMarkup(paragraph.text.slice(0, LIMITS.line))
    const text = [number, body].filter((part) => part !== '').join(' ')
    const cell = tables.at(-1)?.cell
    if (cell) {
      if (text !== '') cell.lines.push(...(body === '' ? [number] : [text]))
      return
    }
    count.paragraphs += 1
    if (body === '') return
    const heading = paragraph.outline || style?.outline === true
    for (const line of text.split('\n'))
      add({ text: line, where: `párrafo ${count.paragraphs}`, ...(heading ? { heading } : {}) })
  }

  function endCell(table: Table | undefined): void {
    if (!table?.cell) return
    const { cell } = table
    table.row.push(cell, ...Array.from({ length: cell.span - 1 }, () => ({ lines: [], span: 1, merged: true })))
    table.cell = undefined
  }

  function endRow(table: Table | undefined): void {
    if (!table) return
    table.rows += 1
    const cells = table.row.map(({ lines: own, merged }) => (merged ? '' : own.join('\n')))
    table.row = []
    const outer = tables.at(-2)?.cell
    if (outer) {
      // A table inside a cell: its rows become lines of that cell.
      outer.lines.push(cells.filter((cell) => cell !== '').join(', '))
      return
    }
    const filled = cells.filter((cell) => cell !== '')
    const where = `tabla ${table.number}, fila ${table.rows}`
    if (filled.length === 1 && cells[0] !== '' && cells.length > 1 && !filled[0]!.includes('\n'))
      add({ text: filled[0]!, where })
    else if (filled.length > 0) add({ text: filled.join(' ').replaceAll('\n', ' '), cells, where })
  }

  function add(line: SourceLine): void {
    if (lines.length >= LIMITS.lines) refuse('too-many-rows')
    lines.push(line)
  }
}

function reportOf(count: { inserted: number; deleted: number; pictures: number }): ReportEntry[] {
  const report: ReportEntry[] = []
  if (count.inserted + count.deleted > 0) {
    const message = `El documento tenía control de cambios: se tomó el texto con los cambios aceptados (${count.inserted} inserciones, ${count.deleted} supresiones).`
    report.push({ element: 'documento', id: 'control de cambios', kind: 'dropped', code: 'cambios-aceptados', message })
  }
  if (count.pictures > 0) {
    const message = `Se dejaron fuera ${count.pictures} imágenes o dibujos; lo que digan en sus letras no se leyó.`
    report.push({ element: 'documento', id: 'imágenes', kind: 'dropped', code: 'imagenes-quitadas', message })
  }
  return report
}

function stylesOf(xml: string | undefined): Map<string, Style> {
  const styles = new Map<string, Style>()
  if (xml === undefined) return styles
  let style: Style | undefined
  readXml(xml, {
    open(name, attribute) {
      if (name === 'style') {
        style = { name: '', list: undefined, level: 0, outline: false }
        styles.set(attribute('styleId') ?? '', style)
      } else if (!style) return
      else if (name === 'name') {
        style.name = attribute('val') ?? ''
        if (/^(?:heading|t[ií]tulo|title)\b/i.test(style.name)) style.outline = true
      } else if (name === 'numId') style.list = attribute('val')
      else if (name === 'ilvl') style.level = Number(attribute('val')) || 0
      else if (name === 'outlineLvl') style.outline = Number(attribute('val')) < 9
    },
    close(name) {
      if (name === 'style') style = undefined
    },
  })
  return styles
}
