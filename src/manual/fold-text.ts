/** A text made comparable, and for each of its units the offset in the text as written. */
export interface Folded {
  readonly text: string
  readonly at: (index: number) => number
}

/** Lower case, without accents, every run of blanks one space, none at the ends: the form in which words are compared. */
export function foldText(text: string): string {
  return fold(text).text.trim()
}

/** As `foldText`, with the way back to the text as written; blanks at the ends stay as one space. */
export function fold(raw: string): Folded {
  const offsets: number[] = []
  let text = ''
  let offset = 0
  let last = ''
  for (const char of raw) {
    const folded = foldChar(char)
    // Asking the text itself would copy it at each unit.
    if (folded !== ' ' || last !== ' ') {
      text += folded
      if (folded !== '') last = folded
      for (let unit = 0; unit < folded.length; unit++) offsets.push(offset)
    }
    offset += char.length
  }
  return { text, at: (index) => offsets[index] ?? raw.length }
}

function foldChar(char: string): string {
  const code = char.charCodeAt(0)
  if (code < 128) return code <= 32 ? ' ' : char.toLowerCase()
  if (/\s/.test(char)) return ' '
  return char.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
