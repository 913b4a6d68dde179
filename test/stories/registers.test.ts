// A book from the step that writes in it to the signed month: what was wrong is annotated by whoever wrote it, and the head closes.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { axeViolations } from '../support/browser.ts'
import { openDesk } from './desk.ts'

const desk = await openDesk({ cases: true, now: '2026-11-03T14:00:00Z' })
const BOOK = 'Libro de servidores virtuales'

test('whoever wrote a folio annotates it, the head finds it, signs the month, and the document holds', async () => {
  const writer = await desk.person('rcotom')
  await writer.goto('/libros')
  await writer.getByRole('link', { name: BOOK }).click()
  await writer.getByRole('link', { name: 'Anotar' }).first().click()
  await writer.getByRole('heading', { name: 'Lo que dice el asiento' }).waitFor()
  await writer.getByLabel('Qué se corrige y cómo debe leerse').fill('La dirección IP debe leerse 10.20.8.32.')
  await writer.getByLabel('Motivo').fill('Se copió la de otro servidor.')
  assert.deepEqual(await axeViolations(writer), [])
  await writer.getByRole('button', { name: 'Anotar' }).click()
  await writer.getByText('La dirección IP debe leerse 10.20.8.32.').waitFor()

  // The head looks for it by a word, and closes the month with the password.
  const head = await desk.person('acastellon')
  await head.goto('/mi-firma')
  await head
    .getByLabel(/contraseña/i)
    .first()
    .fill('ventanilla')
  await head.locator('form[action="/mi-firma/certificado"]').getByRole('button').click()
  await head.goto('/libros')
  await head.getByText('por cerrar').first().waitFor()
  await head.getByRole('link', { name: BOOK, exact: true }).last().click()
  await head.getByLabel('Palabras o expediente').fill('manuales')
  await head.getByRole('button', { name: 'Buscar', exact: true }).last().click()
  await head.getByText('La dirección IP debe leerse 10.20.8.32.').waitFor()
  await head.getByRole('link', { name: 'Meses del libro' }).click()
  await head.getByRole('heading', { name: 'Cerrar octubre de 2026' }).waitFor()
  await head.getByLabel('Su contraseña').fill('otra')
  await head.getByRole('button', { name: 'Firmar y cerrar el mes' }).click()
  await head.getByRole('alert').first().waitFor()
  assert.deepEqual(await axeViolations(head), [])
  await head.getByLabel('Su contraseña').fill('ventanilla')
  await head.getByRole('button', { name: 'Firmar y cerrar el mes' }).click()
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-story-'))
  try {
    const coming = head.waitForEvent('download')
    await head.getByRole('link', { name: 'Descargar el acta firmada' }).click()
    const file = join(folder, 'acta.pdf')
    await (await coming).saveAs(file)
    assert.match(execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8' }), /Signature is Valid/)
    assert.match(execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }), /ACTA DE CIERRE/)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  for (const tab of [writer, head]) assert.deepEqual(tab.errors(), [])
})
