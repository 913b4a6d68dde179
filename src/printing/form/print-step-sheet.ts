import { drawPages } from '../paper/draw-pages.ts'
import { furnish } from '../paper/furniture.ts'
import { SHEETS } from '../paper/sheets.ts'
import type { Block, TableRow } from '../paper/types.ts'
import { HEAD_FILL } from '../prose/prose-blocks.ts'
import { PRINTING } from '../version.ts'
import { fieldTable } from './field-table.ts'
import { signatureSpot, signerSays } from './signature-table.ts'
import type { FormSigner, PrintedForm, StepSheetPrint } from './types.ts'

/**
 * What is signed where a step left no document: what the manual says of it, what was written, and an empty box for each signature.
 * Same input, same bytes.
 */
export async function printStepSheet(print: StepSheetPrint): Promise<PrintedForm> {
  const { institution, manual, folio, step, signers } = print
  const { bytes, pages, spots } = await drawPages({
    facts: {
      title: `Expediente ${folio}, paso ${step}`,
      author: institution,
      subject: `${manual.title} (${manual.code}, versión ${manual.version})`,
      date: new Date(`${print.date.slice(0, 10)}T12:00:00Z`),
      content: JSON.stringify([PRINTING, 'step', print]),
    },
    paper: SHEETS[print.paper],
    blocks: () => sheetBlocks(print),
    furnish: (ink, sheet) =>
      furnish(ink, sheet, {
        institution,
        kind: `Constancia del paso ${step}`,
        title: print.procedure,
        code: folio,
        version: `${manual.code}, versión ${manual.version}`,
        foot: 'Las firmas de este documento son electrónicas: se comprueban con el archivo, no con su copia en papel.',
      }),
  })
  const approvals = signers.flatMap((signer, at) =>
    spots
      .filter(({ name }) => name === signatureSpot(at))
      .map(({ page, rect }) => ({ act: signerSays(signer), post: signer.role, page, rect })),
  )
  return { bytes, pages, approvals }
}

function sheetBlocks({ step, facts, activity, note, filled, signers }: StepSheetPrint): Block[] {
  return [
    {
      kind: 'text',
      tag: 'H1',
      runs: [{ text: `CONSTANCIA DEL PASO ${step}`, bold: true }],
      size: 13,
      align: 'center',
      after: 8,
      keep: true,
    },
    factTable(facts),
    heading('ACTIVIDAD'),
    ...lines(activity),
    ...(note === null ? [] : [heading('NOTA'), ...lines(note)]),
    ...(filled === null
      ? []
      : [heading(`FORMA ${filled.form.code}. ${filled.form.title}`), fieldTable(filled.form, filled.values)]),
    ...(signers.length === 0 ? [] : [heading('FIRMAS'), signatureBoxes(signers)]),
  ]
}

function heading(text: string): Block {
  return { kind: 'text', tag: 'H2', runs: [{ text, bold: true }], size: 10, before: 8, after: 3, keep: true }
}

function lines(text: string): Block[] {
  return text.split(/\r\n|\r|\n/).map((line) => ({ kind: 'text', runs: [{ text: line }], after: 2 }))
}

function factTable(facts: StepSheetPrint['facts']): Block {
  return {
    kind: 'table',
    widths: [24, 76],
    size: 9.5,
    head: null,
    after: 4,
    rows: facts.map(
      ([term, value]): TableRow => ({
        cells: [
          { header: true, fill: '#f3f3f3', blocks: [{ kind: 'text', runs: [{ text: term, bold: true }] }] },
          { blocks: [{ kind: 'text', runs: [{ text: value }] }] },
        ],
      }),
    ),
  }
}

/** A stamp covers its whole box, so nothing is printed in it. */
function signatureBoxes(signers: readonly FormSigner[]): Block {
  const cell = (text: string, bold: boolean) =>
    ({ middle: true, blocks: [{ kind: 'text', runs: [{ text, bold }] }] }) as const
  return {
    kind: 'table',
    widths: [16, 34, 50],
    size: 9,
    head: ['Acto', 'Cargo', 'Firma y sello'].map((text) => ({ ...cell(text, true), fill: HEAD_FILL })),
    rows: signers.map(
      (signer, at): TableRow => ({
        height: 86,
        cells: [
          { ...cell(signerSays(signer), true), header: true },
          cell(signer.role === 'solicitante' ? 'Solicitante' : signer.role, false),
          { blocks: [], spot: signatureSpot(at) },
        ],
      }),
    ),
  }
}
