/** A clock that stands still until it is moved. `now` is what the program takes for its own clock. */
export type SettableClock = {
  readonly now: () => Temporal.Instant
  set(instant: string): void
  advance(by: Temporal.DurationLike | string): void
}

/** `advance` takes hours and shorter: days depend on a time zone, so a test sets the instant that it means. */
export function settableClock(start: string): SettableClock {
  let at = Temporal.Instant.from(start)
  return {
    now: () => at,
    set: (instant) => {
      at = Temporal.Instant.from(instant)
    },
    advance: (by) => {
      at = at.add(by)
    },
  }
}
