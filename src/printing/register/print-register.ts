import type { PrintedForm } from '../form/types.ts'
import { drawPages } from '../paper/draw-pages.ts'
import { furnish } from '../paper/furniture.ts'
import { SHEETS } from '../paper/sheets.ts'
import type { Block, Run, TableRow } from '../paper/types.ts'
import { HEAD_FILL } from '../prose/prose-blocks.ts'
import { PRINTING } from '../version.ts'
import type { PrintedEntry, RegisterPrint } from './types.ts'

const SPOT = 'firma'

/** A month of a book: its opening, its folios with what was annotated, its closing, and the box in which the head signs. */
export async function printRegister(print: RegisterPrint): Promise<PrintedForm> {
  const { institution, title, period, unit } = print
  const { bytes, pages, spots } = await drawPages({
    facts: {
      title: `${title}, ${period}`,
      author: institution,
      subject: title,
      date: new Date(`${print.date}T12:00:00Z`),
      content: JSON.stringify([PRINTING, 'register', print]),
    },
    paper: SHEETS[print.paper],
    blocks: () => registerBlocks(print),
    furnish: (ink, sheet) =>
      furnish(ink, sheet, {
        institution,
        kind: 'Libro',
        title,
        code: unit,
        version: period,
        foot: 'La firma de este documento es electrónica: se comprueba con el archivo, no con su copia en papel.',
      }),
  })
  const approvals = spots
    .filter(({ name }) => name === SPOT)
    .map(({ page, rect }) => ({ act: 'Firma', post: print.post, page, rect }))
  return { bytes, pages, approvals }
}

function registerBlocks({ title, period, opening, entries, closing, post }: RegisterPrint): Block[] {
  return [
    {
      kind: 'text',
      tag: 'H1',
      runs: [{ text: `${title}, ${period}`.toLocaleUpperCase('es'), bold: true }],
      size: 13,
      align: 'center',
      after: 8,
      keep: true,
    },
    heading('ACTA DE APERTURA'),
    ...opening.map(paragraph),
    heading('ASIENTOS Y ANOTACIONES'),
    entries.length === 0
      ? paragraph('En este mes no se escribió ningún asiento ni anotación.')
      : { kind: 'table', widths: [9, 24, 67], size: 8.5, after: 6, head: ENTRY_HEAD, rows: entries.map(entryRow) },
    heading('ACTA DE CIERRE'),
    ...closing.map(paragraph),
    {
      kind: 'table',
      widths: [16, 34, 50],
      size: 9,
      before: 8,
      head: ['Acto', 'Cargo', 'Firma y sello'].map((text) => ({ ...cell(text, true), fill: HEAD_FILL })),
      rows: [
        {
          height: 86,
          cells: [{ ...cell('Firma', true), header: true }, cell(post, false), { blocks: [], spot: SPOT }],
        },
      ],
    },
  ]
}

const cell = (text: string, bold: boolean) =>
  ({ middle: true, blocks: [{ kind: 'text', runs: [{ text, bold }] }] }) as const

const ENTRY_HEAD = ['Folio', 'Escrito', 'Asiento'].map((text) => ({
  header: true,
  fill: HEAD_FILL,
  blocks: [{ kind: 'text', runs: [{ text, bold: true }] }] as const,
}))

function entryRow({ folio, written, caseNumber, by, earlier, content, annotations }: PrintedEntry): TableRow {
  const said: Run[][] = earlier
    ? [[{ text: 'Asiento de un mes anterior, que se anota en este.', italic: true }]]
    : typeof content === 'string'
      ? [[{ text: content, italic: true }]]
      : content.map(([label, value]) => [{ text: `${label}: `, bold: true }, { text: value }])
  const beside: Run[][] = annotations.map(({ head, text }) => [{ text: `${head} `, bold: true }, { text }])
  return {
    cells: [
      { header: true, blocks: [line([{ text: folio, bold: true }])] },
      { blocks: [written, caseNumber, by].filter(Boolean).map((text) => line([{ text }])) },
      { blocks: [...said, ...beside].map(line) },
    ],
  }
}

function line(runs: readonly Run[]): Block {
  return { kind: 'text', runs, after: 1 }
}

function paragraph(text: string): Block {
  return { kind: 'text', runs: [{ text }], size: 9.5, after: 4 }
}

function heading(text: string): Block {
  return { kind: 'text', tag: 'H2', runs: [{ text, bold: true }], size: 10, before: 8, after: 3, keep: true }
}
