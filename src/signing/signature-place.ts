import { type Pdf, type PdfPage, pagesOf } from './pdf/read-pdf.ts'
import { isKind } from './pdf/types.ts'
import { STAMP_SIZE } from './stamp.ts'

export type Rect = readonly [number, number, number, number]

/** Where a stamp goes: on a page of the file, on one that is to be added, or nowhere where no room is left. */
export type Place =
  | {
      readonly kind: 'page'
      readonly page: PdfPage
      readonly rect: Rect
      readonly width: number
      readonly height: number
    }
  | { readonly kind: 'new-page'; readonly rect: Rect; readonly width: number; readonly height: number }
  | { readonly kind: 'nowhere'; readonly page: PdfPage }

/** The key by which the page of signatures is found again. Readers leave names that they do not know alone. */
export const SIGNATURE_PAGE = 'VTNL_SignaturePage'
export const PAGE_SIZE = { width: 612, height: 792 } as const

/**
 * The free place of the next stamp. A file that nobody has signed gets a page of signatures; one that was signed elsewhere gets no page
 * any more, since that would change what was signed: its stamps go to the foot of the last page.
 */
export function nextPlace(pdf: Pdf, signed: boolean): Place {
  const pages = pagesOf(pdf)
  const own = pages.findLast(({ dict }) => dict.entries.get(SIGNATURE_PAGE) === true)
  if (own === undefined && !signed) return { kind: 'new-page', rect: pageSlots()[0]!, ...STAMP_SIZE }
  const page = own ?? pages.at(-1)!
  const taken = page.dict.entries.has('Annots') ? widgetRects(pdf, page) : []
  const slots = own === undefined ? footSlots(page) : pageSlots().map((rect) => ({ rect, ...STAMP_SIZE }))
  const free = slots.find(({ rect }) => taken.every((other) => !overlaps(rect, other)))
  return free === undefined ? { kind: 'nowhere', page } : { kind: 'page', page, ...free }
}

/** A place that was given: the page counts from 1, the rectangle is in points from the bottom left of the page as it is shown. */
export function givenPlace(pdf: Pdf, page: number, rect: Rect): Place | null {
  const found = pagesOf(pdf)[page - 1]
  if (found === undefined) return null
  const [width, height] = [rect[2] - rect[0], rect[3] - rect[1]]
  return width < 20 || height < 10 ? null : { kind: 'page', page: found, rect: fromShown(found, rect), width, height }
}

function pageSlots(): Rect[] {
  const left = (PAGE_SIZE.width - 2 * STAMP_SIZE.width - 16) / 2
  return Array.from({ length: 12 }, (_, at) => {
    const x = left + (at % 2) * (STAMP_SIZE.width + 16)
    const y = PAGE_SIZE.height - 150 - (Math.floor(at / 2) + 1) * STAMP_SIZE.height - Math.floor(at / 2) * 12
    return [x, y, x + STAMP_SIZE.width, y + STAMP_SIZE.height]
  })
}

function footSlots(page: PdfPage) {
  const turned = page.rotate === 90 || page.rotate === 270
  const across = turned ? page.box[3] - page.box[1] : page.box[2] - page.box[0]
  const width = Math.min(176, (across - 24) / Math.max(1, Math.floor((across - 24) / 176)))
  const height = (width * STAMP_SIZE.height) / STAMP_SIZE.width
  const inRow = Math.max(1, Math.floor((across - 18) / (width + 6)))
  return Array.from({ length: inRow * 3 }, (_, at) => {
    const x = 12 + (at % inRow) * (width + 6)
    const y = 10 + Math.floor(at / inRow) * (height + 6)
    return { rect: fromShown(page, [x, y, x + width, y + height]), width, height }
  })
}

/** From the page as it is shown to the coordinates of the page itself, which may be turned. */
function fromShown({ box, rotate }: PdfPage, [x1, y1, x2, y2]: Rect): Rect {
  const [left, bottom, right, top] = box
  if (rotate === 90) return [right - y2, bottom + x1, right - y1, bottom + x2]
  if (rotate === 180) return [right - x2, top - y2, right - x1, top - y1]
  if (rotate === 270) return [left + y1, top - x2, left + y2, top - x1]
  return [left + x1, bottom + y1, left + x2, bottom + y2]
}

function widgetRects(pdf: Pdf, page: PdfPage): Rect[] {
  return pdf.list(page.dict.entries.get('Annots')).flatMap((each) => {
    const annotation = pdf.dict(each)
    const subtype = annotation?.entries.get('Subtype')
    if (annotation === null || !isKind(subtype, 'name') || subtype.name !== 'Widget') return []
    const rect = pdf.list(annotation.entries.get('Rect')).map((value) => pdf.resolve(value))
    return rect.length === 4 && rect.every((value) => typeof value === 'number') ? [rect as unknown as Rect] : []
  })
}

function overlaps(a: Rect, b: Rect): boolean {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}
