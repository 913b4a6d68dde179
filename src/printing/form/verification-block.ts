import { encode } from 'uqr'
import type { Pdf } from '../paper/open-document.ts'
import type { Block } from '../paper/types.ts'
import type { Verification } from './types.ts'

const QR = 78

/** By what the paper is checked: a QR code that opens the page, and the same to be typed. */
export function verificationBlock({ code, url, digest }: Verification): Block {
  return {
    kind: 'table',
    widths: [20, 80],
    size: 8.5,
    head: null,
    before: 8,
    rows: [
      {
        cells: [
          {
            middle: true,
            blocks: [
              { kind: 'drawing', height: QR, alt: `Código QR de ${url}`, paint: (pdf, x, y) => qr(pdf, url, x, y) },
            ],
          },
          {
            middle: true,
            blocks: [
              { kind: 'text', runs: [{ text: 'Verificación', bold: true }], after: 2 },
              { kind: 'text', runs: [{ text: 'Código: ' }, { text: code, bold: true }], size: 10, after: 2 },
              { kind: 'text', runs: [{ text: 'Consúltelo en ' }, { text: url, link: { kind: 'web', url } }], after: 2 },
              { kind: 'text', runs: [{ text: `Huella de los datos (SHA-256): ${digest}` }], size: 7 },
            ],
          },
        ],
      },
    ],
  }
}

function qr(pdf: Pdf, text: string, x: number, y: number): void {
  const { data, size } = encode(text, { ecc: 'M', border: 2 })
  const unit = QR / size
  pdf.fillColor('#000000')
  for (const [row, line] of data.entries())
    for (let from = 0; from < size; from++) {
      if (!line[from]) continue
      let to = from
      while (line[to]) to++
      // Neighbours in one stroke, a hair wider, so that no printer leaves a seam.
      pdf.rect(x + from * unit, y + row * unit, (to - from) * unit + 0.02, unit + 0.02)
      from = to
    }
  pdf.fill()
}
