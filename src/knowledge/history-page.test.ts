import assert from 'node:assert/strict'
import { test } from 'node:test'
import { render } from '#src/platform/http/html.ts'
import { comparePage } from './history-page.ts'
import type { ArticleFace, ArticleText } from './types.ts'

const view = {
  locale: 'es',
  timeZone: 'America/Guatemala',
  now: Temporal.Instant.from('2026-11-02T15:00:00Z'),
} as const
const article: ArticleFace = {
  id: 1,
  unitId: 'u',
  public: true,
  title: 'Impresoras',
  latest: 2,
  published: null,
  publishedAt: null,
  reviewBy: null,
  archivedAt: null,
  createdBy: 'p',
  asked: null,
}
const version = (number: number, solution: string): ArticleText => ({
  version: number,
  title: 'Impresoras',
  question: '',
  solution,
  keywords: '',
  writtenBy: 'p',
  writtenAt: '2026-11-02T15:00:00Z',
})
const compared = (before: string, after: string) =>
  render(comparePage(view, article, version(1, before), version(2, after)))

test('two of the longest texts are compared without a long wait, however little they share', () => {
  const letters = (from: number) => Array.from({ length: 30_000 }, (_, at) => 'abcdefg'[(at * at + from) % 7])
  for (const [before, after] of [
    [letters(1).join(' '), letters(3).join(' ')],
    [letters(1).join('\n'), letters(3).join('\n')],
    [letters(1).join(' ').slice(0, 20_000), letters(3).join(' ').slice(0, 20_000)],
    [
      `${'x'.repeat(200)}1\n${'x'.repeat(200)}2\n`.repeat(150),
      `${'x'.repeat(200)}2\n${'x'.repeat(200)}3\n`.repeat(150),
    ],
    ['*a_ '.repeat(15_000), '**a*_'.repeat(12_000)],
  ] as const) {
    const cpu = process.cpuUsage()
    const page = compared(before, after)
    assert.ok(process.cpuUsage(cpu).user < 2_000_000, 'a generous bound')
    assert.ok(page.length < 400_000)
  }
})

test('a text that grows past what is compared by words still shows only what changed', () => {
  const line = 'Apague el equipo y espere un minuto.\n'
  const page = compared(line.repeat(530), `${line.repeat(550)}Llame al 4210.`)
  assert.equal(page.split('<del>').length, 1)
  assert.match(page, /<ins>.*Llame al 4210\./s)
})
