/**
 * How many slips of the keyboard lie between two words: a letter too many, missing, wrong, or two exchanged. Infinity where there are
 * more than `most`.
 */
export function slips(a: string, b: string, most: number): number {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > most) return Number.POSITIVE_INFINITY
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1)
      row.push(cost)
      if (cost < least) least = cost
    }
    if (least > most) return Number.POSITIVE_INFINITY
    before = last
    last = row
  }
  return last[b.length]! <= most ? last[b.length]! : Number.POSITIVE_INFINITY
}

/** How many slips are forgiven in a word of this length. */
export function forgiven(length: number): number {
  return length < 4 ? 0 : length < 8 ? 1 : 2
}
