import type { List, Nodes, RootContent, Table } from 'mdast'
import { attributes, type HtmlFragment, html } from '#src/platform/http/html.ts'
import { plainText } from '#src/printing/prose/plain-text.ts'

export interface MarkdownLook {
  /** Depth on the page, 2 to 6, of a heading of this depth, so that the page keeps one outline. */
  readonly heading: (depth: number) => number
  /** Where a link leads; null for nowhere, and its words stand alone. Only web, mail and what the page itself allows. */
  readonly address: (url: string) => string | null
  /** Address of a picture by what the text calls it; without one its words stand for it: the page's policy forbids fetching from elsewhere. */
  readonly picture?: (url: string) => string | null
  /** Gives the items of numbered lists an id, so that a norm can be linked to. */
  readonly itemId?: (number: number) => string
}

/** Is this an address of the web or of mail? */
export function leadsOut(url: string): boolean {
  return /^(?:https?:\/\/|mailto:)/i.test(url)
}

/** Markdown as markup. Every text goes through our own template: HTML in it is shown as the text that it is, comments are left out. */
export function blocksHtml(nodes: readonly RootContent[], look: MarkdownLook): HtmlFragment[] {
  return nodes.map((node) => nodeHtml(node, look, 0))
}

// Quotes within quotes within lists: what is nested deeper is shown as text.
const DEEPEST = 40

function nodeHtml(node: Nodes, look: MarkdownLook, depth: number): HtmlFragment {
  if (depth > DEEPEST) return html`${plainText([node])}`
  const inner: Inner = (nodes, other = look) => nodes.map((each) => nodeHtml(each, other, depth + 1))
  switch (node.type) {
    case 'text':
      return html`${node.value}`
    case 'paragraph':
      return html`<p>${inner(node.children)}</p>`
    case 'heading':
      return headingHtml(look.heading(node.depth), html`${inner(node.children)}`)
    case 'strong':
      return html`<strong>${inner(node.children)}</strong>`
    case 'emphasis':
      return html`<em>${inner(node.children)}</em>`
    case 'inlineCode':
      return html`<code>${node.value}</code>`
    case 'code':
      return html`<pre tabindex="0"><code>${node.value}</code></pre>`
    case 'break':
      return html`<br>`
    case 'link': {
      const address = look.address(node.url)
      return address === null
        ? html`${inner(node.children)}`
        : html`<a href="${address}" rel="noreferrer">${inner(node.children)}</a>`
    }
    case 'image': {
      const source = look.picture?.(node.url) ?? null
      return source === null
        ? html`${node.alt ?? ''}`
        : html`<img src="${source}" alt="${node.alt ?? ''}" loading="lazy">`
    }
    case 'imageReference':
      return html`${node.alt ?? ''}`
    case 'linkReference':
      return html`${inner(node.children)}`
    case 'blockquote':
      return html`<blockquote>${inner(node.children)}</blockquote>`
    case 'thematicBreak':
      return html`<hr>`
    case 'list':
      return listHtml(node, look, inner)
    case 'table':
      return tableHtml(node, inner)
    case 'html':
      return html`${node.value.replace(/<!--[\s\S]*?(?:-->|$)/g, '')}`
    default:
      return html``
  }
}

type Inner = (nodes: readonly Nodes[], look?: MarkdownLook) => HtmlFragment[]

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

function listHtml({ ordered, start, spread, children }: List, look: MarkdownLook, inner: Inner): HtmlFragment {
  const first = start ?? 1
  const items = children.map((item, at) => {
    const words = item.children.map((child) =>
      // A tight list is written without paragraphs.
      child.type === 'paragraph' && !spread && !item.spread
        ? html`${inner(child.children)}`
        : html`${inner([child], { ...look, itemId: undefined })}`,
    )
    return html`<li${attributes({ id: ordered ? look.itemId?.(first + at) : undefined })}>${words}</li>`
  })
  return ordered
    ? html`<ol${attributes({ start: first === 1 ? undefined : first })}>${items}</ol>`
    : html`<ul>${items}</ul>`
}

// Each of a column's cells carries the name of the column.
const LONGEST_LABEL = 80

function tableHtml({ children }: Table, inner: Inner): HtmlFragment {
  const [head, ...rows] = children
  const labels = (head?.children ?? []).map((cell) => plainText(cell.children).slice(0, LONGEST_LABEL))
  return html`<div class="table-frame"><table class="table"><thead><tr>${(head?.children ?? []).map((cell) => html`<th scope="col">${inner(cell.children)}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.children.map((cell, at) => html`<td data-label="${labels[at] ?? ''}"><span>${inner(cell.children)}</span></td>`)}</tr>`)}</tbody></table></div>`
}
