import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RootContent } from 'mdast'
import { html, render } from '#src/platform/http/html.ts'
import { blocksHtml } from './markdown-html.ts'

const drawn = (nodes: RootContent[]) =>
  render(html`${blocksHtml(nodes, { heading: (depth) => depth, address: () => null })}`)

test('what is nested deeper than a page can show is its words, however deep it is', () => {
  let node: RootContent = { type: 'paragraph', children: [{ type: 'text', value: 'hondo' }] }
  for (let depth = 0; depth < 30_000; depth++) node = { type: 'blockquote', children: [node] }
  const page = drawn([node])
  assert.match(page, /hondo/)
  assert.ok(page.split('<blockquote>').length < 50)
})

test('words that stand just where the page stops nesting are not lost', () => {
  for (let levels = 30; levels < 50; levels++) {
    let node: RootContent = { type: 'paragraph', children: [{ type: 'text', value: 'hondo' }] }
    for (let depth = 0; depth < levels; depth++) node = { type: 'blockquote', children: [node] }
    assert.match(drawn([node]), /hondo/, `${levels} levels`)
  }
})

test('a long name of a column is not repeated whole in each of its cells', () => {
  const row = (value: string): Extract<RootContent, { type: 'table' }>['children'][number] => ({
    type: 'tableRow',
    children: [{ type: 'tableCell', children: [{ type: 'text', value }] }],
  })
  const head = 'Qué hacer '.repeat(3_000)
  const page = drawn([{ type: 'table', children: [row(head), ...Array.from({ length: 2_000 }, () => row('a'))] }])
  assert.match(page, /data-label="Qué hacer Qué/)
  assert.ok(page.length < 400_000, `${page.length} characters`)
})
