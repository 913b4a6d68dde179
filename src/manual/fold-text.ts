/** A text made comparable, and for each of its units the offset in the text as written. */
export interface Folded {
  readonly text: string
  readonly at: (index: number) => number
}

/** Lower case, without accents, every run of blanks one space, none at the ends: the form in which words are compared. */
export function foldText(text: string): string {
  if (text.length > 100) return folded(text)
  const known = kept.get(text)
  if (known !== undefined) return known
  // Its own copy: a slice of a manual would hold the whole manual in memory for as long as it is kept.
  const own = text.split('').join('')
  const made = folded(own)
  if (kept.size >= 5_000) kept.clear()
  kept.set(own, made)
  return made
}

// Names of roles and headings of columns are compared hundreds of times in one reading.
const kept = new Map<string, string>()

const ASCII = /^[\u0000-\u007f]*$/

function folded(text: string): string {
  const plain = ASCII.test(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, '')
  return plain
    .toLowerCase()
    .replace(/[\s\u0000-\u001f]+/g, ' ')
    .trim()
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
