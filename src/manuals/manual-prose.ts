import { leadsOut, type MarkdownLook } from '#src/web/markdown-html.ts'

/** How the prose of a manual looks on its page: its headings `deeper` than written, its numbered items with ids where they are given. */
export function manualProse(deeper: number, itemId?: (number: number) => string): MarkdownLook {
  return {
    heading: (depth) => Math.min(6, depth + deeper),
    // Places of this page too; anything else leads nowhere.
    address: (url) => (leadsOut(url) || url.startsWith('#') ? url : '#'),
    ...(itemId && { itemId }),
  }
}
