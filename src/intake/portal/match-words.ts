import { foldText } from '#src/manual/index.ts'
import { EVERYDAY_WORDS } from './everyday-words.ts'

/** A text to be found, and how much a hit in it counts. */
export interface WeighedText {
  readonly text: string
  readonly weight: number
}

/** The words of a thing to be found, each with the most that it counts. */
export type WordIndex = ReadonlyMap<string, number>

export function indexWords(texts: readonly WeighedText[]): WordIndex {
  const index = new Map<string, number>()
  for (const { text, weight } of texts)
    for (const word of wordsOf(text)) if (weight > (index.get(word) ?? 0)) index.set(word, weight)
  return index
}

/**
 * How well a question fits, from 0 (not at all). Accents, capitals, plurals, one or two wrong letters and everyday words are forgiven. At
 * least half of the words must be found.
 */
export function matchWords(question: string, index: WordIndex): number {
  const asked = wordsOf(question).slice(0, MOST_WORDS)
  if (asked.length === 0) return 0
  let found = 0
  let sum = 0
  for (const word of asked) {
    const worth = Math.max(worthOf(word, index), ...meantBy(word).map((other) => 0.7 * worthOf(other, index)))
    if (worth > 0) found += 1
    sum += worth
  }
  return found * 2 >= asked.length ? sum / asked.length : 0
}

/** What a manual calls what an everyday word means, mistyped or not. */
function meantBy(word: string): readonly string[] {
  const known = Object.hasOwn(EVERYDAY_WORDS, word) ? EVERYDAY_WORDS[word] : undefined
  if (known !== undefined || word.length < 4) return known ?? []
  return Object.entries(EVERYDAY_WORDS).find(([everyday]) => likenessOf(word, everyday) >= 0.6)?.[1] ?? []
}

/** Nobody asks with more; a pasted page is not searched for. */
const MOST_WORDS = 12

function worthOf(asked: string, index: WordIndex): number {
  let best = 0
  for (const [word, weight] of index) {
    if (weight <= best) continue
    const likeness = likenessOf(asked, word)
    if (likeness * weight > best) best = likeness * weight
  }
  return best
}

/** 1 the same, 0.9 its plural, 0.8 its beginning, 0.6 mistyped, 0 another word. */
function likenessOf(asked: string, word: string): number {
  if (asked === word) return 1
  if (singular(asked) === singular(word)) return 0.9
  if (asked.length >= 3 && word.startsWith(asked)) return 0.8
  if (asked.length < 4) return 0
  return mistyped(asked, word, asked.length < 7 ? 1 : 2) ? 0.6 : 0
}

function singular(word: string): string {
  if (word.length > 5 && word.endsWith('es')) return word.slice(0, -2)
  return word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word
}

/** Are the two at most `most` letters apart: one too many, one missing, another one, or two neighbours exchanged? */
function mistyped(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most || a[0] !== b[0]) return false
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1)
      next.push(cost)
    }
    if (Math.min(...next) > most) return false
    before = row
    row = next
  }
  return row[b.length]! <= most
}

function wordsOf(text: string): string[] {
  const words = foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []
  return [...new Set(words.filter((word) => word.length > 1 && !PLAIN.has(word)))]
}

/** Words that say nothing of what is asked for. */
const PLAIN: ReadonlySet<string> = new Set(
  'de la el los las un una unos unas en con por para que se al del mi mis su sus lo le les no si ya me es esta este hay como mas muy necesito quiero solicitar solicito pedir favor nuevo nueva persona'.split(
    ' ',
  ),
)
