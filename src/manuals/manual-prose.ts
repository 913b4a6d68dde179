import type { RootContent } from 'mdast'
import { leadsOut, type MarkdownLook } from '#src/web/markdown-html.ts'

/**
 * How the prose of a part of a manual looks on its page: its highest headings right under the part's own (h2), however deep they were
 * written, so that the outline has no gap; its numbered items with ids where they are given.
 */
export function manualProse(nodes: readonly RootContent[], itemId?: (number: number) => string): MarkdownLook {
  const highest = Math.min(...nodes.flatMap((node) => (node.type === 'heading' ? [node.depth] : [])))
  return {
    heading: (depth) => Math.max(3, Math.min(6, depth - highest + 3)),
    // Places of this page too; anything else leads nowhere.
    address: (url) => (leadsOut(url) || url.startsWith('#') ? url : '#'),
    ...(itemId && { itemId }),
  }
}
