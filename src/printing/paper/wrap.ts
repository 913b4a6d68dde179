import type { Letters } from './letters.ts'
import type { Run } from './types.ts'

/** A line of text: its pieces with their place from the left of the line. */
export interface Line {
  readonly width: number
  readonly pieces: readonly { readonly run: Run; readonly x: number; readonly width: number }[]
}

/** Cuts a text into lines no wider than `width`; a word that is wider is cut. At least one line. */
export function wrap(letters: Letters, runs: readonly Run[], size: number, width: number): Line[] {
  const lines: Line[] = []
  let open: { run: Run; text: string; width: number }[] = []
  let used = 0
  const close = () => {
    lines.push(lineOf(letters, open, size))
    open = []
    used = 0
  }
  const put = (run: Run, text: string, wide: number) => {
    open.push({ run, text, width: wide })
    used += wide
  }
  for (const word of wordsOf(letters, runs)) {
    if (word === 'break') {
      close()
      continue
    }
    const wide = word.parts.map(({ run, text }) => letters.width(text, run, size))
    const bare = word.parts.reduce((sum, { run, text }) => sum + letters.width(text.trimEnd(), run, size), 0)
    if (used > 0 && used + bare > width + 0.01) close()
    if (bare <= width) {
      for (const [at, { run, text }] of word.parts.entries()) put(run, text, wide[at]!)
      continue
    }
    for (const { run, text } of word.parts) {
      for (const piece of chop(letters, run, text, size, width)) {
        const pieceWidth = letters.width(piece, run, size)
        if (used > 0 && used + pieceWidth > width + 0.01) close()
        put(run, piece, pieceWidth)
      }
    }
  }
  if (open.length > 0 || lines.length === 0) close()
  return lines
}

interface Word {
  readonly parts: readonly { readonly run: Run; readonly text: string }[]
}

/** Words with the space after them; a word may change its look within. */
function wordsOf(letters: Letters, runs: readonly Run[]): (Word | 'break')[] {
  const words: (Word | 'break')[] = []
  let open: { run: Run; text: string }[] = []
  const close = () => {
    if (open.length > 0) words.push({ parts: open })
    open = []
  }
  for (const run of runs) {
    for (const token of letters.shown(run.text).match(/\n|[^\s]+[^\S\n\u00a0\u202f]*|[^\S\n]+/g) ?? []) {
      if (token === '\n') {
        close()
        words.push('break')
        continue
      }
      const text = token.replace(/[^\S\u00a0\u202f]+$/, ' ')
      open.push({ run, text })
      if (text.endsWith(' ')) close()
    }
  }
  close()
  return words
}

function chop(letters: Letters, run: Run, text: string, size: number, width: number): string[] {
  const pieces: string[] = []
  let piece = ''
  let used = 0
  for (const sign of text) {
    const wide = letters.width(sign, run, size)
    if (piece !== '' && used + wide > width) {
      pieces.push(piece)
      piece = ''
      used = 0
    }
    piece += sign
    used += wide
  }
  return piece === '' ? pieces : [...pieces, piece]
}

/** Neighbours in the same look become one piece, so that the reader's search finds whole sentences. */
function lineOf(letters: Letters, parts: readonly { run: Run; text: string }[], size: number): Line {
  const joined: { run: Run; text: string }[] = []
  for (const { run, text } of parts) {
    const last = joined.at(-1)
    if (last !== undefined && last.run === run) last.text += text
    else joined.push({ run, text })
  }
  const last = joined.at(-1)
  if (last !== undefined) last.text = last.text.trimEnd()
  let x = 0
  const pieces = joined.map(({ run, text }) => {
    const width = letters.width(text, run, size)
    const piece = { run: { ...run, text }, x, width }
    x += width
    return piece
  })
  return { width: x, pieces }
}
