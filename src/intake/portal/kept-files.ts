import { sql } from 'kysely'
import type { Post } from '#src/cases/read-post.ts'
import type { Sent } from '#src/cases/sent.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import { isUuid } from '#src/platform/uuid.ts'
import { refusedHere } from './refusals.ts'
import { dropName, KEPT } from './upload-field.ts'

const MOST = 20

/**
 * Ids of the documents that a form brought, those that were uploaded before it was sent first and not taken away. Refuses more than the
 * record takes.
 */
export function filesOf(post: Post): readonly string[] {
  const before = (post.fields[KEPT] ?? '')
    .split(/\s+/)
    .filter((id) => isUuid(id) && post.fields[dropName(id)] === undefined)
  const files = [...new Set([...before, ...post.files.filter(({ field }) => field === 'adjuntos').map(({ id }) => id)])]
  if (files.length > MOST) throw refusedHere('too-many-files')
  return files
}

/** What was sent with the names of the documents received, those of earlier tries too: the page names what it has. */
export async function namingKept(db: Queryable, sent: Sent | undefined, person: string): Promise<Sent | undefined> {
  const ids = sent?.attachments ?? []
  if (sent === undefined || ids.length === 0) return sent
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from stored_file where id = any(${ids}::uuid[]) and uploaded_by = ${person}::uuid`.execute(db)
  return { ...sent, fileNames: { ...sent.fileNames, ...Object.fromEntries(rows.map(({ id, name }) => [id, name])) } }
}
