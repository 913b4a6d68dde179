import type { List, Nodes, RootContent, Table } from 'mdast'
import { attributes, type HtmlFragment, html } from '#src/platform/http/html.ts'
import { plainText, readMarkdown } from '#src/printing/prose/read-markdown.ts'

export { plainText, readMarkdown } from '#src/printing/prose/read-markdown.ts'

export interface MarkdownLook {
  /** Added to the depth of each heading, so that the page keeps one outline. */
  readonly deeper: number
  /** Gives the items of numbered lists an id, so that a norm can be linked to. */
  readonly itemId?: (number: number) => string
}

/** Markdown as markup. Every text goes through our own template: HTML in it is shown as the text that it is, comments are left out. */
export function markdownHtml(text: string, look: MarkdownLook): HtmlFragment[] {
  return blocksHtml(readMarkdown(text), look)
}

export function blocksHtml(nodes: readonly RootContent[], look: MarkdownLook): HtmlFragment[] {
  return nodes.map((node) => nodeHtml(node, look))
}

function nodeHtml(node: Nodes, look: MarkdownLook): HtmlFragment {
  switch (node.type) {
    case 'text':
      return html`${node.value}`
    case 'paragraph':
      return html`<p>${inner(node.children, look)}</p>`
    case 'heading':
      return headingHtml(Math.min(6, node.depth + look.deeper), html`${inner(node.children, look)}`)
    case 'strong':
      return html`<strong>${inner(node.children, look)}</strong>`
    case 'emphasis':
      return html`<em>${inner(node.children, look)}</em>`
    case 'inlineCode':
      return html`<code>${node.value}</code>`
    case 'code':
      return html`<pre tabindex="0"><code>${node.value}</code></pre>`
    case 'break':
      return html`<br>`
    case 'link':
      return html`<a href="${safeAddress(node.url)}" rel="noreferrer">${inner(node.children, look)}</a>`
    // A picture would be fetched from elsewhere, which the page's policy forbids: its words stand for it.
    case 'image':
    case 'imageReference':
      return html`${node.alt ?? ''}`
    case 'linkReference':
      return html`${inner(node.children, look)}`
    case 'blockquote':
      return html`<blockquote>${inner(node.children, look)}</blockquote>`
    case 'thematicBreak':
      return html`<hr>`
    case 'list':
      return listHtml(node, look)
    case 'table':
      return tableHtml(node, look)
    case 'html':
      return html`${node.value.replace(/<!--[\s\S]*?(?:-->|$)/g, '')}`
    default:
      return html``
  }
}

function inner(nodes: readonly Nodes[], look: MarkdownLook): HtmlFragment[] {
  return nodes.map((node) => nodeHtml(node, look))
}

function headingHtml(depth: number, words: HtmlFragment): HtmlFragment {
  switch (depth) {
    case 2:
      return html`<h2>${words}</h2>`
    case 3:
      return html`<h3>${words}</h3>`
    case 4:
      return html`<h4>${words}</h4>`
    case 5:
      return html`<h5>${words}</h5>`
    default:
      return html`<h6>${words}</h6>`
  }
}

function listHtml({ ordered, start, spread, children }: List, look: MarkdownLook): HtmlFragment {
  const first = start ?? 1
  const items = children.map((item, at) => {
    const words = item.children.map((child) =>
      // A tight list is written without paragraphs.
      child.type === 'paragraph' && !spread && !item.spread
        ? html`${inner(child.children, look)}`
        : nodeHtml(child, { ...look, itemId: undefined }),
    )
    return html`<li${attributes({ id: ordered ? look.itemId?.(first + at) : undefined })}>${words}</li>`
  })
  return ordered
    ? html`<ol${attributes({ start: first === 1 ? undefined : first })}>${items}</ol>`
    : html`<ul>${items}</ul>`
}

function tableHtml({ children }: Table, look: MarkdownLook): HtmlFragment {
  const [head, ...rows] = children
  const labels = (head?.children ?? []).map((cell) => plainText(cell.children))
  return html`<div class="table-frame"><table class="table"><thead><tr>${(head?.children ?? []).map((cell) => html`<th scope="col">${inner(cell.children, look)}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.children.map((cell, at) => html`<td data-label="${labels[at] ?? ''}"><span>${inner(cell.children, look)}</span></td>`)}</tr>`)}</tbody></table></div>`
}

/** Web, mail and places of this page; anything else leads nowhere. */
function safeAddress(url: string): string {
  return /^(?:https?:\/\/|mailto:|#)/i.test(url) ? url : '#'
}
