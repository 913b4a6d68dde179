import { readFrontMatter } from '#src/manual/front-matter.ts'
import { placesOf } from '#src/manual/index.ts'
import { notesFor } from '#src/manual/notes.ts'

/** What a text says of itself, errors or not: lists name a draft by it. */
export function frontOf(source: string): { readonly code: string | null; readonly title: string | null } {
  const { code, title } = readFrontMatter(source, notesFor(placesOf(source)))
  return { code: code.slice(0, 200) || null, title: title.slice(0, 500) || null }
}
