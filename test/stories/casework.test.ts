import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axeViolations } from '../support/browser.ts'
import { openDesk, type Tab } from './desk.ts'
import { askForServer } from './requests.ts'

const desk = await openDesk()
const number = await askForServer(desk, 'Servidor para el censo')
const twin = await askForServer(desk, 'Servidor del censo, otra vez')
const operator = await desk.person('ebaquiax')
const requester = await desk.person('hzelada', { viewport: { width: 390, height: 844 } })

const canned = await desk.api('eurizar').post('/api/canned-texts', {
  title: 'Acuse de recibo',
  language: 'es',
  body: 'Buenos días, {solicitante}:\nrecibimos «{asunto}» con el número {número}.\n{mi nombre}',
})
assert.equal(canned.status, 200, canned.text)

async function clean(tab: Tab, what: string) {
  await tab.locator('html:not([aria-busy="true"])').waitFor()
  assert.deepEqual(await axeViolations(tab), [], what)
  assert.deepEqual(tab.errors(), [], what)
}

test('the operator writes a note with a mention by the keyboard, and only colleagues see it', async () => {
  await operator.goto(`/expedientes/${number}`)
  const note = operator.getByLabel('Nota interna', { exact: true })
  await note.focus()
  await operator.keyboard.type('Pedir espacio a @huam')
  await operator
    .locator('.suggestions')
    .getByRole('option', { name: /Leandro Huamán Sagastume/ })
    .waitFor()
  await clean(operator, 'with the list open')
  await operator.keyboard.press('Enter')
  await operator.keyboard.type('antes del viernes.')
  assert.equal(await note.inputValue(), 'Pedir espacio a @lhuaman antes del viernes.')
  await operator.getByRole('button', { name: 'Guardar nota interna' }).click()
  await operator.getByText('La nota interna quedó guardada. El solicitante no la ve.').waitFor()
  await operator.getByText('Menciona a Leandro Huamán Sagastume.').waitFor()

  const colleague = await desk.person('lhuaman')
  await colleague.goto('/menciones')
  await colleague.getByText('Sin leer').waitFor()
  await clean(colleague, 'mentions')
  await colleague.getByRole('link', { name: 'Servidor para el censo' }).click()
  // The list of mentions shows the note too.
  await colleague.waitForURL(/\/expedientes\//)
  await colleague.getByText('Pedir espacio a @lhuaman antes del viernes.').waitFor()
  await colleague.goto('/menciones')
  assert.equal(await colleague.getByText('Sin leer').count(), 0)

  await requester.goto(`/expedientes/${number}`)
  assert.equal(await requester.getByText('Pedir espacio').count(), 0)
  assert.equal(await requester.getByText(/nota interna/i).count(), 0)
})

test('a canned text goes into a message by the keyboard, and the requester answers from the same page', async () => {
  await operator.goto(`/expedientes/${number}`)
  await operator.locator('summary', { hasText: 'Mensaje al solicitante' }).focus()
  await operator.keyboard.press('Enter')
  const message = operator.getByLabel('Mensaje al solicitante', { exact: true })
  await message.waitFor()
  await operator.locator('.compose.mensaje').getByRole('button', { name: 'Insertar una respuesta tipo' }).focus()
  await operator.keyboard.press('Enter')
  await operator.getByRole('combobox', { name: 'Buscar respuesta tipo' }).waitFor()
  await operator.keyboard.type('acuse')
  await clean(operator, 'with the canned texts open')
  await operator.keyboard.press('Enter')
  const said = await message.inputValue()
  assert.match(
    said,
    new RegExp(`recibimos «Servidor para el censo» con el número ${number}\\.\\nElvira Baquiax Montufar$`),
  )
  await operator.getByRole('button', { name: 'Enviar al solicitante' }).click()
  await operator.getByText('El mensaje se envió.').waitFor()

  await requester.goto(`/expedientes/${number}`)
  await requester.getByText('recibimos «Servidor para el censo»').waitFor()
  await requester.getByLabel('Escribir a la oficina').fill('Gracias. Va el plano: https://planos.example/censo.')
  await requester
    .getByLabel('Adjuntar documentos')
    .first()
    .setInputFiles({
      name: 'plano.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7 prueba'),
    })
  await requester.getByRole('button', { name: 'Enviar' }).click()
  await requester.getByText('El mensaje se envió.').waitFor()
  await requester.getByRole('link', { name: 'https://planos.example/censo' }).waitFor()
  await requester.getByRole('link', { name: 'plano.pdf', exact: true }).waitFor()
  await clean(requester, 'the requester’s page')
})

