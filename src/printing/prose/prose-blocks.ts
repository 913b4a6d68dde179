import type { List, Nodes, RootContent, Table } from 'mdast'
import type { Block, Run } from '../paper/types.ts'
import { readMarkdown } from './read-markdown.ts'

export interface ProseLook {
  /** Name by which links lead to an item of a numbered list. */
  readonly itemPlace?: (number: number) => string
}

/** Markdown as blocks of paper. HTML in it is printed as the text that it is; comments are left out; pictures are their words. */
export function proseBlocks(markdown: string, look: ProseLook = {}): Block[] {
  return nodeBlocks(readMarkdown(markdown), look)
}

export function nodeBlocks(nodes: readonly RootContent[], look: ProseLook = {}): Block[] {
  return nodes.flatMap((node) => blocksOf(node, look))
}

function blocksOf(node: RootContent, look: ProseLook): Block[] {
  switch (node.type) {
    case 'paragraph':
      // What announces a list or a table stays with it.
      return [
        { kind: 'text', runs: runsOf(node.children), after: 5, keep: wordsIn(node.children).trimEnd().endsWith(':') },
      ]
    case 'heading':
      return [
        {
          kind: 'text',
          tag: node.depth <= 2 ? 'H2' : 'H3',
          runs: runsOf(node.children, { bold: true }),
          size: node.depth <= 2 ? 11 : 10,
          before: 8,
          after: 3,
          keep: true,
        },
      ]
    case 'list':
      return [listBlock(node, look)]
    case 'table':
      return [tableBlock(node)]
    case 'blockquote':
      return nodeBlocks(node.children, look).map((block) =>
        block.kind === 'text' ? { ...block, indent: (block.indent ?? 0) + 18 } : block,
      )
    case 'code':
      return [{ kind: 'text', runs: [{ text: node.value }], indent: 12, after: 5, size: 8.5 }]
    case 'html': {
      const text = node.value.replace(/<!--[\s\S]*?(?:-->|$)/g, '').trim()
      return text === '' ? [] : [{ kind: 'text', runs: [{ text }], after: 5 }]
    }
    default:
      return []
  }
}

function listBlock({ ordered, start, children }: List, look: ProseLook): Block {
  const first = start ?? 1
  return {
    kind: 'list',
    items: children.map((item, at) => ({
      label: ordered ? `${first + at}.` : '•',
      ...(ordered && look.itemPlace !== undefined ? { place: look.itemPlace(first + at) } : {}),
      blocks: nodeBlocks(item.children).map((block) => (block.kind === 'text' ? { ...block, after: 3.5 } : block)),
    })),
  }
}

function tableBlock({ children }: Table): Block {
  const [head, ...rows] = children
  const columns = head?.children.length ?? 0
  const longest = Array.from({ length: columns }, (_, at) =>
    Math.max(12, ...children.map((row) => 4 + Math.min(56, wordsIn(row.children[at]?.children ?? []).length))),
  )
  return {
    kind: 'table',
    widths: longest,
    before: 2,
    after: 7,
    head: (head?.children ?? []).map((cell) => ({
      blocks: [{ kind: 'text', runs: runsOf(cell.children, { bold: true }) }],
      fill: HEAD_FILL,
    })),
    rows: rows.map((row) => ({
      cells: Array.from({ length: columns }, (_, at) => ({
        blocks: [{ kind: 'text', runs: runsOf(row.children[at]?.children ?? []) }] as const,
      })),
    })),
  }
}

/** Ground of the heads of tables. */
export const HEAD_FILL = '#ececec'

function wordsIn(nodes: readonly Nodes[]): string {
  return runsOf(nodes)
    .map(({ text }) => text)
    .join('')
}

export function runsOf(nodes: readonly Nodes[], look: Omit<Run, 'text'> = {}): Run[] {
  return nodes.flatMap((node): Run[] => {
    switch (node.type) {
      case 'text':
      case 'inlineCode':
        // A line of the source is not a line of the paper.
        return [{ ...look, text: node.value.replaceAll('\n', ' ') }]
      case 'strong':
        return runsOf(node.children, { ...look, bold: true })
      case 'emphasis':
        return runsOf(node.children, { ...look, italic: true })
      case 'break':
        return [{ ...look, text: '\n' }]
      case 'link':
        return runsOf(
          node.children,
          /^(?:https?:\/\/|mailto:)/i.test(node.url) ? { ...look, link: { kind: 'web', url: node.url } } : look,
        )
      case 'linkReference':
        return runsOf(node.children, look)
      case 'image':
      case 'imageReference':
        return [{ ...look, text: node.alt ?? '' }]
      case 'html':
        return [{ ...look, text: node.value.replace(/<!--[\s\S]*?(?:-->|$)/g, '') }]
      default:
        return []
    }
  })
}
