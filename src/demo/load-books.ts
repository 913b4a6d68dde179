import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { actingAs } from '#src/people/acting-as.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { annotate } from '#src/registers/annotations/annotate.ts'
import { type ClosingDeps, closeMonth, monthsWaiting } from '#src/registers/closings/close-month.ts'
import { type BookStanding, bookStandings } from '#src/registers/closings/closing.store.ts'
import { responsibleUnit } from '#src/registers/permissions.ts'
import { DEMO_PASSWORD } from './load-demo.ts'

interface DemoBook {
  readonly name: string
  /** How many of its months are closed, the oldest first. */
  readonly monthsClosed: number
  readonly annotations: readonly { readonly folio: number; readonly corrected: string; readonly reason: string }[]
}

/** The head of a book corrects some of its folios and closes its first months. A book that nobody has written in yet is left alone. */
export async function loadDemoBooks(deps: ClosingDeps, folder: string): Promise<void> {
  const { books } = JSON.parse(readFileSync(join(folder, 'books.json'), 'utf8')) as { books: DemoBook[] }
  const now = deps.clock()
  const { directory } = await deps.institution(deps.db, now)
  const standings = await bookStandings(deps.db)
  for (const book of books) {
    const standing = standings.find(({ name }) => name === book.name)
    if (standing === undefined || standing.lastClosed !== null) continue
    const person = actingAs(directory, headOf(standing, directory))
    for (const annotation of book.annotations)
      await annotate(deps.db, { person, directory, now }, { register: standing.id, ...annotation })
    const timeZone = directory.rows.institution?.timeZone ?? 'UTC'
    for (const month of monthsWaiting(standing, now, timeZone).slice(0, book.monthsClosed))
      await closeMonth(deps, { person, directory, password: DEMO_PASSWORD, address: '127.0.0.1' }, standing.id, month)
  }
}

function headOf({ name, unit }: BookStanding, directory: InstitutionDirectory): string {
  const position = responsibleUnit(directory, unit)?.head
  const head = directory.activePeople.find(({ id }) =>
    directory.actingPostsOf(id).some((post) => post.id === position && post.standsInFor === null),
  )
  if (head === undefined) throw new Error(`books.json: nobody answers for «${name}»`)
  return head.id
}
