import type { List, Nodes, Table } from 'mdast'
import { attributes, type HtmlFragment, html } from '#src/platform/http/html.ts'
import { plainText, readMarkdown } from '#src/printing/prose/read-markdown.ts'

/** A picture that an article may show: one of its own attachments, by the name under which it was attached. */
export type PictureOf = (name: string) => string | null

/**
 * The Markdown of an article as markup. Every text goes through our own template, so HTML in it is shown as the text that it is; links
 * lead to the web, to mail or to a page of ours; pictures are attachments of the article itself.
 */
export function articleHtml(text: string, picture: PictureOf): HtmlFragment[] {
  return readMarkdown(text).map((node) => nodeHtml(node, picture, 0))
}

// Quotes within quotes within lists: what is nested deeper is shown as text.
const DEEPEST = 40

function nodeHtml(node: Nodes, picture: PictureOf, depth: number): HtmlFragment {
  if (depth > DEEPEST) return html`${'children' in node ? plainText(node.children as never) : ''}`
  const inner = (nodes: readonly Nodes[]) => nodes.map((each) => nodeHtml(each, picture, depth + 1))
  switch (node.type) {
    case 'text':
      return html`${node.value}`
    case 'paragraph':
      return html`<p>${inner(node.children)}</p>`
    case 'heading':
      // The page's own headings are above.
      return node.depth <= 2 ? html`<h3>${inner(node.children)}</h3>` : html`<h4>${inner(node.children)}</h4>`
    case 'strong':
      return html`<strong>${inner(node.children)}</strong>`
    case 'emphasis':
      return html`<em>${inner(node.children)}</em>`
    case 'delete':
      return html`<del>${inner(node.children)}</del>`
    case 'inlineCode':
      return html`<code>${node.value}</code>`
    case 'code':
      return html`<pre tabindex="0"><code>${node.value}</code></pre>`
    case 'break':
      return html`<br>`
    case 'link':
      return linkHtml(node.url, inner(node.children))
    case 'image': {
      const source = picture(decoded(node.url))
      return source === null
        ? html`${node.alt ?? ''}`
        : html`<img src="${source}" alt="${node.alt ?? ''}" loading="lazy">`
    }
    case 'blockquote':
      return html`<blockquote>${inner(node.children)}</blockquote>`
    case 'thematicBreak':
      return html`<hr>`
    case 'list':
      return listHtml(node, inner)
    case 'table':
      return tableHtml(node, inner)
    case 'html':
      return html`${node.value}`
    case 'linkReference':
      return html`${inner(node.children)}`
    default:
      return html``
  }
}

function linkHtml(url: string, words: readonly HtmlFragment[]): HtmlFragment {
  if (/^(?:https?:\/\/|mailto:)/i.test(url)) return html`<a href="${url}" rel="noreferrer">${words}</a>`
  // A place of ours; with two slashes it would be somebody else's.
  return /^\/(?![/\\])/.test(url) ? html`<a href="${url}">${words}</a>` : html`${words}`
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url.replace(/^archivo:/, ''))
  } catch {
    return url
  }
}

type Inner = (nodes: readonly Nodes[]) => HtmlFragment[]

function listHtml({ ordered, start, spread, children }: List, inner: Inner): HtmlFragment {
  const items = children.map((item) => {
    const parts = item.children.map((child) =>
      child.type === 'paragraph' && !spread && !item.spread ? html`${inner(child.children)}` : html`${inner([child])}`,
    )
    return html`<li>${parts}</li>`
  })
  return ordered
    ? html`<ol${attributes({ start: start === 1 || start === null ? undefined : start })}>${items}</ol>`
    : html`<ul>${items}</ul>`
}

function tableHtml({ children }: Table, inner: Inner): HtmlFragment {
  const [head, ...rows] = children
  const labels = (head?.children ?? []).map((cell) => plainText(cell.children))
  return html`<div class="table-frame"><table class="table"><thead><tr>${(head?.children ?? []).map((cell) => html`<th scope="col">${inner(cell.children)}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.children.map((cell, at) => html`<td data-label="${labels[at] ?? ''}"><span>${inner(cell.children)}</span></td>`)}</tr>`)}</tbody></table></div>`
}
