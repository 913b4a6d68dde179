/** Chance that comes out alike for the same seed. */
export interface Random {
  /** From 0 up to 1, without it. */
  next(): number
  /** A whole number from 0 up to `count`, without it. */
  below(count: number): number
  chance(share: number): boolean
  pick<Item>(items: readonly Item[]): Item
  /** One of the items, each as often as its weight says. */
  weighed<Item>(items: readonly { readonly item: Item; readonly weight: number }[]): Item
  /** Around 1: half below, and now and then several times that, as working times are. `spread` 0.5 is ordinary. */
  stretch(spread: number): number
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (count: number) => Math.floor(next() * count)
  return {
    next,
    below,
    chance: (share) => next() < share,
    pick(items) {
      const item = items[below(items.length)]
      if (item === undefined) throw new RangeError('There is nothing to pick from')
      return item
    },
    weighed(items) {
      let left = next() * items.reduce((sum, { weight }) => sum + weight, 0)
      for (const { item, weight } of items) {
        left -= weight
        if (left < 0) return item
      }
      const last = items.at(-1)
      if (last === undefined) throw new RangeError('There is nothing to weigh')
      return last.item
    },
    stretch: (spread) => Math.exp(spread * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())),
  }
}
