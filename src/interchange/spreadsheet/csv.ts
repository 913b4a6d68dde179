/**
 * The rows of a CSV text, each a list of cells. The mark between cells is what parts the first row: comma, semicolon or tab. Quoted cells
 * may hold marks, line breaks and doubled quotes. Rows without any text are left out.
 */
export function readCsv(text: string): readonly (readonly string[])[] {
  const source = text.replace(/^\uFEFF/, '')
  const mark = markOf(source)
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < source.length; at++) {
    const char = source[at]!
    if (quoted) {
      if (char !== '"') cell += char
      else if (source[at + 1] === '"') {
        cell += '"'
        at++
      } else quoted = false
    } else if (char === '"' && cell === '') quoted = true
    else if (char === mark) {
      row.push(cell)
      cell = ''
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && source[at + 1] === '\n') at++
      rows.push([...row, cell])
      row = []
      cell = ''
    } else cell += char
  }
  rows.push([...row, cell])
  return rows.map((cells) => cells.map(unguarded)).filter((cells) => cells.some((each) => each.trim() !== ''))
}

function markOf(source: string): string {
  // What is quoted may hold any of them.
  const first = /^[^\r\n]*/.exec(source.slice(0, 20_000).replace(/"(?:[^"]|"")*"/g, ''))![0]
  const count = (mark: string) => first.split(mark).length
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}

/** A row of CSV (RFC 4180). No cell is a formula. */
export function csvRow(cells: readonly (string | number)[]): string {
  return `${cells.map((cell) => (typeof cell === 'number' ? String(cell) : quotedCell(guarded(cell)))).join(',')}\r\n`
}

const quotedCell = (cell: string): string =>
  /[",\r\n;\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

/** A cell that a spreadsheet would run gets an apostrophe before it. */
export const guarded = (cell: string): string => (/^\s*[=+\-@|%]|^[\t\r]/.test(cell) ? `'${cell}` : cell)

/** A cell that was guarded when it was exported comes back as it was. */
const unguarded = (cell: string): string => (/^'(?:\s*[=+\-@|%]|[\t\r])/.test(cell) ? cell.slice(1) : cell)

/** The text of a file as spreadsheets save it: UTF-8, else Windows-1252; null for what is no text. */
export function textOfCsv(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
