import type { Post } from '#src/cases/read-post.ts'
import { isUuid } from '#src/platform/uuid.ts'
import { refusedHere } from './refusals.ts'
import { KEPT } from './upload-field.ts'

const MOST = 20

/** Ids of the documents that a form brought, those that were uploaded before it was sent first. Refuses more than the record takes. */
export function filesOf(post: Post): readonly string[] {
  const before = (post.fields[KEPT] ?? '').split(/\s+/).filter(isUuid)
  const files = [...new Set([...before, ...post.files.filter(({ field }) => field === 'adjuntos').map(({ id }) => id)])]
  if (files.length > MOST) throw refusedHere('too-many-files')
  return files
}
