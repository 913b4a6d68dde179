import svgToPdfkit from 'pdfmake/js/3rd-party/svg-to-pdfkit.js'
import type { StructureElement } from 'pdfmake/js/PDFDocument.js'
import { fontOf, type Letters } from './letters.ts'
import { FONTS, type Pdf } from './open-document.ts'
import type { Tag } from './tags.ts'
import type { Link, Run } from './types.ts'
import type { Line } from './wrap.ts'

/** What draws on the pages and tags what it draws. */
export interface Ink {
  readonly pdf: Pdf
  readonly letters: Letters
  /** Page on which a named place lies, or null. */
  pageOf(place: string): number | null
  /** Draws as content of an element, or as an ornament where there is none. */
  mark(tag: Tag | null, paint: () => void): void
  /** Draws the line with its upper left corner there. */
  line(tag: Tag | null, line: Line, size: number, x: number, y: number): void
  picture(tag: Tag | null, svg: string, x: number, y: number, width: number, height: number): void
}

export function inkOf(
  pdf: Pdf,
  letters: Letters,
  root: Tag,
  pageOf: Ink['pageOf'],
): Ink & { readonly end: () => void } {
  const elements = new Map<Tag, StructureElement>()
  const document = elementOf(pdf, root)
  pdf.addStructure(document)
  grow(root, document)

  function grow(tag: Tag, element: StructureElement): void {
    elements.set(tag, element)
    for (const child of tag.children) {
      const grown = elementOf(pdf, child)
      element.add(grown)
      grow(child, grown)
    }
  }

  function mark(tag: Tag | null, paint: () => void): void {
    const element = tag === null ? undefined : elements.get(tag)
    if (tag === null || element === undefined) {
      pdf.markContent('Artifact', { type: 'Layout' })
      paint()
      pdf.endMarkedContent()
      return
    }
    markIn(element, tag.type, paint)
  }

  function markIn(element: StructureElement, type: string, paint: () => void): void {
    const content = pdf.markStructureContent(type)
    paint()
    pdf.endMarkedContent()
    element.add(content)
  }

  function write(run: Run, size: number, x: number, y: number): void {
    pdf
      .font(fontOf(run))
      .fontSize(size)
      .fillColor(run.color ?? '#000000')
    pdf.text(run.text, x, y, { lineBreak: false })
  }

  function link(tag: Tag, to: Link, run: Run, size: number, box: readonly [number, number, number]): void {
    const [x, y, width] = box
    const element = pdf.struct('Link')
    elements.get(tag)?.add(element)
    markIn(element, 'Link', () => write(run, size, x, y))
    const options = { structParent: element, Contents: new String(run.text) }
    if (to.kind === 'web') pdf.link(x, y, width, size * 1.2, to.url, options)
    else pdf.goTo(x, y, width, size * 1.2, to.name, options)
  }

  return {
    pdf,
    letters,
    pageOf,
    mark,
    line(tag, { pieces }, size, x, y) {
      for (const { run, x: from, width } of pieces) {
        const to = run.link
        const leads = to !== undefined && tag !== null && (to.kind === 'web' || pageOf(to.name) !== null)
        if (leads) link(tag, to, run, size, [x + from, y, width])
        else mark(tag, () => write(run, size, x + from, y))
      }
    },
    picture(tag, svg, x, y, width, height) {
      mark(tag, () => {
        pdf.save().rect(x, y, width, height).clip()
        svgToPdfkit.default(pdf, svg, x, y, { width, height, assumePt: true, fontCallback })
        pdf.restore()
      })
    },
    end: () => document.end(),
  }
}

function fontCallback(_family: string, bold: boolean, italic: boolean): string {
  if (bold) return italic ? FONTS.mediumItalic : FONTS.medium
  return italic ? FONTS.italic : FONTS.regular
}

function elementOf(pdf: Pdf, tag: Tag): StructureElement {
  const element = pdf.struct(tag.type, tag.alt === undefined ? {} : { alt: tag.alt })
  const { scope, rowSpan, colSpan } = tag
  if (scope !== undefined || rowSpan !== undefined || colSpan !== undefined)
    element.dictionary.data.A = {
      O: 'Table',
      ...(scope === undefined ? {} : { Scope: scope }),
      ...(rowSpan === undefined ? {} : { RowSpan: rowSpan }),
      ...(colSpan === undefined ? {} : { ColSpan: colSpan }),
    }
  return element
}
