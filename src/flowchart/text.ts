import { ROBOTO_WIDTHS } from './roboto-widths.ts'

export type Weight = 'regular' | 'medium'

/** Width of a text in Roboto at a size in points. Kerning is left out: it only ever makes text narrower here. */
export function textWidth(text: string, size: number, weight: Weight = 'regular'): number {
  let units = 0
  for (const sign of text.normalize('NFC')) units += advanceOf(sign, weight)
  return (units * size) / ROBOTO_WIDTHS[weight].em
}

/** Breaks a text into lines of at most `width(line)` points; a word that no line can hold is broken within. */
export function wrapText(
  text: string,
  size: number,
  width: number | ((line: number) => number),
  weight: Weight = 'regular',
): string[] {
  const room = typeof width === 'number' ? () => width : width
  const lines: string[] = []
  let line = ''
  for (const word of wordsOf(text)) {
    const joined = line === '' ? word : `${line} ${word}`
    if (textWidth(joined, size, weight) <= room(lines.length)) {
      line = joined
      continue
    }
    if (line !== '') lines.push(line)
    line = word
    while (textWidth(line, size, weight) > room(lines.length) && [...line].length > 1) {
      const head = headThatFits(line, size, room(lines.length), weight)
      lines.push(head)
      line = line.slice(head.length)
    }
  }
  if (line !== '') lines.push(line)
  return lines
}

/** The words of a text; the number of a norm or step is not parted from what it numbers. */
function wordsOf(text: string): string[] {
  const tied = text.replace(/\b(normas?|general|pasos?|procedimiento|No\.)\s+(?=\d)/gi, '$1\u0000')
  return tied
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => word.replaceAll('\u0000', ' '))
}

/** The text, or its beginning with an ellipsis, in at most `width` points. */
export function cutText(text: string, size: number, width: number, weight: Weight = 'regular'): string {
  if (textWidth(text, size, weight) <= width) return text
  const signs = [...text]
  while (signs.length > 1 && textWidth(`${signs.join('').trimEnd()}…`, size, weight) > width) signs.pop()
  return `${signs.join('').trimEnd()}…`
}

function headThatFits(word: string, size: number, width: number, weight: Weight): string {
  let head = ''
  for (const sign of word) {
    if (head !== '' && textWidth(head + sign, size, weight) > width) break
    head += sign
  }
  return head
}

function advanceOf(sign: string, weight: Weight): number {
  const { em, run, extra } = ROBOTO_WIDTHS[weight]
  const known = run[(sign.codePointAt(0) ?? 0) - 0x20] || (extra as Readonly<Record<string, number>>)[sign]
  // A sign that the font lacks is drawn in another one, at most as wide as it is high.
  return known ?? em
}
