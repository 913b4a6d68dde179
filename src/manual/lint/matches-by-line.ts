interface Match {
  readonly text: string
  readonly index: number
}

/**
 * Every match of a pattern that never goes over the end of a line, nor looks past it. Patterns over letters of any language are slow
 * and most lines were looked at in the reading before, so what a line holds is kept.
 */
export function matchesByLine(source: string, pattern: RegExp): readonly Match[] {
  const lines = kept.get(pattern) ?? new Map<string, readonly (readonly [number, number])[]>()
  kept.set(pattern, lines)
  const found: Match[] = []
  let from = 0
  for (const line of source.split('\n')) {
    let places = lines.get(line)
    if (places === undefined) {
      // Its own copy: a slice would hold the whole text in memory for as long as the line is kept.
      const own = line.length <= LONGEST ? line.split('').join('') : line
      places = [...own.matchAll(pattern)].map(({ 0: text, index }) => [index, index + text.length])
      if (lines.size >= MOST) lines.clear()
      if (line.length <= LONGEST) lines.set(own, places)
    }
    for (const [start, end] of places) found.push({ text: line.slice(start, end), index: from + start })
    from += line.length + 1
  }
  return found
}

const kept = new WeakMap<RegExp, Map<string, readonly (readonly [number, number])[]>>()
const MOST = 5_000
const LONGEST = 600
