import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { commandLine } from '../../test/support/command-line.ts'

const fixtures = fileURLToPath(new URL('../interchange/document/fixtures', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'ventanilla-import-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const ventanilla = commandLine({ cwd: folder })
const run = (...args: string[]) => ventanilla('import', ...args)

test('a document becomes a manual beside its report, and never over another file', async () => {
  const source = join(fixtures, 'etapas-de-una-tabla.txt')
  const { status, stdout } = await run(source, '-o', 'basculas.manual.md')
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
  const again = await run(source, '-o', 'basculas.manual.md')
  assert.deepEqual([again.status, /ya existe/.test(again.stderr)], [2, true])
  assert.equal((await run(source, '--force', '-o', 'basculas.manual.md')).status, 1)
})

test('what cannot be read is said in a sentence', async () => {
  writeFileSync(join(folder, 'roto.docx'), Buffer.from([0x50, 0x4b, 3, 4, 1, 2]))
  const broken = await run('roto.docx')
  assert.deepEqual(
    [broken.status, broken.stderr],
    [
      2,
      'roto.docx: El documento de Word está dañado o incompleto. Ábralo en Word, guárdelo otra vez y pruebe de nuevo.\n',
    ],
  )
  assert.match((await run('no-está.txt')).stderr, /no existe o no se puede leer/)
})
