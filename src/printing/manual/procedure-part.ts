import type { RootContent } from 'mdast'
import { foldText } from '#src/manual/index.ts'
import type { Manual, Procedure, Step } from '#src/manual/types.ts'
import { type FactLine, factLines, procedureLines } from '../facts/fact-lines.ts'
import type { PaperSize } from '../paper/sheets.ts'
import type { Block, Run, TableRow } from '../paper/types.ts'
import { plainText } from '../prose/plain-text.ts'
import { HEAD_FILL, nodeBlocks } from '../prose/prose-blocks.ts'
import { readMarkdown } from '../prose/read-markdown.ts'
import { flowchartPages } from './flowchart-pages.ts'
import { formPlace, normPlace, procedurePlace } from './places.ts'
import { stepTable } from './step-rows.ts'

/** A procedure on its own pages: counts, norms and prose as written, steps, what the fichas order, flowchart. */
export function procedurePart(manual: Manual, procedure: Procedure, paper: PaperSize): Block[] {
  const { number, title } = procedure
  const { before, after } = writtenAround(manual, procedure)
  return [
    { kind: 'page' },
    {
      kind: 'section',
      blocks: [
        {
          kind: 'text',
          tag: 'H1',
          runs: [{ text: `PROCEDIMIENTO No. ${number}`, bold: true }],
          size: 13,
          align: 'center',
          keep: true,
          place: procedurePlace(number),
          outline: { title: `Procedimiento No. ${number}. ${title}`, level: 0 },
        },
        {
          kind: 'text',
          tag: 'H2',
          runs: [{ text: title, bold: true }],
          size: 12,
          align: 'center',
          after: 10,
          keep: true,
        },
        ...(procedure.norms.length === 0 ? [] : [heading('NORMAS ESPECÍFICAS')]),
        ...nodeBlocks(before, { itemPlace: (item) => normPlace(number, item) }),
        ...wholeLines(procedure),
        countsTable(procedure),
        stepTable(procedure),
        ...stepLines(manual, procedure),
        ...(after.length === 0 ? [] : nodeBlocks(after)),
        ...flowchartPages(manual, procedure, paper),
      ],
    },
  ]
}

export function heading(text: string): Block {
  return { kind: 'text', tag: 'H2', runs: [{ text, bold: true }], size: 10.5, before: 8, after: 4, keep: true }
}

/** What is written in a procedure beside its step table and its fichas. */
function writtenAround({ source }: Manual, { span }: Procedure): { before: RootContent[]; after: RootContent[] } {
  const written = readMarkdown(source.slice(span.start.offset, span.end.offset)).slice(1)
  const at = written.findIndex(isStepTable)
  return {
    before: written.slice(0, Math.max(0, at)),
    after: written.slice(at + 1).filter((node) => !isFichas(node)),
  }
}

function isStepTable(node: RootContent): boolean {
  if (node.type !== 'table') return false
  return foldText(plainText(node.children[0]?.children[0]?.children ?? [])) === 'responsable'
}

function isFichas(node: RootContent): boolean {
  return node.type === 'list' && !node.ordered && /^(?:paso|procedimiento)\b/.test(foldText(plainText([node])))
}

/** The box above the steps. The counts are computed, never typed. */
function countsTable(procedure: Procedure): Block {
  const cell = (runs: Run[]) => ({ blocks: [{ kind: 'text', runs, size: 9.5 }] as const, middle: true })
  const two = (count: number) => String(count).padStart(2, '0')
  return {
    kind: 'table',
    widths: [70, 15, 15],
    head: null,
    before: 10,
    keep: true,
    rows: [
      {
        keep: true,
        cells: [
          cell([{ text: 'Procedimiento: ' }, { text: `No. ${procedure.number} ${procedure.title}`, bold: true }]),
          cell([{ text: 'Pasos ' }, { text: two(procedure.steps.length), bold: true }]),
          cell([{ text: 'Formas ' }, { text: two(formsOf(procedure).length), bold: true }]),
        ],
      },
    ],
  }
}

/** Codes of the forms that a procedure asks for, in order. */
export function formsOf({ steps }: Procedure): string[] {
  const codes = steps.flatMap((step) => [step, ...step.branches].map(({ facts }) => facts.form))
  return [...new Set(codes.filter((code) => code !== undefined))]
}

function wholeLines(procedure: Procedure): Block[] {
  const lines = procedureLines('es', procedure)
  if (lines.length === 0) return []
  return [
    heading('DISPOSICIONES DEL PROCEDIMIENTO'),
    {
      kind: 'list',
      gutter: 14,
      items: lines.map((line) => ({ label: '•', blocks: [{ kind: 'text', runs: lineRuns(line), after: 2.5 }] })),
    },
  ]
}

function lineRuns({ term, value, note }: FactLine, form?: { code: string; title: string }): Run[] {
  const head = { text: `${term}: `, bold: true }
  if (form !== undefined && value === form.code)
    return [
      head,
      { text: form.code, link: { kind: 'place', name: formPlace(form.code) } },
      { text: `, ${form.title}.` },
    ]
  const text = /[.!?]$/.test(value) ? value : `${value}.`
  return [head, { text, italic: note === true }]
}

/** Deadlines, limits, signatures, registers, notes: a row for each step that has any. */
function stepLines(manual: Manual, { steps }: Procedure): Block[] {
  const rows = steps.flatMap((step: Step) =>
    [step, ...step.branches].flatMap((row): TableRow[] => {
      const lines = factLines('es', row.facts)
      if (lines.length === 0) return []
      const form = manual.forms.find(({ code }) => code === row.facts.form)
      return [
        {
          cells: [
            {
              header: true,
              blocks: [
                {
                  kind: 'text',
                  runs: [
                    {
                      text: typeof row.number === 'number' ? String(row.number).padStart(2, '0') : row.number,
                      bold: true,
                    },
                  ],
                  align: 'center',
                },
              ],
            },
            { blocks: lines.map((line) => ({ kind: 'text', runs: lineRuns(line, form), after: 1.5 })) },
          ],
        },
      ]
    }),
  )
  if (rows.length === 0) return []
  const head = ['PASO', 'PLAZOS, FORMAS, FIRMAS, REGISTROS Y NOTAS']
  return [
    heading('DISPOSICIONES DE LOS PASOS'),
    {
      kind: 'table',
      widths: [9, 91],
      head: head.map((text, at) => ({
        blocks: [{ kind: 'text', runs: [{ text, bold: true }], align: at === 0 ? 'center' : 'left' }],
        fill: HEAD_FILL,
      })),
      rows,
      after: 8,
    },
  ]
}
