import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readAction } from './read-action.ts'

test('every HACE that the notation tells analysts is read', () => {
  const text = readFileSync(new URL('../../../docs/es/notacion.md', import.meta.url), 'utf8')
  const line = /^\| HACE \|(.*)\|$/m.exec(text)?.[1] ?? ''
  const told = [...line.matchAll(/`([^`]+)`/g)].map(([, phrase]) => phrase!)
  assert.ok(told.length > 10)
  for (const phrase of told) assert.ok(!('wrong' in readAction(phrase)), phrase)
})
