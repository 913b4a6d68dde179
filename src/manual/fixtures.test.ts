import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { checkManual, FINDINGS, formatFinding, formatManual, LESSONS, lintMembers, readManual } from './index.ts'

const folder = new URL('./fixtures/', import.meta.url)
const fixtures = readdirSync(folder).map((name) => ({ name, source: readFileSync(new URL(name, folder), 'utf8') }))

/** `line:column code: message`, one a line, in the comment `<!-- hallazgos … -->` at the end of each fixture. */
function expectedIn(source: string): string[] {
  const comment = /<!-- hallazgos\n([\s\S]*?)-->\n$/.exec(source)
  assert.ok(comment, 'a fixture ends with its expected findings')
  return comment[1]!.split('\n').filter((line) => line !== '')
}

describe('fixtures', () => {
  for (const { name, source } of fixtures) {
    test(name, () => {
      const { manual, findings } = checkManual(source)
      const found = findings.map((finding) =>
        formatFinding('', finding)
          .slice(1)
          .replace(/^(\d+:\d+): /, '$1 '),
      )
      assert.deepEqual(found, expectedIn(source))
      assert.equal(
        manual === null,
        findings.some(({ severity }) => severity === 'error'),
      )
      if (readManual(source).manual === null) assert.equal(formatManual(source), source)
    })
  }
})

test('a role that nobody holds is told, unless each case assigns it', () => {
  const { manual } = checkManual(fixtures.find(({ name }) => name === 'todo-bien.manual.md')!.source)
  const found = lintMembers(manual!, (unit, post) => unit === 'Soporte' && post !== 'Técnico')
  assert.deepEqual(
    found.map(({ code, step, message }) => [code, step, message.slice(0, 35)]),
    [['rol-sin-titular', '2', 'Nadie ocupa hoy «Soporte / Técnico»']],
  )
})

test('every code of the catalogue is reached by a fixture, and every code reached is in it', () => {
  const reached = new Set(fixtures.flatMap(({ source }) => checkManual(source).findings.map(({ code }) => code)))
  // Who holds a role is in no file; the test above reaches it.
  reached.add('rol-sin-titular')
  // Nor which calendars the institution has: that check is where it is published.
  reached.add('calendario-desconocido')
  assert.deepEqual([...reached].sort(), Object.keys(FINDINGS).sort())
})

test('every code has its lesson, and what is right in it is not what is wrong', () => {
  assert.deepEqual(Object.keys(LESSONS).sort(), Object.keys(FINDINGS).sort())
  for (const [code, { who, wrong, right }] of Object.entries(LESSONS))
    assert.ok(who.length > 30 && wrong !== '' && right !== '' && wrong !== right, code)
})

test('every code of the catalogue says its fault in a title, why it matters and what to write', () => {
  for (const [code, { title, explanation, write }] of Object.entries(FINDINGS)) {
    assert.ok(title.length > 8 && explanation.length > 30 && write !== '', code)
  }
})
