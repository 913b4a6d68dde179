import { readXml } from './read-xml.ts'

/** What Word prints before a paragraph of a numbered list: `4.1.` or `-` for a bullet. */
export type Numbering = (list: string, level: number) => string

interface Level {
  readonly format: string
  readonly text: string
  readonly start: number
}

/** The automatic numbers of a document, counted as its paragraphs are read in order. */
export function numberingOf(xml: string | undefined): Numbering {
  const abstracts = new Map<string, Map<number, Level>>()
  const lists = new Map<string, { abstract: string; starts: Map<number, number> }>()
  if (xml !== undefined) readNumbering(xml, abstracts, lists)
  const counters = new Map<string, number[]>()
  const restarted = new Set<string>()
  return (list, level) => {
    const { abstract, starts } = lists.get(list) ?? { abstract: '', starts: new Map() }
    const levels = abstracts.get(abstract)
    const own = levels?.get(level)
    if (!levels || !own) return ''
    if (own.format === 'bullet') return '-'
    if (own.format === 'none') return ''
    const counter = counters.get(abstract) ?? []
    if (starts.size > 0 && !restarted.has(list)) {
      restarted.add(list)
      for (const [at, start] of starts) counter[at] = start - 1
    }
    counter[level] = (counter[level] ?? own.start - 1) + 1
    for (let above = 0; above < level; above++) counter[above] ??= levels.get(above)?.start ?? 1
    counter.length = level + 1
    counters.set(abstract, counter)
    return own.text.replace(/%(\d)/g, (_, one: string) =>
      format(counter[Number(one) - 1] ?? 1, levels.get(Number(one) - 1)?.format ?? 'decimal'),
    )
  }
}

function readNumbering(
  xml: string,
  abstracts: Map<string, Map<number, Level>>,
  lists: Map<string, { abstract: string; starts: Map<number, number> }>,
): void {
  let abstract = ''
  let list = ''
  let level = 0
  let draft = { format: 'decimal', text: '', start: 1 }
  readXml(xml, {
    open(name, attribute) {
      const value = attribute('val') ?? ''
      if (name === 'abstractNum') {
        abstract = attribute('abstractNumId') ?? ''
        abstracts.set(abstract, new Map())
      } else if (name === 'num') {
        list = attribute('numId') ?? ''
        lists.set(list, { abstract: '', starts: new Map() })
      } else if (name === 'lvl' || name === 'lvlOverride') {
        level = Number(attribute('ilvl') ?? 0)
        draft = { format: 'decimal', text: '', start: 1 }
      } else if (name === 'numFmt') draft.format = value
      else if (name === 'lvlText') draft.text = value
      else if (name === 'start') draft.start = Number(value) || 0
      else if (name === 'startOverride') lists.get(list)?.starts.set(level, Number(value) || 1)
      else if (name === 'abstractNumId' && lists.has(list)) lists.set(list, { ...lists.get(list)!, abstract: value })
    },
    close(name) {
      if (name === 'lvl') abstracts.get(abstract)?.set(level, draft)
    },
  })
}

function format(count: number, kind: string): string {
  if (kind === 'lowerLetter' || kind === 'upperLetter') {
    const letter = String.fromCharCode(97 + ((count - 1) % 26))
    return kind === 'upperLetter' ? letter.toUpperCase() : letter
  }
  if (kind === 'decimalZero') return String(count).padStart(2, '0')
  if (kind === 'upperRoman' || kind === 'lowerRoman') {
    const roman = romanOf(count)
    return kind === 'upperRoman' ? roman : roman.toLowerCase()
  }
  return String(count)
}

function romanOf(count: number): string {
  const marks: readonly (readonly [number, string])[] = [
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ]
  let left = Math.min(count, 300)
  let roman = ''
  for (const [value, mark] of marks)
    while (left >= value) {
      roman += mark
      left -= value
    }
  return roman
}
