import type { Queryable } from '#src/platform/db/types.ts'
import { bodyOf, type CaseEvent, caseEvent } from '../event.ts'
import { isInternal } from '../event-names.ts'
import { type Position, SCAN, scanActs } from './event.store.ts'

export interface EventPage {
  readonly events: readonly (CaseEvent & { readonly position: Position })[]
  /** Where to go on. */
  readonly next: Position
  /** There may be more already. */
  readonly more: boolean
}

const SCANS = 4

/** The events after a place that one of `readers` may read: at most `limit`, after looking at a bounded number of acts. */
export async function readEvents(
  db: Queryable,
  after: Position,
  readers: readonly string[],
  limit: number,
): Promise<EventPage> {
  const events: (CaseEvent & { position: Position })[] = []
  let next = after
  for (let scan = 0; scan < SCANS; scan++) {
    const acts = await scanActs(db, next, readers)
    for (const act of acts) {
      const { xid, caseId, seq } = act
      next = { xid, caseId, seq }
      if (!act.readable || isInternal(act.kind, bodyOf(act.text))) continue
      events.push({ ...caseEvent(act), position: next })
      if (events.length === limit) return { events, next, more: true }
    }
    if (acts.length < SCAN) return { events, next, more: false }
  }
  return { events, next, more: true }
}
