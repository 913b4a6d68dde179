/** The parts of pdfmake that print: its PDF document (a pdfkit one), and what draws an SVG on it. Neither comes with types. */
declare module 'pdfmake/js/PDFDocument.js' {
  import type { Readable } from 'node:stream'

  export interface StructureElement {
    readonly dictionary: { data: Record<string, unknown> }
    add(child: unknown): StructureElement
    end(): void
  }

  export interface Outline {
    addItem(title: string, options?: { top?: number; left?: number; expanded?: boolean }): Outline
  }

  export interface FontFile {
    readonly ascender: number
    readonly descender: number
    widthOfString(text: string, size: number, features?: string[] | null): number
    readonly font: { hasGlyphForCodePoint(codePoint: number): boolean }
  }

  export interface Pdf extends Readable {
    _font: FontFile
    _root: { data: Record<string, unknown> }
    _id: Buffer
    info: Record<string, unknown>
    appendXML(xml: string, newline?: boolean): void
    _addInfo(): void
    readonly outline: Outline
    readonly page: { readonly dictionary: { data: Record<string, unknown> } }
    addPage(options: { size: [number, number]; margin: number }): Pdf
    registerFont(name: string, file: Buffer): Pdf
    font(name: string): Pdf
    fontSize(size: number): Pdf
    fillColor(color: string): Pdf
    strokeColor(color: string): Pdf
    lineWidth(width: number): Pdf
    dash(length: number, options?: { space: number }): Pdf
    undash(): Pdf
    text(text: string, x: number, y: number, options: { lineBreak: false; characterSpacing?: number }): Pdf
    moveTo(x: number, y: number): Pdf
    lineTo(x: number, y: number): Pdf
    rect(x: number, y: number, width: number, height: number): Pdf
    roundedRect(x: number, y: number, width: number, height: number, radius: number): Pdf
    circle(x: number, y: number, radius: number): Pdf
    path(d: string): Pdf
    polygon(...points: [number, number][]): Pdf
    stroke(): Pdf
    clip(): Pdf
    fill(): Pdf
    fillAndStroke(fill: string, stroke: string): Pdf
    save(): Pdf
    restore(): Pdf
    struct(type: string, options?: Record<string, unknown>): StructureElement
    addStructure(element: StructureElement): Pdf
    markContent(tag: string, options?: Record<string, unknown>): Pdf
    markStructureContent(tag: string): unknown
    endMarkedContent(): Pdf
    addNamedDestination(name: string, kind: 'XYZ', x: number, y: number, zoom: null): void
    goTo(x: number, y: number, w: number, h: number, name: string, options: Record<string, unknown>): Pdf
    link(x: number, y: number, w: number, h: number, url: string, options: Record<string, unknown>): Pdf
    end(): void
  }

  const module: {
    default: new (
      fonts: object,
      images: object,
      patterns: object,
      attachments: object,
      options: Record<string, unknown>,
    ) => Pdf
  }

  // biome-ignore lint/style/noDefaultExport: it is how the package exports
  export { module as default }
}

declare module 'pdfmake/js/3rd-party/svg-to-pdfkit.js' {
  import type { Pdf } from 'pdfmake/js/PDFDocument.js'

  const module: {
    default: (pdf: Pdf, svg: string, x: number, y: number, options: Record<string, unknown>) => void
  }

  // biome-ignore lint/style/noDefaultExport: it is how the package exports
  export { module as default }
}
