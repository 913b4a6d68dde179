import { formatManual, readManual } from '#src/manual/index.ts'
import type { Manual, Procedure } from '#src/manual/types.ts'

/**
 * The text of a manual cut into what the elements of one procedure's diagram carry. Put together again it is the manual in its usual
 * form, to the letter: what surrounds the procedure and the prose inside it are kept as written, rows and fichas one by one.
 */
export interface CarriedText {
  /** The manual before and after the procedure. */
  readonly before: string
  readonly after: string
  /** The procedure from its heading to its step table. */
  readonly head: string
  /** The table's two first lines. */
  readonly header: string
  readonly rows: readonly CarriedRow[]
  /** What follows the table, in order. */
  readonly pieces: readonly Piece[]
  readonly lineEnd: '\n' | '\r\n'
}

export interface CarriedRow {
  readonly number: string
  readonly responsible: string
  readonly activity: string
  /** Absent where the table has no TIEMPO. */
  readonly time?: string
}

/** `at` is the place among the pieces. A fact's `of` is `Procedimiento` or `Paso 4.1`. */
export type Piece = { readonly at: number } & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'fact'; readonly mark: string; readonly of: string; readonly key: string; readonly value: string }
)

const FACT = /^([-*+] )(Paso [\d.]+(?:–\d+)?|Procedimiento), ([^:\n]+): ?([\s\S]*)$/

/** Cuts the manual's usual form. The manual must be sound and hold the procedure. */
export function cutText(manual: Manual, number: string): CarriedText {
  const lineEnd = manual.source.includes('\r\n') ? '\r\n' : '\n'
  const usual = usualForm(manual)
  const { source } = usual
  const procedure = procedureOf(usual, number)
  const { start, end } = procedure.span
  const text = source.slice(start.offset, end.offset)
  const lines = text.split('\n')
  const printed = procedure.steps.flatMap((step) => [step, ...step.branches]).map((row) => row.span.start.line)
  const first = Math.min(...printed) - start.line
  const last = Math.max(...printed) - start.line
  return {
    before: source.slice(0, start.offset),
    after: source.slice(end.offset),
    head: lines.slice(0, first - 2).join('\n'),
    header: lines.slice(first - 2, first).join('\n'),
    rows: lines.slice(first, last + 1).map(cutRow),
    pieces: cutPieces(lines.slice(last + 1)),
    lineEnd,
  }
}

/** The manual again. */
export function joinText(carried: CarriedText): string {
  const { before, head, header, rows, pieces, after, lineEnd } = carried
  const tail = [...pieces].sort((a, b) => a.at - b.at).map(pieceText)
  const procedure = [head, header, ...rows.map(rowText), ...tail].join('\n')
  return `${before}${procedure}${after}`.replaceAll('\n', lineEnd)
}

export function rowText({ responsible, number, activity, time }: CarriedRow): string {
  const cells = [responsible, number, activity, ...(time === undefined ? [] : [time])]
  return `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell} `)).join('|')}|`
}

export function pieceText(piece: Piece): string {
  if (piece.kind === 'text') return piece.text
  const head = `${piece.mark}${piece.of}, ${piece.key}:`
  return piece.value === '' || piece.value.startsWith('\n') ? head + piece.value : `${head} ${piece.value}`
}

const usualForms = new WeakMap<Manual, Manual>()

/** The manual in its usual form, kept as long as the manual is: whoever exports one of its procedures mostly exports them all. */
function usualForm(manual: Manual): Manual {
  const kept = usualForms.get(manual)
  if (kept) return kept
  const source = formatManual(manual.source.replace(/\r\n|\r/g, '\n'))
  const usual = source === manual.source ? manual : readManual(source).manual
  if (!usual) throw new Error('El manual tiene errores.')
  usualForms.set(manual, usual)
  return usual
}

function procedureOf(manual: Manual, number: string): Procedure {
  const procedure = manual.procedures.find((each) => each.number === number)
  if (!procedure) throw new Error(`El manual no tiene el procedimiento ${number}.`)
  return procedure
}

function cutRow(line: string): CarriedRow {
  const cells = line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim())
  const [responsible = '', number = '', activity = '', time] = cells
  return { number, responsible, activity, ...(time === undefined ? {} : { time }) }
}

/** A ficha takes the indented lines under it; the rest is prose. */
function cutPieces(lines: readonly string[]): Piece[] {
  const texts: string[] = []
  for (const line of lines) {
    const last = texts.at(-1)
    const continues = last !== undefined && (/^[ \t]+\S/.test(line) || !(FACT.test(line) || FACT.test(last)))
    if (continues) texts[texts.length - 1] = `${last}\n${line}`
    else texts.push(line)
  }
  return texts.map((text, at) => {
    const fact = FACT.exec(text)
    if (!fact) return { at, kind: 'text', text }
    const piece = { at, kind: 'fact', mark: fact[1]!, of: fact[2]!, key: fact[3]!, value: fact[4]! } as const
    return pieceText(piece) === text ? piece : { at, kind: 'text', text }
  })
}
