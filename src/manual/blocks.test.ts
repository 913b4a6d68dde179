import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Block, readBlocks } from './blocks.ts'

// The text is parsed in pieces; none of these may be cut where the whole would not end a block.
const WHOLE: readonly (readonly [source: string, blocks: string])[] = [
  ['<script a\n\n| a |\n|---|\n\n# x\n', 'other@1'],
  ['<!-- a -->\n\n# x\n', 'other@1 heading@3'],
  ['a\n#b\n# c\n', 'paragraph@1 heading@3'],
  ['- x\n| y |\n\n- z\n', 'list@1'],
  ['| a |\n|---|\n| b |\n- i\n| l |\n\n- j\n', 'table@1 list@4'],
  ['1. n\n\n   | a |\n   |---|\n   | b |\n\n2. m\n\n| c |\n|---|\n\n- f\n\n- g\n', 'list@1 table@9 list@12'],
  ['```\n# a\n\n| b |\n```\n# c\n', 'other@1 heading@6'],
  ['<!-- a\n\n| b |\n\n# c -->\n\n| d |\n|---|\n| e |\n\nf\n', 'other@1 table@7 paragraph@11'],
  ['> # q\n\n| a |\n|---|\n| b |\nlazy\n\nend\n', 'other@1 table@3 paragraph@8'],
]

for (const [source, blocks] of WHOLE) {
  test(JSON.stringify(source), () => {
    const told = readBlocks(source).map((block: Block) => `${block.kind}@${block.span.start.line}`)
    assert.equal(told.join(' '), blocks)
    for (const { span } of readBlocks(source)) {
      const before = source.slice(0, span.start.offset).split('\n')
      assert.equal(span.start.line, before.length)
      assert.equal(span.start.column, before.at(-1)!.length + 1)
    }
  })
}
