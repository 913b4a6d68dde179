import type { Queryable } from '#src/platform/db/types.ts'
import { countUnread } from './mention.store.ts'

export interface UnreadCount {
  /** How many mentions a person has not read: from memory unless something of the person's changed. */
  of(person: string): Promise<number>
  /** Told of every topic that changed in any process; null means that any may have. */
  heard(topic: string | null): void
}

const MOST_KEPT = 20_000

/** Counts of unread mentions for the shell of every page, kept until a change of the person's is heard. */
export function unreadCount(db: Queryable): UnreadCount {
  const kept = new Map<string, Promise<number>>()
  return {
    of(person) {
      const known = kept.get(person)
      if (known !== undefined) return known
      if (kept.size >= MOST_KEPT) kept.clear()
      const counting = countUnread(db, person)
      kept.set(person, counting)
      // A count that failed is asked for again.
      counting.catch(() => kept.delete(person))
      return counting
    },
    heard(topic) {
      if (topic === null) kept.clear()
      else if (topic.startsWith('person:')) kept.delete(topic.slice('person:'.length))
    },
  }
}
