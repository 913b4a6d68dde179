import { placesOf } from '../places.ts'
import { matchesByLine } from './matches-by-line.ts'
import type { ManualRule } from './rule.ts'
import { withoutNotes } from './without-comments.ts'

const ACRONYM = /(?<![\p{L}\d-])\p{Lu}{3,8}(?![\p{L}\d-])/gu

/** `UATC` where the manual says `UACT` everywhere else: two letters changed places. */
export const swappedAcronym: ManualRule = ({ source }, say) => {
  const uses = new Map<string, number[]>()
  for (const { text, index } of matchesByLine(withoutNotes(source), ACRONYM))
    uses.set(text, [...(uses.get(text) ?? []), index])
  const names = [...uses.keys()].slice(0, 300)
  for (const name of names) {
    const twin = names.find((other) => swapped(name, other) && uses.get(other)!.length > uses.get(name)!.length)
    if (twin === undefined || explained(source, name) || upperCaseText(source, uses.get(name)![0]!)) continue
    for (const at of uses.get(name)!)
      say(
        'siglas-cambiadas',
        placesOf(source).span(at, at + name.length),
        `«${name}» es «${twin}» con dos letras cambiadas de lugar; escriba siempre la misma sigla.`,
      )
  }
}

function swapped(a: string, b: string): boolean {
  if (a.length !== b.length || a === b) return false
  const at = [...a].findIndex((letter, index) => letter !== b[index])
  return a === b.slice(0, at) + b[at + 1] + b[at] + b.slice(at + 2)
}

// An acronym with its meaning beside it, `(DIT)` or `DIT:`, is meant.
function explained(source: string, name: string): boolean {
  return source.includes(`(${name})`) || new RegExp(`^\\W*(?:[\\d.]+\\s*)?\\**${name}\\**\\s*[:.]`, 'm').test(source)
}

function upperCaseText(source: string, at: number): boolean {
  const from = source.lastIndexOf('\n', at) + 1
  const end = source.indexOf('\n', at)
  const line = source.slice(from, end === -1 ? undefined : end)
  return !/\p{Ll}/u.test(line)
}
