import type { Block, Cell } from '../paper/types.ts'
import type { FormSigner } from './types.ts'

/** Name of the place where the signer of that order signs. */
export const signatureSpot = (at: number): string => `firma-${at}`

const ROW_HEIGHT = 82

const SAYS: Readonly<Record<FormSigner['kind'], string>> = {
  fills: 'Firma de quien la llena',
  firma: 'Firma',
  'visto-bueno': 'Visto bueno',
  sello: 'Sello',
  conformidad: 'Conformidad',
}

/** A box for each signature, two a row (three in a `tight` one), with who gives it; those given already say so. All on one page. */
export function signatureTable(signers: readonly FormSigner[], spots: boolean, tight = false): Block[] {
  if (signers.length === 0) return []
  const across = tight && signers.length > 2 ? 3 : 2
  const columns = Array.from({ length: across }, (_, at) => at)
  const rows = Array.from({ length: Math.ceil(signers.length / across) }, (_, at) =>
    signers.slice(at * across, (at + 1) * across),
  )
  return [
    {
      kind: 'text',
      tag: 'H3',
      runs: [{ text: 'FIRMAS', bold: true }],
      size: 9.5,
      before: 6,
      after: 3,
      keep: true,
    },
    {
      kind: 'table',
      widths: columns.map(() => 100 / across),
      head: null,
      size: 8.5,
      rows: rows.map((group, row) => ({
        height: ROW_HEIGHT,
        keep: row < rows.length - 1,
        cells: columns.map((at): Cell => {
          const signer = group[at]
          return signer === undefined ? { blocks: [], bare: true } : signatureCell(signer, row * across + at, spots)
        }),
      })),
    },
  ]
}

/** What the table takes with its title, about. */
export function signatureHeight(signers: readonly FormSigner[]): number {
  return signers.length === 0 ? 0 : 24 + Math.ceil(signers.length / 2) * ROW_HEIGHT
}

function signatureCell({ kind, role, given }: FormSigner, at: number, spots: boolean): Cell {
  const cut = role.lastIndexOf(' / ')
  return {
    ...(spots ? { spot: signatureSpot(at) } : {}),
    blocks: [
      { kind: 'text', runs: [{ text: SAYS[kind], bold: true }], align: 'center' },
      given === undefined
        ? {
            kind: 'drawing',
            height: 32,
            paint: (pdf, x, y, width) =>
              void pdf
                .lineWidth(0.6)
                .strokeColor('#000000')
                .moveTo(x + 20, y + 28)
                .lineTo(x + width - 20, y + 28)
                .stroke(),
          }
        : { kind: 'text', runs: [{ text: given.name, bold: true }], align: 'center', before: 8 },
      ...(given === undefined
        ? []
        : [
            {
              kind: 'text',
              runs: [{ text: `${kind === 'fills' ? 'Llenada' : 'Dada'} en la Ventanilla el ${given.at}` }],
              align: 'center',
              after: 3,
            } as const,
          ]),
      { kind: 'text', runs: [{ text: cut < 0 ? role : role.slice(cut + 3) }], align: 'center' },
      ...(cut < 0 ? [] : [{ kind: 'text', runs: [{ text: role.slice(0, cut) }], size: 7.5, align: 'center' } as const]),
    ],
  }
}

export function signerSays({ kind }: FormSigner): string {
  return SAYS[kind]
}
