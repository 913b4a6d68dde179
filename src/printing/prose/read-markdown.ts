import type { Nodes, PhrasingContent, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'

/** The blocks of a Markdown text as the notation reads them (no underlined headings). */
export function readMarkdown(text: string): readonly RootContent[] {
  return fromMarkdown(text, {
    extensions: [gfmTable(), { disable: { null: ['setextUnderline', 'definition'] } }],
    mdastExtensions: [gfmTableFromMarkdown()],
  }).children
}

/** The words of some Markdown, without its marks. */
export function plainText(nodes: readonly (PhrasingContent | Nodes)[]): string {
  return nodes
    .map((node) => ('value' in node ? node.value : 'children' in node ? plainText(node.children) : ''))
    .join('')
}
