import { drawPage } from './draw-page.ts'

/** A picture as its bytes, PNG or JPEG. */
export interface Picture {
  readonly bytes: Uint8Array
  readonly type: 'image/png' | 'image/jpeg'
}

/** What is seen of a signature on the page. All of it is text that people read, in the language of the office. */
export interface Stamp {
  /** Firma, Visto bueno, Sello. */
  readonly act: string
  readonly name: string
  readonly post?: string
  readonly unit?: string
  /** «por suplencia de …» */
  readonly standsInFor?: string
  /** Date and hour in the institution's zone. */
  readonly date: string
  /** The first letters of the certificate's serial. */
  readonly serial: string
  readonly handwriting?: Picture
  readonly seal?: Picture | { readonly svg: string }
}

export const STAMP_SIZE = { width: 252, height: 86 } as const

const PAD = 5

/** Draws a stamp as a PDF of one page of this size in points: the letter as large as the place allows, the seal beside it. */
export function drawStamp(stamp: Stamp, width: number, height: number): Promise<Buffer> {
  const side = stamp.seal === undefined ? 0 : Math.min(height - 2 * PAD, width * 0.32)
  const room = width - side - 3 * PAD
  const lines = linesOf(stamp)
  const hand = stamp.handwriting
  const heightAt = (scale: number) => textHeight(lines, scale, room) + (hand === undefined ? 0 : HAND * scale)
  let scale = 1.2
  while (scale > 0.3 && heightAt(scale) > height - 2 * PAD) scale -= 0.05
  const used = Math.min(heightAt(scale), height - 2 * PAD)
  return drawPage({
    pageSize: { width, height },
    pageMargins: [PAD + 1, (height - used) / 2, side + 2 * PAD - 1, 0],
    background: () => ({
      canvas: [{ type: 'rect', x: 2, y: 2, w: width - 4, h: height - 4, r: 3, lineWidth: 0.5, lineColor: '#8a94a6' }],
    }),
    content: [
      ...(hand === undefined
        ? []
        : [{ image: dataUrl(hand), fit: [room, (HAND - 1) * scale], margin: [0, 0, 0, scale] }]),
      { stack: lines.map(({ fontSize, ...line }) => ({ ...line, fontSize: fontSize * scale })), lineHeight: LEADING },
      ...sealOf(stamp, width - side - PAD, (height - side) / 2, side),
    ],
  })
}

const HAND = 27
const LEADING = 1.02

interface Line {
  readonly text: string
  readonly fontSize: number
  readonly bold?: boolean
  readonly italics?: boolean
  readonly color?: string
}

function linesOf({ act, name, post, unit, standsInFor, date, serial }: Stamp): Line[] {
  return [
    { text: act.toUpperCase(), bold: true, fontSize: 6.5, color: '#1f3a6e' },
    { text: name, bold: true, fontSize: 8.5 },
    ...[post, unit].flatMap((text) => (text === undefined || text === '' ? [] : [{ text, fontSize: 6.5 }])),
    ...(standsInFor === undefined ? [] : [{ text: standsInFor, italics: true, fontSize: 6.5 }]),
    { text: date, fontSize: 6.5 },
    { text: `Certificado ${serial}`, fontSize: 6, color: '#444444' },
  ]
}

/** What the lines take, rather too much than too little: Roboto's letters are half as wide as high, in words that break. */
function textHeight(lines: readonly Line[], scale: number, room: number): number {
  return lines.reduce((sum, { text, fontSize, bold }) => {
    const size = fontSize * scale
    const rows = Math.ceil((text.length * size * (bold === true ? 0.56 : 0.53)) / room)
    return sum + rows * size * 1.172 * LEADING
  }, 0)
}

function sealOf({ seal }: Stamp, x: number, y: number, side: number): object[] {
  if (seal === undefined) return []
  const absolutePosition = { x, y }
  return 'svg' in seal
    ? [{ svg: seal.svg, width: side, height: side, absolutePosition }]
    : [{ image: dataUrl(seal), fit: [side, side], absolutePosition }]
}

export const dataUrl = ({ bytes, type }: Picture) => `data:${type};base64,${Buffer.from(bytes).toString('base64')}`
