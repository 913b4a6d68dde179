import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkManual } from './index.ts'

const HEAD =
  '---\nmanual: M\ntítulo: T\ninstitución: I\nversión: 1\ncalendario: GT\n---\n\n## PROCEDIMIENTO No. 1. X\n\n| RESPONSABLE | PASO | ACTIVIDAD |\n|---|---|---|\n'
const table = (rows: number, text: string) =>
  HEAD + Array.from({ length: rows }, (_, index) => `| A / B | ${index + 1} | ${text} |`).join('\n')

// Each was slow in an earlier form of the reader, or is slow in the Markdown parser when its marks are left in.
const hostile: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['[', '*', '>', '`', '<', '|', '- ', '# '].map((mark) => [`a megabyte of ${mark}`, mark.repeat(1_000_000)]),
  ),
  ...Object.fromEntries(
    ['[', '<', '\\', '- ', '# '].map((mark) => [`lines of ${mark}`, `${mark.repeat(2000)}\n`.repeat(70)]),
  ),
  'a hundred thousand rows': table(100_000, 'Hace.'),
  'lists within lists': Array.from({ length: 600 }, (_, depth) => `${' '.repeat(2 * depth)}- a`).join('\n'),
  'one list after another': '1. 2. 3. 4.\n'.repeat(480),
  'wide tables': `${'|a'.repeat(70)}|\n${'|-'.repeat(70)}|\n${`${'|a'.repeat(70)}|\n`.repeat(180)}`,
  'phrases that nearly jump': table(50, '(continua en '.repeat(370)),
  'full stops': table(50, '. '.repeat(2400)),
  'nested YAML': `---\n${'- '.repeat(9000)}\n---\n`,
  'YAML that names itself': `---\n${'a: &a [*a]\n'.repeat(90)}---\n`,
}

for (const [name, source] of Object.entries(hostile)) {
  test(`${name}: read or refused within a second`, () => {
    const { manual, findings } = checkManual(source)
    assert.ok(manual !== null || findings.length > 0)
    // The better of two: a busy machine makes the collector's threads cost more than the reader.
    const spent = Math.min(userTimeOf(source), userTimeOf(source))
    assert.ok(spent < 1_000_000, `${Math.round(spent / 1000)} ms of processor time`)
  })
}

function userTimeOf(source: string): number {
  const before = process.cpuUsage()
  checkManual(source)
  return process.cpuUsage(before).user
}
