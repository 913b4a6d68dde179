import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { CLAVES } from './claves.ts'
import { checkManual, FINDINGS, parseFieldType } from './index.ts'
import { LIMITS } from './limits.ts'

const text = readFileSync(new URL('../../docs/es/notacion.md', import.meta.url), 'utf8')

test('the table of findings is the catalogue', () => {
  const lines = Object.entries(FINDINGS).map(([code, { severity, title, explanation, write }]) => {
    const kind = severity === 'error' ? 'error' : 'advertencia'
    const shown = write.replaceAll('\n', ' · ').replaceAll('|', '\\|')
    return `| \`${code}\` | ${kind} | **${title}.** ${explanation} | ${shown} |`
  })
  const table = text.split('\n').filter((line) => /^\| `[a-z-]+` \| (?:error|advertencia) \|/.test(line))
  assert.deepEqual(table, lines)
})

test('the first manual in ten minutes reads without a finding', () => {
  const tutorial = text.slice(text.indexOf('## Su primer manual'), text.indexOf('## El encabezado'))
  const pieces = [...tutorial.matchAll(/```markdown\n([\s\S]*?)```/g)].map((match) => match[1])
  assert.equal(pieces.length, 3)
  assert.deepEqual(checkManual(pieces.join('\n')).findings, [])
})

test('every clave and every field type is told', () => {
  for (const clave of CLAVES) assert.ok(text.includes(`\`${clave}\``), clave)
  const types = text.slice(text.indexOf('Los tipos son'), text.indexOf('## Los ejemplos son pruebas'))
  for (const [, type] of types.matchAll(/`([^`]+)`/g)) assert.ok(parseFieldType(type!).ok, type!)
})

test('the limits told are the limits kept', () => {
  for (const limit of [LIMITS.length, LIMITS.lines, LIMITS.bars, LIMITS.line]) {
    assert.ok(
      text.includes(
        String(limit)
          .replace(/(?=(?:\d{3})+$)/g, ' ')
          .trim(),
      ),
      String(limit),
    )
  }
})
