import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const fixtures = fileURLToPath(new URL('../interchange/document/fixtures', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'ventanilla-import-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const run = (...args: string[]) =>
  spawnSync(process.execPath, [main, 'import', ...args], { encoding: 'utf8', cwd: folder })

test('a document becomes a manual beside its report, and never over another file', () => {
  const source = join(fixtures, 'etapas-de-una-tabla.txt')
  const { status, stdout } = run(source, '-o', 'basculas.manual.md')
  assert.equal(status, 1, 'doubts remain')
  assert.match(
    stdout,
    /^basculas\.manual\.md:37: duda paso-sin-numero: procedimiento 2, paso 3: La fuente no numera este paso/m,
  )
  assert.match(stdout, /\(.*etapas-de-una-tabla\.txt, línea 48\)/)
  assert.match(stdout, /^basculas\.manual\.md:28:46: siglas-cambiadas:/m)
  assert.match(stdout, /2 procedimientos, 6 pasos, 0 formas; 4 dudas por resolver\.$/m)
  assert.match(
    readFileSync(join(folder, 'basculas.manual.md'), 'utf8'),
    /^## PROCEDIMIENTO No\. 2\. PREVENCIÓN DE BÁSCULAS$/m,
  )
  const again = run(source, '-o', 'basculas.manual.md')
  assert.deepEqual([again.status, /ya existe/.test(again.stderr)], [2, true])
  assert.equal(run(source, '--force', '-o', 'basculas.manual.md').status, 1)
})

test('what cannot be read is said in a sentence', () => {
  writeFileSync(join(folder, 'roto.docx'), Buffer.from([0x50, 0x4b, 3, 4, 1, 2]))
  const broken = run('roto.docx')
  assert.deepEqual(
    [broken.status, broken.stderr],
    [
      2,
      'roto.docx: El documento de Word está dañado o incompleto. Ábralo en Word, guárdelo otra vez y pruebe de nuevo.\n',
    ],
  )
  assert.match(run('no-está.txt').stderr, /no existe o no se puede leer/)
})
