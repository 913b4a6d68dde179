import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { commandLine } from '../../test/support/command-line.ts'

const folder = mkdtempSync(join(tmpdir(), 'draw-'))
after(() => rmSync(folder, { recursive: true }))
const MANUAL = 'manuals/ssi-soporte.manual.md'
const out = (name: string) => join(folder, name)
const ventanilla = commandLine()
const draw = (...args: string[]) => ventanilla('draw', ...args)

test('without paper it writes the long chart, valid XML with a font that others can stand in for', async () => {
  const { status, stdout } = await draw(MANUAL, '--procedure', '3.5', '-o', out('larga.svg'))
  assert.deepEqual([status, stdout], [0, `${out('larga.svg')}\n`])
  assert.equal(spawnSync('xmllint', ['--noout', '--nonet', out('larga.svg')]).status, 0)
  assert.match(readFileSync(out('larga.svg'), 'utf8'), /font-family="Roboto, Helvetica, Arial, sans-serif"/)
})

test('with paper it writes its pages, or the one that was asked for', async () => {
  assert.equal((await draw(MANUAL, '--procedure', '3.5', '--paper', 'letter', '-o', out('carta.svg'))).status, 0)
  const pages = readdirSync(folder).filter((name) => name.startsWith('carta'))
  assert.deepEqual(pages, ['carta-1.svg', 'carta-2.svg', 'carta-3.svg'])
  const second = await draw(MANUAL, '--procedure', '3.5', '--paper', 'letter', '--page', '2', '-o', out('dos.svg'))
  assert.equal(second.status, 0)
  assert.equal(readFileSync(out('dos.svg'), 'utf8'), readFileSync(out('carta-2.svg'), 'utf8'))
  for (const name of pages) assert.equal(spawnSync('xmllint', ['--noout', '--nonet', out(name)]).status, 0)
})

test('what cannot be done is said in a sentence that tells what to do', async () => {
  const broken = out('roto.manual.md')
  writeFileSync(broken, readFileSync(MANUAL, 'utf8').replace('NO. (Continúa en paso 10).', 'NO. Vuelve al paso 10.'))
  const cases: [string[], number, RegExp][] = [
    [
      [MANUAL, '--procedure', '8', '-o', out('x.svg')],
      2,
      /No existe el procedimiento 8\. El manual tiene:\n {2}3\.1 {2}DISTRIBUCIÓN DE VERSIONES\n/,
    ],
    [[MANUAL, '-o', out('x.svg')], 2, /Diga qué procedimiento con --procedure/],
    [[MANUAL, '--procedure', '3.5', '--page', '2', '-o', out('x.svg')], 2, /tiene una sola página; no existe la 2/],
    [[MANUAL, '--procedure', '3.5', '--page', 'dos', '-o', out('x.svg')], 2, /se escribe con un número/],
    [[MANUAL, '--procedure', '3.5', '--paper', 'oficio', '-o', out('x.svg')], 2, /No se conoce el papel «oficio»/],
    [[MANUAL, '--procedure', '3.5'], 2, /Falta el archivo de salida/],
    [[MANUAL, '--procedure', '3.5', '-o', out('no/hay/x.svg')], 2, /la carpeta no existe/],
    [[out('nada.md'), '--procedure', '1', '-o', out('x.svg')], 2, /no existe/],
    [[broken, '--procedure', '3.5', '-o', out('x.svg')], 1, /El manual tiene errores/],
  ]
  for (const [args, status, says] of cases) {
    const run = await draw(...args)
    assert.equal(run.status, status, run.stderr)
    assert.match(run.stdout + run.stderr, says)
  }
  assert.equal(readdirSync(folder).includes('x.svg'), false)
})