test('the requester consents to a remote session, which only then starts', async () => {
  await operator.goto(`/expedientes/${number}`)
  await operator.getByText('Pedir una sesión remota').click()
  await operator.getByRole('button', { name: 'Pedir autorización' }).click()
  await operator.getByText('Sesión remota: espera autorización').waitFor()
  assert.equal(await operator.getByRole('button', { name: 'Iniciar la sesión' }).count(), 0)

  await requester.goto(`/expedientes/${number}`)
  await clean(requester, 'the question')
  await requester.getByRole('button', { name: 'Sí, autorizo' }).click()
  await requester.getByText('Su respuesta quedó registrada.').waitFor()

  await operator.goto(`/expedientes/${number}`)
  await operator.getByLabel('Identificador del equipo').fill('123 456 78')
  await operator.getByRole('button', { name: 'Iniciar la sesión' }).click()
  await operator.getByText('El identificador de AnyDesk lleva solo letras y números').waitFor()
  await operator.getByLabel('Identificador del equipo').fill('123 456 789')
  await operator.getByRole('button', { name: 'Iniciar la sesión' }).click()
  const open = operator.getByRole('link', { name: 'Abrir AnyDesk (123 456 789)' })
  await open.waitFor()
  assert.equal(await open.getAttribute('href'), 'anydesk:123456789')
  await clean(operator, 'a session under way')
  await operator.locator('summary', { hasText: 'Terminar la sesión' }).click()
  await operator.getByLabel('Qué se hizo', { exact: true }).fill('Se revisó el acceso.')
  await operator.getByRole('button', { name: 'Terminar la sesión' }).click()
  await operator.getByText('Sesión remota terminada').waitFor()
})

test('two cases are found by their subject, linked, and merged', async () => {
  await operator.goto(`/expedientes/${twin}`)
  await operator.getByText('Vincular otro expediente').click()
  await operator.getByRole('link', { name: 'Buscar por asunto' }).click()
  await operator.getByLabel('Número o palabras del asunto').fill('para el censo')
  await operator.getByRole('button', { name: 'Buscar', exact: true }).click()
  await operator.getByText(number).first().waitFor()
  await clean(operator, 'what was found')
  await operator.getByLabel('Este expediente es').selectOption({ label: 'Duplicado de' })
  await operator.getByRole('button', { name: 'Vincular' }).click()
  await operator.getByText('Los expedientes quedaron vinculados.').waitFor()

  await operator.locator('summary', { hasText: 'Unir a otro expediente' }).click()
  await operator.getByLabel('Número del expediente en que continúa').fill('2026-999999')
  await operator.locator('form[action$="/unir"]').getByLabel('Motivo').fill('Es el mismo pedido')
  await operator.getByRole('button', { name: 'Unir' }).click()
  await operator.getByText('No hay un expediente «2026-999999»').waitFor()
  await operator.getByLabel('Número del expediente en que continúa').fill(number)
  await operator.getByRole('button', { name: 'Unir' }).click()
  await operator.getByRole('heading', { name: `Continúa en el expediente ${number}` }).waitFor()
  await clean(operator, 'a merged case')
  await requester.goto(`/expedientes/${twin}`)
  await requester.getByRole('link', { name: `Ir al expediente ${number}` }).click()
  await requester.waitForURL(`**/expedientes/${number}`)
})
