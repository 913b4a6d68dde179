import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { commandLine } from '../../test/support/command-line.ts'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'ventanilla-cli-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const GOOD = join(root, 'src/manual/fixtures/todo-bien.manual.md')
const output = join(folder, 'manual.pdf')

const ventanilla = commandLine({ cwd: folder })
const run = (...args: string[]) => ventanilla('print', ...args)

test('prints a manual where it is told to, the same each time', async () => {
  const first = await run(GOOD, '-o', output, '--paper', 'a4')
  assert.deepEqual([first.status, first.stderr], [0, ''])
  assert.match(first.stdout, /manual\.pdf: \d+ páginas/)
  const bytes = readFileSync(output)
  assert.match(bytes.toString('latin1'), /MediaBox \[0 0 595\.28 841\.89\]/)
  assert.equal((await run(GOOD, '-o', output, '--paper', 'a4')).status, 0)
  assert.deepEqual(readFileSync(output), bytes)
})

test('refuses what cannot be, and says what to do', async () => {
  const cases: readonly (readonly [args: string[], status: number, says: RegExp])[] = [
    [[], 2, /Falta el archivo/],
    [['no-esta.manual.md'], 2, /no-esta\.manual\.md: no existe/],
    [[GOOD, '--paper', 'oficio'], 2, /No hay papel «oficio»: escriba letter o a4/],
    [[GOOD, '--form', 'NADA'], 2, /no tiene (?:formas|la forma «NADA»)/],
    [[GOOD, '-o', join(folder, 'no', 'esta.pdf')], 2, /no se pudo escribir/],
    [[GOOD, GOOD], 2, /Se imprime un manual cada vez/],
    [[join(root, 'src/manual/fixtures/sin-encabezado.manual.md')], 1, /imprímalo como borrador con --borrador/],
  ]
  for (const [args, status, says] of cases) {
    const ran = await run(...args)
    assert.equal(ran.status, status, `${args.join(' ')}: ${ran.stderr}`)
    assert.match(ran.stderr, says)
  }
})

test('a manual that reads but has errors prints as a draft only', async () => {
  const file = join(folder, 'lazo.manual.md')
  writeFileSync(file, readFileSync(join(root, 'src/manual/fixtures/lazo-sin-salida.manual.md')))
  const refused = await run(file, '-o', output)
  assert.equal(refused.status, 1)
  assert.match(refused.stderr, /lazo\.manual\.md:\d+:\d+: /)
  assert.equal((await run(file, '-o', output, '--borrador')).status, 0)
})
