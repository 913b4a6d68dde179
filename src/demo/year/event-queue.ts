/** Things to come, the earliest first. */
export interface EventQueue<Event extends { readonly at: string }> {
  add(event: Event): void
  /** Takes the earliest; null when nothing is left. */
  take(): Event | null
}

/** A binary heap by instant (ISO 8601 text of one form, so that text order is time's order). */
export function eventQueue<Event extends { readonly at: string }>(): EventQueue<Event> {
  const heap: Event[] = []
  const before = (a: number, b: number) => heap[a]!.at < heap[b]!.at
  const swap = (a: number, b: number) => {
    const held = heap[a]!
    heap[a] = heap[b]!
    heap[b] = held
  }
  return {
    add(event) {
      heap.push(event)
      for (let place = heap.length - 1; place > 0; ) {
        const above = (place - 1) >> 1
        if (!before(place, above)) break
        swap(place, above)
        place = above
      }
    },
    take() {
      const first = heap[0]
      if (first === undefined) return null
      const last = heap.pop()!
      if (heap.length === 0) return first
      heap[0] = last
      for (let place = 0; ; ) {
        let least = place
        for (const below of [2 * place + 1, 2 * place + 2])
          if (below < heap.length && before(below, least)) least = below
        if (least === place) return first
        swap(place, least)
        place = least
      }
    },
  }
}
