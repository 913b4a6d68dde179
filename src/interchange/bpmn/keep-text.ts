/**
 * Text in one line for an XML attribute, so that no tool that writes the file again can lose a line end, a tab or a character that
 * XML forbids. `restoreText` is its inverse.
 */
export function keepText(text: string): string {
  return text.replace(FORBIDDEN, (found) => {
    if (found === '\\') return '\\\\'
    if (found === '\n') return '\\n'
    return `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

export function restoreText(kept: string): string {
  return kept.replace(/\\(?:u([0-9a-f]{4})|(.))/gs, (_, code: string | undefined, char: string) =>
    code ? String.fromCharCode(Number.parseInt(code, 16)) : char === 'n' ? '\n' : char,
  )
}

/** A name for people: one line, without what XML forbids. */
export function plainName(text: string): string {
  return text.replace(/\\\|/g, '|').replace(NOT_XML, ' ').replace(/\s+/g, ' ').trim()
}

const LONE = '[\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF])|(?<![\\uD800-\\uDBFF])[\\uDC00-\\uDFFF]'
const FORBIDDEN = new RegExp(`[\\\\\\u0000-\\u001F\\u007F-\\u009F\\u2028\\u2029\\uFFFE\\uFFFF]|^ | $|${LONE}`, 'g')
const NOT_XML = new RegExp(`[\\u0000-\\u001F\\u007F-\\u009F\\uFFFE\\uFFFF]|${LONE}`, 'g')
