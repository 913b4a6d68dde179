/**
 * A text that XML can hold (XML 1.0, 2.2): of control characters only tab and line breaks, no U+FFFE and U+FFFF, no half of a pair.
 * One of the others anywhere makes the whole workbook unreadable; in its place stands the replacement character.
 */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
}
