import type { Queryable } from '#src/platform/db/types.ts'
import { type Reading, readerNumbers, shareOf } from './find-entries.store.ts'

/** How long, in milliseconds, it is believed how much somebody reads. It decides how to look, never what may be found. */
const BELIEVED = 20_000

/** In whose name a person looks, from memory where that is known. */
export async function readingOf(db: Queryable, person: string, readers: readonly string[]): Promise<Reading> {
  const now = performance.now()
  const known = kept.get(readers)
  if (known !== undefined && now - known.at < BELIEVED) return known.reading
  const [numbers, share] = await Promise.all([numbersOf(db, readers), shareOf(db, readers)])
  const reading = { person, readers, numbers, share }
  kept.set(readers, { at: now, reading })
  return reading
}

// By the list of readers, which is the same object as long as the directory is.
const kept = new WeakMap<readonly string[], { readonly at: number; readonly reading: Reading }>()

/** Numbers of readers or units. One that has no number has nothing to be found; as soon as it has, it is looked up. */
export async function numbersOf(db: Queryable, readers: readonly string[]): Promise<number[]> {
  return [...(await readerNumbers(db, readers)).values()]
}
