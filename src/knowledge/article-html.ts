import type { HtmlFragment } from '#src/platform/http/html.ts'
import { readMarkdown } from '#src/printing/prose/read-markdown.ts'
import { blocksHtml, leadsOut } from '#src/web/markdown-html.ts'

/** A picture that an article may show: one of its own attachments, by the name under which it was attached. */
export type PictureOf = (name: string) => string | null

/** The Markdown of an article as markup. Links lead to the web, to mail or to a page of ours; pictures are attachments of the article itself. */
export function articleHtml(text: string, picture: PictureOf): HtmlFragment[] {
  return blocksHtml(readMarkdown(text), {
    // The page's own headings are above.
    heading: (depth) => (depth <= 2 ? 3 : 4),
    // A place of ours; with two slashes it would be somebody else's.
    address: (url) => (leadsOut(url) || /^\/(?![/\\])/.test(url) ? url : null),
    picture: (url) => picture(decoded(url)),
  })
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url.replace(/^archivo:/, ''))
  } catch {
    return url
  }
}
