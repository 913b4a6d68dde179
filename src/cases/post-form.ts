import type { Form } from '#src/manual/types.ts'
import { readFormStrings } from '#src/procedure/index.ts'
import type { FormValue } from '#src/procedure/types.ts'
import { inputName, keptFileName } from './card-parts.ts'
import type { Post } from './read-post.ts'

/** Values of a manual's form out of what a page's form sent, and the ids of the files among them. */
export function formOfPost(form: Form, post: Post): { values: Record<string, FormValue>; files: string[] } {
  const strings: Record<string, string> = {}
  const files: string[] = []
  for (const field of form.fields) {
    const name = inputName(form, field)
    if (field.type.kind !== 'file') {
      strings[field.name] = post.fields[name] ?? ''
      continue
    }
    const id = post.files.find((file) => file.field === name)?.id ?? post.fields[keptFileName(form, field)] ?? ''
    strings[field.name] = id
    if (id !== '') files.push(id)
  }
  return { values: { ...readFormStrings(form, strings) }, files }
}

/** Ids of the files that a form brought beside those of a manual's form. */
export function attachmentsOf(post: Post): string[] {
  const kept = post.fields['adjuntos-recibidos'] ?? ''
  const before = kept.split(' ').filter((id) => id !== '')
  return [...before, ...post.files.filter((file) => file.field === 'adjuntos').map((file) => file.id)]
}
