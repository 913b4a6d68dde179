import { FONTS, type Pdf } from './open-document.ts'
import type { Run } from './types.ts'

/** Stands where the letter has no sign for what was written. */
export const REPLACEMENT = '\ufffd'

/** Widths and signs of the document's letters. */
export interface Letters {
  width(text: string, run: Run, size: number): number
  /** Height above the base line, in points. */
  ascent(size: number): number
  /** The text as the letter can show it: what it has no sign for is replaced where everybody sees it. */
  shown(text: string): string
}

export function fontOf({ bold, italic }: Run): string {
  if (bold) return italic ? FONTS.mediumItalic : FONTS.medium
  return italic ? FONTS.italic : FONTS.regular
}

export function lettersOf(pdf: Pdf): Letters {
  const widths = new Map<string, number>()
  const known = new Map<string, string>()
  pdf.font(FONTS.regular)
  const { font, ascender } = pdf._font
  return {
    width(text, run, size) {
      const name = fontOf(run)
      const key = `${name}\n${text}`
      const kept = widths.get(key)
      if (kept !== undefined) return (kept * size) / 1000
      pdf.font(name)
      const width = pdf._font.widthOfString(text, 1000, null)
      // A form may bring words without end: they are not worth keeping.
      if (text.length < 40 && widths.size < 20_000) widths.set(key, width)
      return (width * size) / 1000
    },
    ascent: (size) => (ascender * size) / 1000,
    shown(text) {
      if (/^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u00ff\n]*$/.test(text)) return text
      let shown = ''
      for (const { segment } of GRAPHEMES.segment(text.normalize('NFC'))) {
        let sign = known.get(segment)
        if (sign === undefined) {
          sign = signOf(segment, (codePoint) => font.hasGlyphForCodePoint(codePoint))
          if (known.size < 5_000) known.set(segment, sign)
        }
        shown += sign
      }
      return shown
    },
  }
}

const GRAPHEMES = new Intl.Segmenter('es', { granularity: 'grapheme' })

function signOf(segment: string, has: (codePoint: number) => boolean): string {
  if (segment === '\n' || segment === '\r\n' || segment === '\r') return '\n'
  if (segment === '\t') return ' '
  // Marks that turn or hide text are shown for what they are: something that cannot be printed.
  if (/^\u00ad$/.test(segment)) return ''
  if (/[\p{Cc}\p{Cf}]/u.test(segment)) return REPLACEMENT
  return [...segment].every((sign) => has(sign.codePointAt(0)!)) ? segment : REPLACEMENT
}
