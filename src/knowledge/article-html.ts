import { type HtmlFragment, raw, render } from '#src/platform/http/html.ts'
import { readMarkdown } from '#src/printing/prose/read-markdown.ts'
import { blocksHtml, leadsOut } from '#src/web/markdown-html.ts'
import { drawnOnce } from './drawn-once.ts'
import { LIMITS } from './limits.ts'

/**
 * The Markdown of an article as markup. Links lead to the web, to mail or to a page of ours; pictures are attachments of the article
 * itself, by the names under which they were attached. What would cost too much to draw is shown as it was written.
 */
export function articleHtml(text: string, pictures: ReadonlyMap<string, string>): HtmlFragment {
  return raw(kept([text, ...[...pictures].flat()], () => drawn(text, pictures)))
}

// What all readers of an institution open on a morning, at some 100 thousand characters each; a text of a version never changes.
const kept = drawnOnce(6_000_000)

function drawn(text: string, pictures: ReadonlyMap<string, string>): string {
  const blocks = blocksHtml(readMarkdown(text, LIMITS.parts), {
    // The page's own headings are above.
    heading: (depth) => (depth <= 2 ? 3 : 4),
    // A place of ours; with two slashes it would be somebody else's.
    address: (url) => (leadsOut(url) || /^\/(?![/\\])/.test(url) ? url : null),
    picture: (url) => pictures.get(decoded(url)) ?? null,
  })
  return blocks.map(render).join('')
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url.replace(/^archivo:/, ''))
  } catch {
    return url
  }
}
