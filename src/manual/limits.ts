/** Beyond these a text is refused unread, so that no text can hold the reader for long. */
export const LIMITS = {
  /** UTF-16 units of the whole file. */
  length: 300_000,
  line: 5_000,
  lines: 5_000,
  /** Lines between two headings. */
  section: 500,
  /** Table bars in the whole file: some 3,000 rows of a step table. */
  bars: 15_000,
  /** Quote and list markers at the head of one line. */
  nesting: 12,
  frontMatter: 20_000,
} as const

/** The offset and the reason for which a text is refused unread, or null. */
export function refuseOversize(source: string): { readonly offset: number; readonly problem: string } | null {
  if (source.length > LIMITS.length) {
    return { offset: 0, problem: `El archivo pasa de ${LIMITS.length} caracteres; divida el manual.` }
  }
  const lines = source.split(/\r\n|\n|\r/, LIMITS.lines + 1)
  if (lines.length > LIMITS.lines)
    return { offset: 0, problem: `El archivo pasa de ${LIMITS.lines} líneas; divida el manual.` }
  if (source.split('|', LIMITS.bars + 1).length > LIMITS.bars) {
    return { offset: 0, problem: `El archivo pasa de ${LIMITS.bars} celdas de tabla; divida el manual.` }
  }
  let section = 0
  for (const line of lines) {
    section = /^#/.test(line) ? 0 : section + 1
    const problem =
      section > LIMITS.section ? `Hay más de ${LIMITS.section} líneas seguidas sin un título.` : refuseLine(line)
    if (problem) return { offset: source.indexOf(line), problem }
  }
  return null
}

function refuseLine(line: string): string | null {
  if (line.length > LIMITS.line) return `Una línea pasa de ${LIMITS.line} caracteres; divídala.`
  if (/^[ \t>]{33,}(?:[-+*]|\d+[.)])[ \t]/.test(line)) return 'Una lista abre demasiados niveles; son ocho como mucho.'
  const head = /^(?:[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))+/.exec(line)
  const markers = head?.[0].match(/>|[-+*]|\d+[.)]/g)?.length ?? 0
  if (markers > LIMITS.nesting && (line.length > 200 || !/^ {0,3}(?:(?:-[ \t]*)+|(?:\*[ \t]*)+)$/.test(line))) {
    return `Una línea abre ${markers} niveles de listas o citas; son ${LIMITS.nesting} como mucho.`
  }
  return null
}
