/** The first bands of the pages after the first, where the sum of what the pages cost is least; null when none is finite. */
export function cheapestCuts(
  bands: number,
  costOf: (from: number, to: number) => number,
): { readonly cuts: readonly number[]; readonly cost: number } | null {
  const least = [0]
  const begins = [0]
  for (let to = 1; to <= bands; to++) {
    least[to] = Number.POSITIVE_INFINITY
    begins[to] = 0
    for (let from = to - 1; from >= 0; from--) {
      if (least[from] === Number.POSITIVE_INFINITY) continue
      const cost = least[from]! + costOf(from, to)
      if (cost >= least[to]!) continue
      least[to] = cost
      begins[to] = from
    }
  }
  const cost = least[bands]!
  if (cost === Number.POSITIVE_INFINITY) return null
  const cuts: number[] = []
  for (let from = begins[bands]!; from > 0; from = begins[from]!) cuts.unshift(from)
  return { cuts, cost }
}
