import { foldText } from '#src/manual/index.ts'
import { isStepHeader, isTornTitle } from './step-rows.ts'
import type { ReportEntry, SourceLine } from './types.ts'

/** A document without what stands on every page, its index, and the marks of seals and pictures. */
export interface Bare {
  readonly lines: readonly SourceLine[]
  /** Lines of page heads, once each, for the cover's facts. */
  readonly heads: readonly SourceLine[]
  readonly report: readonly ReportEntry[]
}

export function dropFurniture(all: readonly SourceLine[]): Bare {
  const counts = new Map<string, number>()
  for (const line of all) counts.set(keyOf(line), (counts.get(keyOf(line)) ?? 0) + 1)
  const furniture = all.map((line) => isPageHead(line, counts.get(keyOf(line)) ?? 0))
  // The first row of a page head has the institution; only the second has the page.
  for (const [at, line] of all.entries()) {
    if (
      furniture[at + 1] &&
      line.cells &&
      !isStepHeader(line) &&
      !/\b\d{2}\b/.test(line.cells[1] ?? '') &&
      isLetterhead(line)
    )
      furniture[at] = true
  }
  const index = indexOf(all, furniture)
  const noise = all.map((line, at) => !furniture[at] && !index.has(at) && isNoise(line, all, at))
  const heads = new Map<string, SourceLine>()
  for (const [at, line] of all.entries()) if (furniture[at] && !heads.has(keyOf(line))) heads.set(keyOf(line), line)
  const report: ReportEntry[] = []
  const say = (code: string, id: string, dropped: readonly SourceLine[], message: string) => {
    if (dropped.length === 0) return
    report.push({ element: 'documento', id, kind: 'dropped', code, message, where: placesOf(dropped) })
  }
  const furnished = all.filter((_, at) => furniture[at])
  say(
    'cabeceras-quitadas',
    'cabeceras',
    furnished,
    `Se quitaron ${furnished.length} renglones de encabezados y pies de página.`,
  )
  say(
    'indice-quitado',
    'índice',
    all.filter((_, at) => index.has(at)),
    'Se quitó el índice: se hace solo al imprimir.',
  )
  const marks = all.filter((line, at) => noise[at] && line.text !== '')
  say(
    'ruido-quitado',
    'marcas',
    marks,
    `Se quitaron ${marks.length} marcas de sellos, firmas, números de hoja o imágenes: ${marks
      .slice(0, 4)
      .map(({ text }) => `«${text.slice(0, 30)}»`)
      .join(', ')}.`,
  )
  return {
    lines: all.filter((_, at) => !furniture[at] && !index.has(at) && !noise[at]),
    heads: [...heads.values()],
    report,
  }
}

function keyOf({ text }: SourceLine): string {
  return foldText(text)
    .replace(/\d+/g, '#')
    .replace(/[^\p{L}#]+/gu, ' ')
    .trim()
}

function isPageHead(line: SourceLine, count: number): boolean {
  const key = keyOf(line)
  if (key.length < 4 || isStepHeader(line)) return false
  if (/\bpagina #(?: de #)?$/.test(key) || /^pagina #/.test(key)) return true
  const papers = /\bcodigo\b|\bversion #/.test(key) && line.cells !== undefined
  return (
    count >= 3 && (papers || (!line.cells && key.length > 12 && /^(?:manual de|ministerio de|instituto)/.test(key)))
  )
}

function isLetterhead(line: SourceLine): boolean {
  return /ministerio|gobierno|instituto|manual de|procedimiento de|superintendencia|municipalidad|direccion general|republica|secretaria de/.test(
    keyOf(line),
  )
}

function indexOf(all: readonly SourceLine[], furniture: readonly boolean[]): ReadonlySet<number> {
  const dropped = new Set<number>()
  const start = all.findIndex(({ text }) =>
    /^(?:indice|contenido|tabla de contenidos?)(?: general)?$/.test(foldText(text).replace(/[.:]$/, '')),
  )
  if (start === -1) return dropped
  const entries: number[] = []
  for (let at = start + 1; at < all.length; at++) {
    const { text } = all[at]!
    const entry = /(?:[\t.… _-]|\s)\d{1,3}$/.test(text) && /\p{L}/u.test(text)
    if (entry) entries.push(at)
    else if (text !== '' && !furniture[at] && !/^\W*\d{0,3}\W*$/.test(text)) break
  }
  if (entries.length < 2) return dropped
  for (let at = start; at <= entries.at(-1)!; at++) if (!furniture[at] && all[at]!.text !== '') dropped.add(at)
  return dropped
}

function isNoise(line: SourceLine, all: readonly SourceLine[], at: number): boolean {
  const { text, cells } = line
  if (text === '') return !cells
  if (cells?.some((cell) => cell !== '') && cells.length > 1) return false
  if (/^\[(?:handwritten|image|firma|sello|signature)[^\]]*\]$/i.test(text)) return true
  if (isTornTitle(line) && !cells) return true
  const counting = /^(?:pasos|formas)\b/i.test(text) || /^(?:pasos|formas)\b[^\p{L}]*$/iu.test(previousText(all, at))
  return !counting && !/^n\/a$/i.test(text) && text.replace(/[^\p{L}\d]/gu, '').length <= 2
}

function previousText(all: readonly SourceLine[], at: number): string {
  for (let before = at - 1; before >= 0 && before > at - 6; before--)
    if (all[before]!.text !== '') return all[before]!.text
  return ''
}

function placesOf(lines: readonly SourceLine[]): string {
  const shown = lines.slice(0, 3).map(({ where }) => where)
  return lines.length > 3 ? `${shown.join('; ')}; y ${lines.length - 3} más` : shown.join('; ')
}
