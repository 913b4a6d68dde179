import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { render } from '#src/platform/http/html.ts'
import { writtenText } from './written-text.ts'

const drawn = (text: string) => render(writtenText(text))
const REL = 'rel="noopener noreferrer nofollow"'

test('addresses become links, with what ends the sentence left out', () => {
  assert.equal(
    drawn('Vea https://x.example/a.'),
    `<p class="written">Vea <a href="https://x.example/a" ${REL}>https://x.example/a</a>.</p>`,
  )
  assert.match(drawn('(https://x.example/a_(b))'), /href="https:\/\/x\.example\/a_\(b\)"/)
  assert.match(drawn('HTTPS://X.EXAMPLE, ya'), /<a href="HTTPS:\/\/X\.EXAMPLE"/)
})

test('where an address ends is found without reading it again and again', () => {
  const before = process.cpuUsage()
  const text = `https://x.example/${')'.repeat(1_980)} `.repeat(300)
  assert.equal(drawn(text).split('<a ').length - 1, 300)
  assert.ok(process.cpuUsage(before).user < 2_000_000, 'a generous bound')
  assert.match(drawn('(vea https://x.example/a_(b).)'), /href="https:\/\/x\.example\/a_\(b\)"/)
  assert.match(drawn('[https://x.example/a]'), /href="https:\/\/x\.example\/a"/)
})

test('what is no address of the web stays text, and markup is shown', () => {
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'xhttps://x.example', 'http://', 'ftp://x.example'])
    assert.ok(!drawn(text).includes('<a '), text)
  assert.equal(drawn('<b>"&\'</b>').includes('<b>'), false)
})

test('whatever is written, nothing but our own paragraph and links is markup', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom('<script>', 'https://x.example/', '"', "'", '>', ' onclick=', '&amp;', '\n'),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = drawn(pieces.join('')).slice('<p class="written">'.length, -'</p>'.length)
      return !/[<>"]/.test(text.replace(/<a href="https?:[^"<>]*" rel="noopener noreferrer nofollow">|<\/a>/gi, ''))
    }),
  )
})
