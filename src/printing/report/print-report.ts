import { drawPages } from '../paper/draw-pages.ts'
import { furnish } from '../paper/furniture.ts'
import { SHEETS } from '../paper/sheets.ts'
import type { Block, TableRow } from '../paper/types.ts'
import { PRINTING } from '../version.ts'
import type { PrintedReport, ReportPart, ReportPrint } from './types.ts'

const HEAD_FILL = '#e8e8e8'

/** A report as the institution's official document: each chart with the table that says the same. The same report gives the same bytes. */
export async function printReport(print: ReportPrint): Promise<PrintedReport> {
  const { institution, title, period } = print
  const { bytes, pages } = await drawPages({
    facts: {
      title: `${title}, ${period}`,
      author: institution,
      subject: title,
      date: new Date(`${print.date}T12:00:00Z`),
      content: JSON.stringify([PRINTING, 'report', print]),
    },
    paper: SHEETS[print.paper],
    blocks: () => reportBlocks(print),
    furnish: (ink, sheet) =>
      furnish(ink, sheet, {
        institution,
        kind: 'Informe de estadísticas',
        title,
        code: period,
        version: `Emitido el ${print.date}`,
        foot: 'Las cifras se cuentan del registro de los expedientes. La forma de contarlas está al final de este informe.',
      }),
  })
  return { bytes, pages }
}

function reportBlocks({ title, about, parts, notes }: ReportPrint): Block[] {
  return [
    {
      kind: 'text',
      tag: 'H1',
      runs: [{ text: title.toLocaleUpperCase('es'), bold: true }],
      size: 13,
      align: 'center',
      after: 8,
      keep: true,
    },
    ...about.map(
      ([term, value]): Block => ({
        kind: 'text',
        runs: [{ text: `${term}: `, bold: true }, { text: value }],
        after: 2,
      }),
    ),
    ...parts.flatMap(partBlocks),
    ...(notes.length === 0 ? [] : [heading('Cómo se cuentan estas cifras')]),
    ...notes.map((text): Block => ({ kind: 'text', runs: [{ text }], size: 8.5, after: 3 })),
  ]
}

function partBlocks({ title, chart, columns, rows }: ReportPart): Block[] {
  if (rows.length === 0) return []
  return [
    heading(title),
    ...(chart === undefined
      ? []
      : [{ kind: 'picture', svg: chart.svg, width: chart.width, height: chart.height, alt: title } as const]),
    {
      kind: 'table',
      widths: widthsOf(columns.length),
      size: 8.5,
      before: 4,
      after: 6,
      head: columns.map(({ label }) => ({
        header: true,
        fill: HEAD_FILL,
        blocks: [{ kind: 'text', runs: [{ text: label, bold: true }] }],
      })),
      rows: rows.map(
        (cells): TableRow => ({
          cells: cells.map((text, at) => ({
            header: at === 0,
            blocks: [{ kind: 'text', runs: [{ text }], align: columns[at]?.number ? 'right' : 'left' }],
          })),
        }),
      ),
    },
  ]
}

/** The first column names its row, and is wider. */
function widthsOf(columns: number): number[] {
  return columns < 2 ? [100] : [36, ...Array.from({ length: columns - 1 }, () => 64 / (columns - 1))]
}

function heading(text: string): Block {
  return { kind: 'text', tag: 'H2', runs: [{ text, bold: true }], size: 10.5, before: 10, after: 4, keep: true }
}
