// A head gets ready to sign, signs a letter, and somebody from outside checks it.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { axeViolations } from '../support/browser.ts'
import { openDesk, type Tab } from './desk.ts'
import { askForServer, walkToSignature } from './requests.ts'
import { openFromTray, recordOf } from './steps.ts'

const desk = await openDesk()
const folder = mkdtempSync(join(tmpdir(), 'ventanilla-signing-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const PASSWORD = 'ventanilla'

async function download(tab: Tab, name: RegExp): Promise<Buffer> {
  const [arriving] = await Promise.all([tab.waitForEvent('download'), tab.getByRole('link', { name }).last().click()])
  return readFileSync(await arriving.path())
}

const noFaults = async (tab: Tab, what: string) =>
  assert.deepEqual(
    (await axeViolations(tab)).map(({ id, nodes }) => `${id} ${nodes[0]}`),
    [],
    what,
  )

test('a head prepares the signature, signs with the password, and the document shows who signed', async () => {
  const number = await askForServer(desk, 'Servidor con oficio firmado')
  await walkToSignature(desk, number)
  const head = await desk.person('acastellon')

  await head.goto('/bandejas/mias')
  await head.getByRole('link', { name: 'Mi firma' }).click()
  await head.getByText('Aún no tiene certificado').waitFor()
  const picture = join(folder, 'firma.png')
  await head.screenshot({ path: picture, clip: { x: 0, y: 0, width: 200, height: 60 } })
  await head.getByLabel('Imagen PNG o JPEG').setInputFiles(picture)
  await head.getByRole('button', { name: 'Guardar imagen' }).click()
  await head.getByText('La imagen de su firma quedó guardada.').waitFor()
  await head.getByAltText('Su firma manuscrita').waitFor()
  await noFaults(head, 'Mi firma')

  await openFromTray(head, 'cargo', 'Servidor con oficio firmado')
  await head.getByText('al firmar se le emite uno').waitFor()
  const password = head.getByLabel('Su contraseña, para firmar')
  await password.fill('equivocada')
  await head.getByRole('button', { name: 'Dar la firma' }).click()
  await head.getByText('Esa no es su contraseña').first().waitFor()
  assert.equal(await password.inputValue(), '')
  await noFaults(head, 'a refused signature')

  // By the keyboard alone: the password, and Enter.
  await password.focus()
  await head.keyboard.type(PASSWORD)
  await head.keyboard.press('Enter')
  await head.getByText('El expediente siguió su curso.').waitFor()
  assert.ok((await recordOf(head)).some((act) => /quedó firmado con el certificado [0-9A-F]{8}/.test(act)))

  const document = await download(head, /paso 7\.pdf/)
  writeFileSync(join(folder, 'oficio.pdf'), document)
  const text = execFileSync('pdftotext', ['-layout', join(folder, 'oficio.pdf'), '-'], { encoding: 'utf8' })
  for (const part of [
    'FIRMA',
    'Anselmo Castellón Figueroa',
    'Jefe del Departamento de Infraestructura Tecnológica',
    'Certificado',
  ])
    assert.ok(text.includes(part), `${part} in ${text}`)

  await head.goto('/mi-firma')
  await head.getByText('Vigente').waitFor()
  assert.deepEqual(head.errors(), [])
})

for (const javaScriptEnabled of [true, false])
  test(`anybody verifies the document without signing in, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
    const visitor = await desk.visitor({ javaScriptEnabled })
    await visitor.goto('/verificacion')
    await visitor.getByLabel('Archivo PDF').setInputFiles(join(folder, 'oficio.pdf'))
    await visitor.getByRole('button', { name: 'Verificar firmas' }).click()
    await visitor.getByText('La firma es válida y de confianza').waitFor()
    await visitor.getByText('Anselmo Castellón Figueroa').waitFor()
    if (javaScriptEnabled) await noFaults(visitor, 'a result')

    const altered = readFileSync(join(folder, 'oficio.pdf'))
    altered[2_000] = altered[2_000]! ^ 1
    writeFileSync(join(folder, 'alterado.pdf'), altered)
    await visitor.getByLabel('Archivo PDF').setInputFiles(join(folder, 'alterado.pdf'))
    await visitor.getByRole('button', { name: 'Verificar firmas' }).click()
    await visitor.getByText('El documento no se puede dar por bueno').waitFor()
    await visitor.getByText('alterada: el contenido no es el que se firmó').waitFor()

    await visitor.getByRole('button', { name: 'Verificar firmas' }).click()
    await visitor.getByLabel('Código de verificación').fill('ABC-123')
    await visitor.getByRole('button', { name: 'Buscar el código' }).click()
    await visitor.waitForURL('**/verificacion/ABC-123')
  })

test('a signer whose certificate was revoked reads why, and what to do, where the button would be', async () => {
  const number = await askForServer(desk, 'Servidor con firma revocada')
  await walkToSignature(desk, number)
  const admin = await desk.person('eurizar')
  await admin.goto('/administracion')
  await admin.getByRole('link', { name: 'Autoridad certificadora' }).click()
  const row = admin.getByRole('row', { name: 'Anselmo Castellón Figueroa' })
  await row.getByText('Revocar', { exact: true }).first().click()
  await row.getByLabel('Motivo').selectOption('key-compromise')
  await row.getByRole('button', { name: 'Revocar' }).click()
  await admin.getByText('El certificado quedó revocado.').waitFor()
  await noFaults(admin, 'the authority')

  const head = await desk.person('acastellon')
  await openFromTray(head, 'cargo', 'Servidor con firma revocada')
  await head.getByText('Su certificado de firma fue revocado').waitFor()
  assert.equal(await head.getByRole('button', { name: 'Dar la firma' }).count(), 0)
  await head.getByRole('link', { name: 'Ir a «Mi firma»' }).click()
  await head.getByLabel('Su contraseña de Ventanilla').first().fill(PASSWORD)
  await head.getByRole('button', { name: 'Renovar certificado' }).click()
  await head.getByText('Su certificado está listo.').waitFor()
  await openFromTray(head, 'cargo', 'Servidor con firma revocada')
  await head.getByLabel('Su contraseña, para firmar').fill(PASSWORD)
  await head.getByRole('button', { name: 'Dar la firma' }).click()
  await head.getByText('El expediente siguió su curso.').waitFor()
})

test('the seal of a unit is drawn until a picture takes its place', async () => {
  const admin = await desk.person('eurizar')
  await admin.goto('/administracion/firmas/sellos')
  const row = admin.getByRole('row', { name: 'Dirección de Tecnología' }).first()
  await row.getByAltText('Sello de Dirección de Tecnología').waitFor()
  await row.getByText('Cambiar', { exact: true }).click()
  await row.getByLabel('Imagen PNG o JPEG').setInputFiles(join(folder, 'firma.png'))
  await row.getByRole('button', { name: 'Guardar sello' }).click()
  await admin.getByText('El sello quedó guardado.').waitFor()
  await admin.getByRole('button', { name: 'Usar el dibujado' }).click()
  await admin.getByText('usa de nuevo el sello dibujado').waitFor()
  assert.deepEqual(admin.errors(), [])
})
