import type { Nodes, RootContent } from 'mdast'
import { plainText } from './plain-text.ts'

/** Beyond these Markdown is not drawn: it could hold the program for long, or fill its memory. No text that is meant to be read comes near. */
export const MOST = {
  /** Lines that are not blank. */
  lines: 5_000,
  /** See `partsOf`: kilobytes of memory for each, while a text is read. A manual has up to 15,000 bars in 5,000 lines. */
  parts: 20_000,
  /** Markers of quotes and lists at the head of one line. */
  nesting: 40,
  /** The marks inside each paragraph, heading or cell, squared, in all: the parser compares each with those before it. */
  marks: 2_000_000,
} as const

/** What there is too much of, and the line, from 1, on which it is seen. */
export interface Excess {
  readonly kind: 'lines' | 'parts' | 'nesting' | 'marks'
  readonly line: number
}

/** What of a text's lines, tables, quotes and lists is too much to be read; null for nothing. */
export function tooManyBlocks(text: string, mostParts: number): Excess | null {
  let lines = 0
  let parts = 0
  for (const [at, line] of linesOf(text).entries()) {
    if (isBlank(line)) continue
    const markers = isRule(line) ? 0 : markersAtHead(line)
    lines += 1
    parts += partsOf(line, markers)
    if (markers > MOST.nesting && !isDrawn(line)) return { kind: 'nesting', line: at + 1 }
    if (lines > MOST.lines) return { kind: 'lines', line: at + 1 }
    if (parts > mostParts) return { kind: 'parts', line: at + 1 }
  }
  return null
}

/** A line, its bars of a table, and its quotes and items, which weigh twice. */
function partsOf(line: string, markers: number): number {
  return line.split('|').length + 2 * markers
}

/** Can no paragraph have too many marks, whatever the parser takes for one? None goes on over a blank line. */
export function fewMarks(text: string): boolean {
  let inAll = 0
  let here = 0
  for (const line of linesOf(text)) {
    if (isBlank(line)) here = 0
    const more = marksIn(line)
    inAll += (here + more) ** 2 - here ** 2
    here += more
  }
  return inAll <= MOST.marks
}

/** Where the marks of some blocks, which were read without giving the marks a meaning, are too many: at the block that has most. */
export function tooManyMarks(blocks: readonly RootContent[]): Excess | null {
  let inAll = 0
  let most = { marks: 0, line: 1 }
  const left: Nodes[] = [...blocks]
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell') {
      const marks = marksIn(plainText(node.children))
      inAll += marks ** 2
      if (marks >= most.marks) most = { marks, line: node.position?.start.line ?? 1 }
    } else if ('children' in node) for (const child of node.children) left.push(child)
  }
  return inAll > MOST.marks ? { kind: 'marks', line: most.line } : null
}

function linesOf(text: string): string[] {
  return text.split(/\r\n|\n|\r/)
}

function isBlank(line: string): boolean {
  return /^[ \t]*$/.test(line)
}

function markersAtHead(line: string): number {
  const head = /^(?:[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))+/.exec(line)
  return head?.[0].match(/>|[-+*]|\d+[.)]/g)?.length ?? 0
}

/** A line across the page, which is no list. */
function isRule(line: string): boolean {
  return /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,})$/.test(line)
}

/** A line of arrows, drawn by hand. */
function isDrawn(line: string): boolean {
  return line.length <= 200 && /^[> \t]+$/.test(line)
}

function marksIn(text: string): number {
  let marks = 0
  // For the end of HTML that begins so everything that follows is searched.
  for (const [mark] of text.matchAll(/\*{1,2}|_{1,2}|[[\]]|`+|<[!?]/g)) marks += mark.startsWith('<') ? 5 : 1
  return marks
}
