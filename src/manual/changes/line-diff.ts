/** Lines `[from, to)` of the text before in whose place stand lines `[at, until)` of the text after. */
export interface Hunk {
  readonly from: number
  readonly to: number
  readonly at: number
  readonly until: number
}

/** Where two texts differ, line by line, in order: the fewest lines, up to a thousand of them; beyond that one hunk for the rest. */
export function diffLines(before: readonly string[], after: readonly string[]): readonly Hunk[] {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let tail = 0
  while (
    tail < before.length - start &&
    tail < after.length - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail++
  const old = before.slice(start, before.length - tail)
  const now = after.slice(start, after.length - tail)
  if (old.length === 0 && now.length === 0) return []
  const kept = commonLines(old, now)
  const hunks: Hunk[] = []
  let [x, y] = [0, 0]
  for (const [a, b] of [...kept, [old.length, now.length] as const]) {
    if (a > x || b > y) hunks.push({ from: start + x, to: start + a, at: start + y, until: start + b })
    x = a + 1
    y = b + 1
  }
  return hunks
}

const MOST = 1_000

/** Pairs of places of lines that stay, by Myers' shortest edit. */
function commonLines(old: readonly string[], now: readonly string[]): (readonly [number, number])[] {
  const trace: Int32Array[] = []
  const offset = Math.min(MOST, old.length + now.length) + 1
  let reach = new Int32Array(2 * offset + 1)
  for (let edits = 0; edits < offset; edits++) {
    trace.push(reach.slice())
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && reach[offset + k - 1]! < reach[offset + k + 1]!)
      let x = down ? reach[offset + k + 1]! : reach[offset + k - 1]! + 1
      let y = x - k
      while (x < old.length && y < now.length && old[x] === now[y]) {
        x++
        y++
      }
      reach[offset + k] = x
      if (x >= old.length && y >= now.length) return walkBack(trace, offset, old.length, now.length)
    }
    reach = reach.slice()
  }
  return []
}

function walkBack(
  trace: readonly Int32Array[],
  offset: number,
  endX: number,
  endY: number,
): (readonly [number, number])[] {
  const kept: (readonly [number, number])[] = []
  let [x, y] = [endX, endY]
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const reach = trace[edits]!
    const k = x - y
    const down = k === -edits || (k !== edits && reach[offset + k - 1]! < reach[offset + k + 1]!)
    const before = down ? k + 1 : k - 1
    const fromX = edits === 0 ? 0 : reach[offset + before]!
    const fromY = edits === 0 ? 0 : fromX - before
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      x--
      y--
      kept.push([x, y])
    }
    x = fromX
    y = fromY
  }
  // The walk back notes the line before a step; only those that are the same stay.
  return kept.reverse()
}

/**
 * Joins what two persons made of one text, where they touched different lines. Null where they touched the same ones, or neighbours: a
 * person must decide.
 */
export function mergeTexts(base: string, mine: string, theirs: string): string | null {
  if (mine === base || mine === theirs) return theirs
  if (theirs === base) return mine
  const lines = base.split('\n')
  const my = mine.split('\n')
  const their = theirs.split('\n')
  const own = diffLines(lines, my).map((hunk) => ({ ...hunk, text: my.slice(hunk.at, hunk.until) }))
  const other = diffLines(lines, their).map((hunk) => ({ ...hunk, text: their.slice(hunk.at, hunk.until) }))
  if (own.some((a) => other.some((b) => a.from <= b.to && b.from <= a.to))) return null
  const merged: string[] = []
  let at = 0
  for (const { from, to, text } of [...own, ...other].sort((a, b) => a.from - b.from)) {
    merged.push(...lines.slice(at, from), ...text)
    at = to
  }
  return [...merged, ...lines.slice(at)].join('\n')
}
