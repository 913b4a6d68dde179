import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Nodes } from 'mdast'
import { plainText } from './plain-text.ts'
import { markdownExcess, readMarkdown } from './read-markdown.ts'

const LENGTH = 60_000
const filled = (part: string, length = LENGTH) => part.repeat(Math.ceil(length / part.length)).slice(0, length)

// Each held the program for seconds, filled its memory or overflowed its calls.
const hostile: Readonly<Record<string, readonly [text: string, kind: string | undefined]>> = {
  'emphasis that begins and does not end': [filled('*a_ '), 'marks'],
  'emphasis in emphasis': [filled('**a*_'), 'marks'],
  'emphasis line by line': [filled(`${'*a_ '.repeat(1_000)}\n`), 'marks'],
  'one long run of stars': [`${'*'.repeat(30_000)}a${'*'.repeat(29_000)}`, 'marks'],
  'pictures in pictures': [`${'!['.repeat(9_000)}a${'](b)'.repeat(9_000)}`, 'marks'],
  'comments that do not end': [`a ${filled('<!-- ')}`, 'marks'],
  brackets: [filled('['), 'marks'],
  quotes: [filled('> '), 'nesting'],
  'lists in lists': [`${filled('- ')}a`, 'nesting'],
  'rows of one cell': [`|a\n|-|\n${filled('|a\n')}`, 'lines'],
  'rows without a bar': [`|a|\n|-|\n${filled('a\n')}`, 'lines'],
  'one wide row': [`|${'a|'.repeat(9_900)}\n|${'-|'.repeat(9_900)}\n|${'a|'.repeat(9_900)}`, 'parts'],
  'lines of arrows': [filled(`${'> '.repeat(90)}\n`), 'parts'],
  'lists of two kinds in a line': [filled('- * - * - *\n'), 'parts'],
  'quote after quote': [filled('> a\n\n'), 'lines'],
  'lists that end at once': [filled('- a\n  - b\n'), 'lines'],
  'lists of eight in a line': [filled('- - - - - - - - a\n'), 'parts'],
  'lists of four in a line': [filled('- - - - a\n', 20_000), undefined],
  'lists as deep as they go, and lazy lines': [
    `${Array.from({ length: 180 }, (_, depth) => `${' '.repeat(2 * depth)}- a`).join('\n')}${'\na'.repeat(4_700)}`,
    undefined,
  ],
  'code between ever more marks': [Array.from({ length: 330 }, (_, marks) => '`'.repeat(marks)).join('a '), undefined],
}

for (const [name, [text, kind]] of Object.entries(hostile)) {
  test(`${name}: read without a long wait, its words kept`, () => {
    assert.equal(markdownExcess(text)?.kind, kind)
    const before = process.cpuUsage()
    const words = plainText(readMarkdown(text))
    assert.ok(process.cpuUsage(before).user < GUARD, 'a generous bound')
    const letters = (all: string) => all.match(/[ab]/g)?.length ?? 0
    if (kind !== undefined) assert.ok(letters(words) >= letters(text) - 3)
  })
}

test('what is shown as written keeps its lines and its paragraphs', () => {
  const [heading, first, rest] = readMarkdown(`# Uno\r\n\r\nDos\ntres\n \n${'> '.repeat(50)}a`)
  assert.equal(plainText([heading!]), '# Uno')
  assert.deepEqual(first, {
    type: 'paragraph',
    children: [{ type: 'text', value: 'Dos' }, { type: 'break' }, { type: 'text', value: 'tres' }],
  })
  assert.equal(plainText([rest!]).length, 101)
})

test('whatever is made of the marks of Markdown is read without a long wait', () => {
  const piece = fc.constantFrom(
    ...[
      '*',
      '_',
      '**',
      '*a',
      'a_ ',
      '`',
      '``',
      '[',
      ']',
      '](b)',
      '![',
      '<',
      '<!--',
      '<b ',
      '>',
      '> ',
      '- ',
      '1. ',
      '  ',
    ],
    ...[
      '|',
      '|-',
      '|a',
      '#',
      '# ',
      '\n',
      '\n\n',
      '\n> ',
      '\n- ',
      '\n  - ',
      '\n|',
      '~~~',
      '```',
      '\\',
      '&',
      '"',
      "'",
      'a ',
      '\t',
    ],
  )
  const text = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => filled(pieces.join('')))
  const mixed = fc
    .array(piece, { minLength: 5_000, maxLength: 20_000, size: 'max' })
    .map((all) => all.join('').slice(0, LENGTH))
  fc.assert(
    fc.property(fc.oneof({ weight: 4, arbitrary: text }, { weight: 1, arbitrary: mixed }), (source) => {
      const before = process.cpuUsage()
      const excess = markdownExcess(source)
      const nodes = count(readMarkdown(source))
      assert.ok(process.cpuUsage(before).user < GUARD, `${excess?.kind} ${JSON.stringify(source.slice(0, 80))}`)
      assert.ok(nodes <= 3 * LENGTH)
    }),
    { numRuns: 60, endOnFailure: true },
  )
})

test('a manual at its limits, full of marks, keeps its table and its lists', () => {
  const norms = `1. ${'*a_ '.repeat(1_200)}\n`.repeat(30)
  const table = `| RESPONSABLE | PASO |\n|---|---|\n${`| ${'*a_ '.repeat(1_200)} | 1 |\n`.repeat(20)}`
  const before = process.cpuUsage()
  assert.deepEqual(
    readMarkdown(`# X\n\n${norms}\n${table}`).map(({ type }) => type),
    ['heading', 'list', 'table'],
  )
  assert.ok(process.cpuUsage(before).user < GUARD)
  const rows = `| a | b | c |\n|---|---|---|\n${'| a | b | c |\n'.repeat(3_700)}`
  assert.equal(readMarkdown(rows)[0]?.type, 'table')
})

test('marks are counted by paragraph, item and cell, and what people write has few', () => {
  const emphasis = 'Una **frase** muy *corta* con [enlace](/manuales/X) y `código`.'
  for (const text of [
    filled(`${emphasis}\n\n`),
    filled(`- ${emphasis}\n`),
    filled(`> ${emphasis}\n>\n`),
    `| a | b |\n|---|---|\n${`| ${emphasis} | ${emphasis} |\n`.repeat(400)}`,
    filled(`${emphasis} `, 10_000),
    `${'-'.repeat(120)}\n\n${'> '.repeat(60)}\n\n${'* '.repeat(60)}`,
  ])
    assert.equal(markdownExcess(text), null, text.slice(0, 80))
  assert.deepEqual(markdownExcess(`a\n\nb **c**\n\n${'*a_ '.repeat(2_000)}\n\nd`), { kind: 'marks', line: 5 })
  assert.deepEqual(markdownExcess(`a\n\n${'> '.repeat(41)}a`), { kind: 'nesting', line: 3 })
})

/** Processor time, in microseconds; each takes some tenths of a second. */
const GUARD = 8_000_000

function count(nodes: readonly Nodes[]): number {
  let found = 0
  const left: Nodes[] = [...nodes]
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    found += 1
    if ('children' in node) for (const child of node.children) left.push(child)
  }
  return found
}
