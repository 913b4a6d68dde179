import type { InstantText } from '#src/calendar/types.ts'
import { readersOf } from '#src/cases/readers.ts'
import { may, type SignedInPerson } from '#src/people/permissions.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { transaction } from '#src/platform/db/pool.ts'
import type { Db } from '#src/platform/db/types.ts'
import { bookFacts } from '../permissions.ts'
import { registerRefusal } from '../refusals.ts'
import { findEntry } from '../register.store.ts'
import { type Correction, insertAnnotation, openBook } from './annotation.store.ts'

const MOST = 100
const LONGEST = 2_000

export interface AnnotationGiven extends Correction {
  readonly register: number
  readonly folio: number
}

/** Writes a correction beside an entry. Gives its number among those of the folio. */
export async function annotate(
  db: Db,
  {
    person,
    directory,
    now,
  }: { readonly person: SignedInPerson; readonly directory: InstitutionDirectory; readonly now: InstantText },
  { register, folio, ...typed }: AnnotationGiven,
): Promise<number> {
  const content = { corrected: typed.corrected.trim(), reason: typed.reason.trim() }
  return transaction(db, async (tx) => {
    const readers = readersOf(directory, person.id)
    const entry = await findEntry(tx, register, folio, readers)
    if (entry === null) throw registerRefusal('entry-unknown')
    const { writtenBy, unit } = entry
    if (!may(person, 'register.annotate', { ...bookFacts(directory, unit), writtenBy }))
      throw registerRefusal('may-not-annotate')
    const fits = (text: string) => text !== '' && text.length <= LONGEST && text.isWellFormed() && !text.includes('\0')
    if (!fits(content.corrected) || !fits(content.reason)) throw registerRefusal('correction-missing')
    const book = await openBook(tx, register)
    if (book === null) throw registerRefusal('register-unknown')
    // Asked with the book locked: an erasure may have been under way.
    if ((await findEntry(tx, register, folio, readers))?.erased !== false) throw registerRefusal('entry-erased')
    const number = await insertAnnotation(tx, book, { folio, at: now, by: person.id, content })
    if (number > MOST) throw registerRefusal('too-many-annotations')
    return number
  })
}
