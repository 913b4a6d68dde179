// A real institution without the demonstration: from its first password to a colleague at work.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createInstitution, readCalendarFiles } from '#src/people/index.ts'
import { generateSigningKey } from '#src/platform/crypto/signing-key.ts'
import { listen } from '#src/platform/http/listen.ts'
import { calendarsFolder } from '#src/program/places.ts'
import { createProgram } from '#src/program/program.ts'
import { testBrowser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { closingBackwards } from '../support/program.ts'
import { signIn } from './desk.ts'

const context = closingBackwards()
const { db, url, log } = await testDatabase(context)
const now = '2026-11-02T14:00:00Z'
const calendars = readCalendarFiles(calendarsFolder)
const { oneTimePassword } = await createInstitution(db, {
  name: 'Instituto de Prueba',
  code: 'IP',
  calendar: 'GT',
  calendars,
  administrator: { username: 'admin', name: 'Amalia Ordóñez' },
  now,
})
const filesFolder = mkdtempSync(join(tmpdir(), 'ventanilla-files-'))
context.after(async () => rmSync(filesFolder, { recursive: true, force: true }))
const program = await createProgram({
  db,
  databaseUrl: url,
  log,
  filesFolder,
  signingKey: generateSigningKey(),
  secret: new Uint8Array(32),
  clock: () => now,
  https: false,
  embedded: true,
  timerInterval: 3_600_000,
})
context.after(() => program.stop())
const baseURL = await listen(program.server, { host: '127.0.0.1', port: 0 })
const { page } = await testBrowser(context)

test('the first administrator enters, must choose a password, and sets the institution up', async () => {
  const admin = await page({ baseURL })
  await admin.goto('/entrar')
  assert.equal(await admin.getByText('Empiece aquí').count(), 0)
  await signIn(admin, 'admin', oneTimePassword)
  await admin.getByText('Entró con una contraseña de un solo uso').waitFor()
  // Nothing else until it is changed.
  await admin.goto('/administracion/personas')
  await admin.waitForURL('**/contrasena')
  await admin.getByLabel('Contraseña actual').fill(oneTimePassword)
  await admin.getByLabel('Contraseña nueva').fill('corta')
  await admin.getByLabel('La nueva, otra vez').fill('corta')
  await admin.getByRole('button', { name: 'Guardar la contraseña' }).click()
  await admin.getByRole('alert').filter({ hasText: 'corregir' }).waitFor()
  await admin.getByLabel('Contraseña actual').fill(oneTimePassword)
  await admin.getByLabel('Contraseña nueva').fill('cuatro palabras fáciles de recordar')
  await admin.getByLabel('La nueva, otra vez').fill('cuatro palabras fáciles de recordar')
  await admin.getByRole('button', { name: 'Guardar la contraseña' }).click()
  await admin.getByText('Su contraseña quedó cambiada.').waitFor()
  // An empty desk says so.
  await admin.getByText('No tiene tareas a su nombre').waitFor()
  await admin.goto('/tramites')
  await admin.getByText('Todavía no hay trámites').waitFor()

  const go = async (section: string, add: RegExp) => {
    await admin.goto('/')
    await admin.getByRole('link', { name: 'Administración' }).click()
    await admin.getByRole('main').getByRole('link', { name: section, exact: true }).click()
    await admin.getByRole('link', { name: add }).first().click()
    await admin.getByRole('heading', { level: 1, name: add }).waitFor()
  }
  const main = admin.getByRole('main')
  const save = async () => {
    await main.locator('form').last().getByRole('button').last().click()
    await admin.waitForURL((address) => !/nuev[ao]$/.test(address.pathname))
  }

  await go('Dependencias', /Nueva dependencia/i)
  await main.getByLabel('Nombre').fill('Departamento de Informática')
  await main.getByLabel('Código').fill('INF')
  await main
    .getByLabel(/superior|Depende de/i)
    .selectOption('Instituto de Prueba')
    .catch(() => {})
  await save()
  await admin.goto('/administracion/dependencias')
  await admin.getByRole('link', { name: 'Departamento de Informática' }).waitFor()

  await go('Cargos', /Nuevo cargo/i)
  await main
    .getByLabel(/Nombre|Cargo|Título/)
    .first()
    .fill('Técnico en Redes')
  await main.getByLabel('Código').fill('INF-TEC')
  await main.getByLabel('Dependencia').selectOption('Departamento de Informática')
  await save()

  await go('Personas', /Nueva persona/i)
  await main.getByLabel('Nombre').first().fill('Benigno Tum')
  await main.getByLabel('Usuario').fill('btum')
  await main.getByLabel('Dependencia').selectOption('Departamento de Informática')
  await main.locator('form').last().getByRole('button').last().click()
  const first = await admin.locator('code').first().innerText()
  await admin.getByRole('link', { name: /./ }).last().waitFor()

  // A position from today on, and a decreed holiday.
  await admin.goto('/administracion/personas')
  await admin.getByRole('link', { name: 'Benigno Tum' }).click()
  await admin.getByRole('link', { name: /cargo/i }).first().click()
  await main.getByLabel('Cargo').selectOption({ index: 1 })
  await main.locator('form').last().getByRole('button').last().click()
  await admin.getByRole('rowheader', { name: /Técnico en Redes/ }).waitFor()

  await admin.goto('/administracion/calendarios/GT')
  await admin.getByRole('link', { name: 'Agregar un asueto decretado' }).click()
  await main
    .getByLabel(/Nombre|Asueto/)
    .first()
    .fill('Duelo nacional')
  await main
    .getByLabel(/Fecha|Desde|Día/)
    .first()
    .fill('2026-11-20')
  await main
    .getByLabel(/Norma|fija/)
    .first()
    .fill('Acuerdo Gubernativo 1-2026')
  await main.locator('form').last().getByRole('button').last().click()
  // What it would move is shown first.
  await main.getByRole('heading', { name: 'No se mueve ningún vencimiento' }).waitFor()
  await main.getByRole('button', { name: 'Agregar el asueto' }).click()
  await admin.getByRole('cell', { name: 'Duelo nacional', exact: true }).waitFor()

  // The first password is lost before its use: another one, which works once.
  await admin.goto('/administracion/personas')
  await admin.getByRole('link', { name: 'Benigno Tum' }).click()
  await admin.getByRole('link', { name: /contraseña/i }).click()
  await main.locator('form').last().getByRole('button').last().click()
  const second = await admin.locator('code').first().innerText()
  assert.notEqual(second, first)

  const colleague = await page({ baseURL })
  await colleague.goto('/entrar')
  await colleague.getByLabel('Usuario').fill('btum')
  await colleague.getByLabel('Contraseña').fill(first)
  await colleague.getByRole('button', { name: 'Entrar', exact: true }).click()
  await colleague.getByRole('alert').waitFor()
  await signIn(colleague, 'btum', second)
  await colleague.getByLabel('Contraseña actual').fill(second)
  await colleague.getByLabel('Contraseña nueva').fill('otra frase bastante larga')
  await colleague.getByLabel('La nueva, otra vez').fill('otra frase bastante larga')
  await colleague.getByRole('button', { name: 'Guardar la contraseña' }).click()
  await colleague.getByText('Su contraseña quedó cambiada.').waitFor()
  // No manual in force names this position: the person asks, at the portal.
  assert.equal(new URL(colleague.url()).pathname, '/portal')
  await colleague.getByText('Benigno Tum').waitFor()
  await colleague.getByText('Técnico en Redes').waitFor()
  // No administrator: the door is not there, nor behind its address.
  assert.equal(await colleague.getByRole('link', { name: 'Administración' }).count(), 0)
  assert.equal((await colleague.goto('/administracion'))?.status(), 403)

  await admin.goto('/administracion/registro')
  assert.ok((await admin.getByRole('row').count()) > 5)
  for (const tab of [admin, colleague]) assert.deepEqual(tab.errors(), [])
})
