/** Requests that a key may make in a minute, in each process. */
export const REQUESTS_A_MINUTE = 600

export interface KeyPace {
  /** Counts one more request of a key; seconds to wait when it is one too many, else 0. */
  count(key: string, millis: number): number
}

/** Counts by fixed minutes. Of a process alone: two processes admit twice as much, and none has to ask the other. */
export function keyPace(most = REQUESTS_A_MINUTE): KeyPace {
  let minute = 0
  let counts = new Map<string, number>()
  return {
    count(key, millis) {
      const now = Math.floor(millis / 60_000)
      if (now !== minute) {
        minute = now
        counts = new Map()
      }
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      return count > most ? Math.max(1, Math.ceil(((now + 1) * 60_000 - millis) / 1000)) : 0
    },
  }
}
