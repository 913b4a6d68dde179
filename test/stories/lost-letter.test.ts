// Procedure 3.5, the letter without address: it waits, and on the 22nd working day Reception closes it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDesk } from './desk.ts'
import { claimFromTray, complete, openFromTray, recordOf } from './steps.ts'

const desk = await openDesk()

test('a letter whose sender cannot be found waits 21 working days; on the 22nd it is in the tray of Reception', async () => {
  const reception = await desk.person('mguarcax')
  const coordinator = await desk.person('nmanchame')
  const specialist = await desk.person('allanos')
  const title = 'Corrección de planillas de la entidad 0456'

  await reception.goto('/tramites')
  await reception.getByRole('link', { name: 'Oficio', exact: true }).click()
  await reception.getByLabel('Asunto').first().fill(title)
  for (const [label, value] of [
    ['Número de oficio', 'OF-77-2026'],
    ['Fecha del oficio', '2026-10-30'],
    ['Entidad que envía', 'Municipalidad de Río Claro'],
    ['Código de la entidad', '0456'],
    ['Autorización', 'DCT-901'],
    ['Folios', '3'],
  ])
    await reception.getByLabel(label!, { exact: true }).fill(value!)
  await reception.getByLabel('Asunto').nth(1).fill('Corregir el año de dos planillas.')
  await reception.getByText('Registrar un contacto nuevo').click()
  await reception.getByLabel('Nombre del contacto').fill('Municipalidad de Río Claro')
  await reception.getByRole('button', { name: 'Iniciar el expediente' }).click()
  await reception.getByText('Se abrió el expediente').waitFor()
  await reception.getByText('Lo pide Municipalidad de Río Claro').waitFor()
  await complete(reception)

  await claimFromTray(coordinator, title)
  await complete(coordinator)
  await claimFromTray(specialist, title)
  await complete(specialist, { answer: 'NO' })
  await complete(specialist, { answer: 'NO', note: 'Ni nombre, ni teléfono, ni correo.' })

  await openFromTray(reception, 'mias', title)
  await complete(reception)
  // It waits: the page says until when, and where the paper is.
  await reception.getByText('En espera').first().waitFor()
  const until = await reception.getByText(/El paso 11 se abre el/).innerText()
  assert.match(until, /dic 2026/)
  await reception.getByText(/archivo temporal hasta el/).waitFor()
  await reception.goto('/bandejas/mias')
  assert.equal(await reception.getByRole('link', { name: title }).count(), 0)

  // Day 21 ends and nothing happens; on day 22 it lands. 2 November + 21 working days = 1 December.
  await desk.moveTo('2026-12-01T21:59:00Z', ['mguarcax', reception])
  await reception.goto('/bandejas/mias')
  assert.equal(await reception.getByRole('link', { name: title }).count(), 0)
  await desk.moveTo('2026-12-02T14:00:00Z', ['mguarcax', reception])
  await openFromTray(reception, 'mias', title)
  await reception
    .getByText('Cierra la atención, escala al Coordinador y remite el físico a la Jefatura.')
    .first()
    .waitFor()
  await complete(reception, { note: 'El oficio se remite a la Jefatura con el folio 3.' })
  await reception.getByText('Este expediente llegó a FIN').waitFor()
  const record = await recordOf(reception)
  assert.ok(
    record.some((act) => /espera/i.test(act) && act.includes('Ventanilla')),
    record.join('\n---\n'),
  )
  assert.ok(
    record.some((act) => act.includes('remite a la Jefatura con el folio 3') && act.includes('Miriam Guarcax Ayala')),
  )
  for (const tab of [reception, coordinator, specialist]) assert.deepEqual(tab.errors(), [])
})
