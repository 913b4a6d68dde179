export interface Matched<T> {
  /** Both in the order of the text after. */
  readonly pairs: readonly { readonly before: T; readonly after: T }[]
  readonly removed: readonly T[]
  readonly added: readonly T[]
}

/**
 * Finds what of the text before is what of the text after. Each key is tried in turn on what is still alone; things with the same key
 * are matched in their order. A key that gives null matches nothing; `similar` then joins what resembles each other most.
 */
export function matchUp<T>(
  before: readonly T[],
  after: readonly T[],
  keys: readonly ((thing: T) => string | null)[],
  similar?: { readonly text: (thing: T) => string; readonly after: number },
): Matched<T> {
  const partner = new Map<T, T>()
  const taken = new Set<T>()
  const join = (old: T, now: T) => {
    partner.set(now, old)
    taken.add(old)
  }
  const byKey = (key: (thing: T) => string | null) => {
    const waiting = Map.groupBy(
      before.filter((old) => !taken.has(old)),
      key,
    )
    waiting.delete(null)
    for (const now of after) {
      if (partner.has(now)) continue
      const name = key(now)
      const old = name === null ? undefined : waiting.get(name)?.shift()
      if (old !== undefined) join(old, now)
    }
  }
  const bySimilarity = (text: (thing: T) => string) => {
    const olds = before.filter((old) => !taken.has(old)).map((thing) => ({ thing, words: wordsOf(text(thing)) }))
    const news = after.filter((now) => !partner.has(now)).map((thing) => ({ thing, words: wordsOf(text(thing)) }))
    const couples = news.flatMap((now) => olds.map((old) => ({ old, now, likeness: likeness(old.words, now.words) })))
    for (const { old, now, likeness } of couples.sort((a, b) => b.likeness - a.likeness)) {
      if (likeness < 0.5) break
      if (!taken.has(old.thing) && !partner.has(now.thing)) join(old.thing, now.thing)
    }
  }
  for (const [at, key] of keys.entries()) {
    if (similar?.after === at) bySimilarity(similar.text)
    byKey(key)
  }
  return {
    pairs: after.flatMap((now) => (partner.has(now) ? [{ before: partner.get(now)!, after: now }] : [])),
    removed: before.filter((old) => !taken.has(old)),
    added: after.filter((now) => !partner.has(now)),
  }
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
}

/** Words in both, of words in either: 0 to 1. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = a.intersection(b).size
  return both === 0 ? 0 : both / (a.size + b.size - both)
}
