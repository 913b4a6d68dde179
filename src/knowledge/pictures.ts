import { filePath } from './places.ts'
import type { ArticleFile } from './types.ts'

/** Addresses of the attachments of an article that may be shown as pictures, by their names. */
export function picturesOf(article: number, files: readonly ArticleFile[]): ReadonlyMap<string, string> {
  const pictures = new Map<string, string>()
  for (const { id, name, contentType } of files)
    if (!pictures.has(name) && /^image\/(?:png|jpeg|gif|webp)$/.test(contentType))
      pictures.set(name, `${filePath(article, id)}?ver=imagen`)
  return pictures
}
