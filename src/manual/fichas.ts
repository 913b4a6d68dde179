import type { Block, Item, ListBlock } from './blocks.ts'
import { CLAVES, type Clave } from './claves.ts'
import { fold, foldText } from './fold-text.ts'
import { nearest } from './nearest.ts'
import type { Notes } from './notes.ts'

/** One fact of a procedure: `- Paso 4.1, Plazo: …`, told apart but not yet read. */
export interface Ficha {
  readonly target:
    | { readonly kind: 'procedure' }
    | { readonly kind: 'row'; readonly number: string }
    | { readonly kind: 'range'; readonly from: number; readonly to: number }
  readonly clave: Clave
  /** The value without its final full stop. */
  readonly value: string
  /** Offset of the value in the file. */
  readonly from: number
  readonly to: number
  /** Offset of the word `Paso` or `Procedimiento`. */
  readonly start: number
  /** The Markdown under a Detalle, without its indent. */
  readonly below: string
}

const HEAD =
  /^(?:paso ([1-9]\d{0,3}(?:\.[1-9]\d{0,2})?)(?: ?[–-] ?([1-9]\d{0,3}))?|(procedimiento)), ([a-z ]{1,30}?) ?:(?: |$)/
const MARKS = /^(?:(?:el )?pasos?\b[^:]{0,40}:|pasos? ?\d|procedimiento\b[^:]{0,40}:|procedimiento,)/

/** The fichas among these blocks; what nearly is one is said. */
export function readFichas(blocks: readonly Block[], source: string, notes: Notes): Ficha[] {
  const fichas: Ficha[] = []
  for (const block of blocks) {
    if (block.kind === 'list' && !block.ordered) fichas.push(...ofList(block, source, notes))
    if (block.kind === 'list' && block.ordered) {
      for (const { blocks: inner } of block.items) {
        if (inner[0]?.kind === 'paragraph') sayBareFicha(inner[0].text, inner[0].span.start.offset, notes)
      }
    }
    if (block.kind === 'paragraph') sayBareFicha(block.text, block.span.start.offset, notes)
  }
  return fichas
}

function ofList(list: ListBlock, source: string, notes: Notes): Ficha[] {
  return list.items.map((item) => ofItem(item, source, notes)).filter((ficha) => ficha !== null)
}

function ofItem(item: Item, source: string, notes: Notes): Ficha | null {
  const [first, ...rest] = item.blocks
  if (first?.kind !== 'paragraph') return null
  const start = first.span.start.offset
  const line = /^[^\r\n]*/.exec(first.text)![0].trimEnd()
  const folded = fold(line)
  const head = HEAD.exec(folded.text)
  if (!head) {
    const words = folded.text.replace(/[*_`]/g, '')
    if (MARKS.test(words) || startsWithClave(words)) {
      notes.say('ficha-mal-escrita', start, start + line.length, `Una ficha se escribe «- ${meantHead(line)}: valor.».`)
    }
    return null
  }
  const clave = CLAVES.find((known) => foldText(known) === head[4]!.trim())
  if (!clave) {
    const meant = nearest(head[4]!, CLAVES)
    const at = start + folded.at(head[0].indexOf(',') + 2)
    const say = meant ? `¿Quiso escribir «${meant}»?` : `Las claves son ${CLAVES.join(', ')}.`
    notes.say('clave-desconocida', at, start + folded.at(head[0].lastIndexOf(':')), `La clave no se conoce. ${say}`)
    return null
  }
  const from = folded.at(head[0].length)
  const value = line.slice(from)
  const below = source.slice(start + /^[^\r\n]*/.exec(first.text)![0].length, item.span.end.offset)
  const more = rest.length > 0 || /[\r\n]/.test(first.text)
  if (more && clave !== 'Detalle') {
    notes.say(
      'ficha-en-varias-lineas',
      start,
      item.span.end.offset,
      'Una ficha cabe en una línea; solo «Detalle» lleva texto debajo, con sangría.',
    )
  }
  const detailOnly = clave === 'Detalle' && more && value === ''
  if (!detailOnly && (!value.endsWith('.') || value.endsWith('..')) && !value.endsWith('…')) {
    const say = 'El valor de una ficha termina en un solo punto final.'
    notes.say('falta-punto-final', start + Math.max(0, line.length - 1), start + line.length, say)
  }
  const bare = value.replace(/\.+$/, '').trimEnd()
  if (bare === '' && !detailOnly) {
    notes.say(
      'valor-mal-escrito',
      start,
      start + line.length,
      `Falta el valor: «- ${line.trim().replace(/[:.\s]+$/, '')}: valor.».`,
    )
    return null
  }
  const target = head[3]
    ? ({ kind: 'procedure' } as const)
    : head[2]
      ? ({ kind: 'range', from: Number(head[1]), to: Number(head[2]) } as const)
      : ({ kind: 'row', number: head[1]! } as const)
  return { target, clave, value: bare, from: start + from, to: start + from + bare.length, start, below: dedent(below) }
}

/** A paragraph that would be a ficha had it begun with its dash. */
function sayBareFicha(text: string, from: number, notes: Notes): void {
  for (const line of text.matchAll(/[^\r\n]+/g)) {
    const folded = fold(line[0].trim()).text
    if (HEAD.test(folded)) {
      notes.say(
        'ficha-mal-escrita',
        from + line.index,
        from + line.index + line[0].length,
        'Una ficha empieza con guion: «- Paso n, Clave: valor.».',
      )
    }
  }
}

function startsWithClave(folded: string): boolean {
  const word = /^(?:\d[\d.]*,? ?)?([a-z ]{1,20}?) ?:/.exec(folded)?.[1]
  return word !== undefined && CLAVES.some((clave) => foldText(clave) === word)
}

function meantHead(line: string): string {
  const number = /\d+(?:\.\d+)?/.exec(line.split(':')[0]!)?.[0]
  const target = /^procedimiento/i.test(line) ? 'Procedimiento' : `Paso ${number ?? 'n'}`
  const folded = foldText(line)
  const clave = CLAVES.find((known) => new RegExp(`\\b${foldText(known)}\\b`).test(folded))
  return `${target}, ${clave ?? 'Clave'}`
}

function dedent(text: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => line.replace(/^(?: {1,4}|\t)/, ''))
    .join('\n')
    .trim()
}
