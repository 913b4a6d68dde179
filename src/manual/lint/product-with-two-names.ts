import { foldText } from '../fold-text.ts'
import { placesOf } from '../places.ts'
import { matchesByLine } from './matches-by-line.ts'
import type { ManualRule } from './rule.ts'
import { withoutNotes } from './without-comments.ts'

const NAME = /(?<![\p{L}\d])\p{Lu}[\p{L}\d]+(?: \p{Lu}[\p{L}\d]+){2,4}(?![\p{L}\d])/gu

/** `HP Service Manager` and `Server Manager HP`: most of the words are the same, in another order. */
export const productWithTwoNames: ManualRule = ({ source, procedures, sections }, say) => {
  const places = placesOf(source)
  const uses = new Map<string, { written: string; at: number[] }>()
  const spans = [...procedures, ...sections].map(({ span }) => span)
  for (const { text: written, index } of matchesByLine(withoutNotes(source), NAME)) {
    if (!spans.some(({ start, end }) => start.offset <= index && index < end.offset) || !/\p{Ll}/u.test(written))
      continue
    const key = foldText(written)
    uses.set(key, { written, at: [...(uses.get(key)?.at ?? []), index] })
  }
  const names = [...uses.values()].slice(0, 300)
  for (const { written, at } of names) {
    const twin = names.find((other) => other.at.length > at.length && reordered(written, other.written))
    if (!twin) continue
    for (const from of at)
      say(
        'producto-con-dos-nombres',
        places.span(from, from + written.length),
        `«${written}» parece ser «${twin.written}», que es como se nombra en lo demás; escríbalo siempre igual.`,
      )
  }
}

function reordered(a: string, b: string): boolean {
  const [one, two] = [foldText(a).split(' '), foldText(b).split(' ')]
  if (one.length !== two.length) return false
  const shared = one.filter((word) => two.includes(word))
  if (shared.length < one.length - 1 || shared.length < 2) return false
  const order = shared.map((word) => two.indexOf(word))
  return order.some((place, index) => index > 0 && place < order[index - 1]!)
}
