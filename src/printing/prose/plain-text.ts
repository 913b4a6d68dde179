import type { Nodes, PhrasingContent } from 'mdast'

/** The words of some Markdown, without its marks, however deep they stand. */
export function plainText(nodes: readonly (PhrasingContent | Nodes)[]): string {
  let text = ''
  // Not by calling itself: a text of a page can nest deeper than calls may.
  const left: Nodes[] = nodes.toReversed()
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if ('value' in node) text += node.value
    else if ('children' in node) for (const child of node.children.toReversed()) left.push(child)
  }
  return text
}
