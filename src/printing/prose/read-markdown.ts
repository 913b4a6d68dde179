import type { PhrasingContent, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import { type Excess, fewMarks, MOST, tooManyBlocks, tooManyMarks } from './markdown-limits.ts'
import { makeEditsQuick } from './quick-edits.ts'

makeEditsQuick()

/**
 * The blocks of a Markdown text as the notation reads them (no underlined headings). Never throws, and takes no text for long: where
 * there are too many marks inside its paragraphs they are the signs that they are, and what has too many blocks is its lines as written.
 */
export function readMarkdown(text: string, mostParts: number = MOST.parts): readonly RootContent[] {
  if (tooManyBlocks(text, mostParts) !== null) return asWritten(text)
  if (fewMarks(text)) return parse(text)
  const bare = parse(text, INSIDE)
  return tooManyMarks(bare) === null ? parse(text) : bare
}

/** What a Markdown text has too much of to be drawn as it is meant; null for nothing. */
export function markdownExcess(text: string, mostParts: number = MOST.parts): Excess | null {
  const excess = tooManyBlocks(text, mostParts)
  if (excess !== null || fewMarks(text)) return excess
  // What is a paragraph, a row or an item only the parser knows; without a meaning for their marks it is quick.
  return tooManyMarks(parse(text, INSIDE))
}

/** What stands inside a paragraph, and costs the more the more of it there is. */
const INSIDE = ['attention', 'autolink', 'codeText', 'htmlText', 'labelStartImage', 'labelStartLink', 'labelEnd']

function parse(text: string, unread: readonly string[] = []): RootContent[] {
  return fromMarkdown(text, {
    extensions: [gfmTable(), { disable: { null: ['setextUnderline', 'definition', ...unread] } }],
    mdastExtensions: [gfmTableFromMarkdown()],
  }).children
}

function asWritten(text: string): RootContent[] {
  const parts = text.split(/(?:[ \t]*(?:\r\n|\n|\r)){2,}/)
  return parts.map((part) => ({
    type: 'paragraph',
    children: part.split(/\r\n|\n|\r/).flatMap((value, at): PhrasingContent[] => {
      const line = { type: 'text', value } as const
      return at === 0 ? [line] : [{ type: 'break' }, line]
    }),
  }))
}
