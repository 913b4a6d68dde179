import type { FrontMatter } from '#src/manual/types.ts'
import { dateText } from '../paper/date-text.ts'
import type { Block, TableRow } from '../paper/types.ts'
import { HEAD_FILL } from '../prose/prose-blocks.ts'
import type { ManualPrintOptions } from './types.ts'

/** Name of the place where the approval of that order is signed. */
export const approvalSpot = (at: number): string => `aprobacion-${at}`

/** The first page: whose document it is, which one, and a box for each approval. */
export function cover(front: FrontMatter, institution: string, options: ManualPrintOptions): Block[] {
  const { approvals } = front
  const tight = approvals.length > 5
  return [
    {
      kind: 'text',
      runs: [{ text: institution.toUpperCase(), bold: true }],
      size: 13,
      align: 'center',
      before: tight ? 0 : 24,
      after: 6,
    },
    space(tight ? 12 : 48),
    { kind: 'text', runs: [{ text: 'MANUAL DE NORMAS Y PROCEDIMIENTOS' }], size: 12, align: 'center', after: 8 },
    {
      kind: 'text',
      tag: 'H1',
      runs: [{ text: front.title.toUpperCase(), bold: true }],
      size: 20,
      align: 'center',
      leading: 1.2,
      after: 10,
    },
    { kind: 'text', runs: [{ text: `(${front.code})`, bold: true }], size: 11, align: 'center', after: 3 },
    { kind: 'text', runs: [{ text: `Versión ${front.version}`, bold: true }], size: 11, align: 'center', after: 4 },
    ...(front.supersedes === undefined
      ? []
      : [line(`Deja sin efecto ${front.supersedes.code}, versión ${front.supersedes.version}.`)]),
    space(tight ? 10 : 26),
    ...(approvals.length === 0 ? [] : [approvalTable(front, options, tight ? 46 : 66)]),
    { kind: 'text', runs: inForce(front, options), size: 10.5, align: 'center', before: tight ? 10 : 20 },
    { kind: 'page' },
  ]
}

function inForce(front: FrontMatter, { state, inForceFrom, inForceUntil, signedHere }: ManualPrintOptions) {
  const from = inForceFrom ?? front.effective
  if (signedHere === true && from === undefined) return [{ text: 'Vigente a partir del día que fije su publicación.' }]
  if (state === 'draft')
    return [
      { text: 'BORRADOR. ', bold: true },
      {
        text:
          from === undefined
            ? 'No está vigente.'
            : `No está vigente; se propone que rija a partir del ${dateText(from)}.`,
      },
    ]
  const since = { text: from === undefined ? 'por determinar' : dateText(from), bold: true }
  if (state === 'past' && inForceUntil !== undefined)
    return [{ text: 'Rigió desde el ' }, since, { text: ' hasta el ' }, { text: dateText(inForceUntil), bold: true }]
  return [{ text: state === 'past' ? 'Rigió a partir de: ' : 'Vigente a partir de: ' }, since]
}

function approvalTable({ approvals }: FrontMatter, { given, signedHere }: ManualPrintOptions, height: number): Block {
  const cell = (text: string, bold = false) => ({
    blocks: [{ kind: 'text', runs: [{ text, bold }], size: 9 }] as const,
    middle: true,
  })
  // Whoever signs with a certificate writes no date: the stamp bears it.
  const undated = signedHere === true ? 'La de la firma' : '___/___/______'
  return {
    kind: 'table',
    widths: [19, 28, 16, 37],
    size: 9,
    head: ['Acto', 'Cargo y norma', 'Fecha', 'Firma y sello'].map((text) => ({ ...cell(text, true), fill: HEAD_FILL })),
    rows: approvals.map(({ act, post, norm, date }, at): TableRow => {
      const done = given.find((each) => each.act === act && each.post === post)
      const day = done?.date ?? date
      return {
        height,
        cells: [
          { ...cell(actText(act), true), header: true },
          {
            middle: true,
            blocks: [
              { kind: 'text', runs: [{ text: post }], size: 9 },
              ...(done === undefined
                ? []
                : [{ kind: 'text', runs: [{ text: done.name, bold: true }], size: 9 } as const]),
              ...(norm === undefined ? [] : [{ kind: 'text', runs: [{ text: norm }], size: 8 } as const]),
            ],
          },
          {
            middle: true,
            blocks: [
              {
                kind: 'text',
                runs: [{ text: day === undefined ? undated : dateText(day) }],
                size: 8.5,
                align: 'center',
              },
            ],
          },
          { blocks: [], spot: approvalSpot(at) },
        ],
      }
    }),
  }
}

/** `Aprobado` is printed `Aprobado por`. */
function actText(act: string): string {
  return /(?:ado|ido)$/i.test(act) ? `${act} por` : act
}

function line(text: string): Block {
  return { kind: 'text', runs: [{ text }], size: 9.5, align: 'center' }
}

export function space(height: number): Block {
  return { kind: 'drawing', height, paint: () => undefined }
}
