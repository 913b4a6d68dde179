/** What is to be looked at next, by cost; equal costs come out in the order in which they went in. */
export interface Heap {
  readonly clear: () => void
  readonly push: (cost: number, state: number) => void
  /** The state of least cost, or -1. */
  readonly pop: () => number
  /** The cost of the state that came out last. */
  readonly lastCost: () => number
}

export function makeHeap(): Heap {
  const costs: number[] = []
  const states: number[] = []
  const ages: number[] = []
  let size = 0
  let age = 0
  let last = 0

  function set(at: number, cost: number, state: number, born: number): void {
    costs[at] = cost
    states[at] = state
    ages[at] = born
  }

  return {
    clear() {
      size = 0
      age = 0
    },
    push(cost, state) {
      let at = size++
      while (at > 0) {
        const above = (at - 1) >> 1
        // What is above went in before, so it stays above its equals.
        if (costs[above]! <= cost) break
        set(at, costs[above]!, states[above]!, ages[above]!)
        at = above
      }
      set(at, cost, state, age++)
    },
    pop() {
      if (size === 0) return -1
      const out = states[0]!
      last = costs[0]!
      size--
      const cost = costs[size]!
      const state = states[size]!
      const born = ages[size]!
      let at = 0
      for (let child = 1; child < size; child = 2 * at + 1) {
        const right = child + 1
        if (
          right < size &&
          (costs[right]! < costs[child]! || (costs[right] === costs[child] && ages[right]! < ages[child]!))
        )
          child = right
        if (cost < costs[child]! || (cost === costs[child] && born < ages[child]!)) break
        set(at, costs[child]!, states[child]!, ages[child]!)
        at = child
      }
      set(at, cost, state, born)
      return out
    },
    lastCost: () => last,
  }
}
