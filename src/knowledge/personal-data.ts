import { splitWords } from '#src/spanish/index.ts'

/** What in a text looks like an address, a telephone number or a number of identity of somebody; at most ten. A help for who writes, no proof. */
export function personalIn(text: string): string[] {
  const found = new Set<string>()
  for (const { from, to, kind, folded } of splitWords(text)) {
    if (kind === 'mail' || kind === 'phone' || (kind === 'number' && /^\d{8,}$/.test(folded)))
      found.add(text.slice(from, to))
  }
  return [...found].slice(0, 10)
}
