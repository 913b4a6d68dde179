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

/** Draws a stamp as a PDF of one page of this size in points. */
export function drawStamp(stamp: Stamp, width: number, height: number): Promise<Buffer> {
  const scale = Math.min(width / STAMP_SIZE.width, height / STAMP_SIZE.height)
  const size = (points: number) => Math.max(2, points * scale)
  const side = stamp.seal === undefined ? 0 : Math.min(height - size(8), width * 0.32)
  const room = width - side - size(18)
  const lines = [
    { text: stamp.act.toUpperCase(), bold: true, fontSize: size(6.5), color: '#1f3a6e', characterSpacing: size(0.4) },
    { text: stamp.name, bold: true, fontSize: size(8.5) },
    ...[stamp.post, stamp.unit].flatMap((text) =>
      text === undefined || text === '' ? [] : [{ text, fontSize: size(6.5) }],
    ),
    ...(stamp.standsInFor === undefined ? [] : [{ text: stamp.standsInFor, italics: true, fontSize: size(6.5) }]),
    { text: `${stamp.date} · Certificado ${stamp.serial}`, fontSize: size(5.6), color: '#444444' },
  ]
  const hand = stamp.handwriting
  return drawPage({
    pageSize: { width, height },
    pageMargins: [size(8), size(5), side + size(10), 0],
    background: () => ({
      canvas: [
        { type: 'rect', x: 0.5, y: 0.5, w: width - 1, h: height - 1, r: size(4), lineWidth: 0.6, lineColor: '#8a94a6' },
      ],
    }),
    content: [
      ...(hand === undefined ? [] : [{ image: dataUrl(hand), fit: [room, size(26)], margin: [0, 0, 0, size(1)] }]),
      ...(hand === undefined ? [{ text: ' ', fontSize: size(5) }] : []),
      { stack: lines, lineHeight: 1.02 },
      ...sealOf(stamp, width - side - size(6), (height - side) / 2, side),
    ],
  })
}

function sealOf({ seal }: Stamp, x: number, y: number, side: number): object[] {
  if (seal === undefined) return []
  const absolutePosition = { x, y }
  return 'svg' in seal
    ? [{ svg: seal.svg, width: side, height: side, absolutePosition }]
    : [{ image: dataUrl(seal), fit: [side, side], absolutePosition }]
}

export const dataUrl = ({ bytes, type }: Picture) => `data:${type};base64,${Buffer.from(bytes).toString('base64')}`
