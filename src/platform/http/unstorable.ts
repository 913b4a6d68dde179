/**
 * Whether any text in `value`, member names included, holds what PostgreSQL cannot keep: U+0000, or half of a
 * surrogate pair, which would come back as another character than the one that was hashed and signed.
 */
export function unstorable(value: unknown): boolean {
  // A list and not recursion: a body nested a hundred thousand deep must not exhaust the stack.
  const open: unknown[] = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next === 'string') {
      if (next.includes('\u0000') || !next.isWellFormed()) return true
    } else if (Array.isArray(next)) {
      for (const item of next) open.push(item)
    } else if (typeof next === 'object' && next !== null && !ArrayBuffer.isView(next)) {
      for (const name in next) {
        open.push(name, (next as Record<string, unknown>)[name])
      }
    }
  }
  return false
}
