import { createHash } from 'node:crypto'

/**
 * Keeps what was drawn of some texts, `most` characters of it in all, and forgets first what was not asked for longest. The key is all
 * that the drawing depends on, so that nothing kept is ever out of date.
 */
export function drawnOnce(most: number): (key: readonly string[], draw: () => string) => string {
  const known = new Map<string, string>()
  let size = 0
  return (key, draw) => {
    const digest = createHash('sha256').update(JSON.stringify(key)).digest('base64')
    const text = known.get(digest) ?? flat(draw())
    size += known.delete(digest) ? 0 : text.length
    known.set(digest, text)
    for (const [oldest, { length }] of known) {
      if (size <= most) break
      known.delete(oldest)
      size -= length
    }
    return text
  }
}

// What was joined of many pieces keeps each of them in memory; what was read from bytes is one.
function flat(text: string): string {
  return Buffer.from(text).toString()
}
