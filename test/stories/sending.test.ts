// What a person sends from a case: the other forms keep what stands in them, and what came of it is before their eyes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { axeViolations } from '../support/browser.ts'
import { openDesk } from './desk.ts'
import { askForServer } from './requests.ts'

const desk = await openDesk()

test('sending one form leaves what was typed in the others', async () => {
  const number = await askForServer(desk, 'Servidor con tres formularios')
  const tab = await desk.person('ebaquiax')
  await tab.goto(`/expedientes/${number}`)
  const step = tab.getByLabel('Nota de lo hecho')
  const message = tab.getByLabel('Mensaje al solicitante', { exact: true })
  await step.fill('Falta el sello de la jefatura')
  await tab.locator('summary', { hasText: 'Mensaje al solicitante' }).click()
  await message.fill('Le escribo a medias')
  await tab.getByRole('button', { name: 'Seguir este expediente' }).click()
  await tab.getByRole('button', { name: 'Dejar de seguirlo' }).waitFor()
  assert.equal(await step.inputValue(), 'Falta el sello de la jefatura')
  assert.equal(await message.inputValue(), 'Le escribo a medias')
  assert.ok(await message.isVisible(), 'what one was writing stays open')

  // A part that was fetched when it was opened, with a reason half written.
  await tab.locator('summary', { hasText: 'Fijar la prioridad' }).click()
  const reason = tab.locator('form[action$="/prioridad"]').getByLabel('Motivo')
  await reason.fill('Lo pide el despacho')
  await tab.locator('summary', { hasText: 'Nota interna' }).click()
  const note = tab.getByLabel('Nota interna', { exact: true })
  await note.fill('Se llamó por teléfono.')
  await tab.getByRole('button', { name: 'Guardar nota interna' }).click()
  await tab.locator('.flash.done').waitFor()
  await tab.locator('#conversacion, main').getByText('Se llamó por teléfono.').first().waitFor()
  assert.equal(await note.inputValue(), '')
  assert.equal(await step.inputValue(), 'Falta el sello de la jefatura')
  assert.equal(await message.inputValue(), 'Le escribo a medias')
  assert.equal(await reason.inputValue(), 'Lo pide el despacho')
  // What the tab keeps of it is whole too.
  await tab.reload()
  assert.equal(await step.inputValue(), 'Falta el sello de la jefatura')
  assert.deepEqual(tab.errors(), [])
})

test('what was refused and not corrected yet stays while something else is sent', async () => {
  const number = await askForServer(desk, 'Servidor rehusado a medias')
  const tab = await desk.person('ebaquiax')
  await tab.goto(`/expedientes/${number}`)
  await tab.getByLabel('Disco en GB').fill('99999999')
  await tab.getByLabel('Nota de lo hecho').fill('Con un disco enorme')
  await tab.getByRole('button', { name: 'Completar el paso' }).click()
  await tab.locator('.error-summary').waitFor()
  await tab.getByRole('button', { name: 'Seguir este expediente' }).click()
  await tab.getByRole('button', { name: 'Dejar de seguirlo' }).waitFor()
  assert.equal(await tab.getByLabel('Disco en GB').inputValue(), '99999999')
  assert.equal(await tab.getByLabel('Nota de lo hecho').inputValue(), 'Con un disco enorme')
  assert.ok(await tab.locator('.flash.done').evaluate((each) => each.matches(':focus')))
})

test('after sending, what came of it is in sight and has the focus', async () => {
  const number = await askForServer(desk, 'Servidor que se mira')
  const tab = await desk.person('ebaquiax', { viewport: { width: 390, height: 700 } })
  await tab.goto(`/expedientes/${number}`)
  await tab.getByLabel('Disco en GB').fill('99999999')
  await tab.getByRole('button', { name: 'Completar el paso' }).click()
  await tab.locator('.error-summary:focus').waitFor()
  assert.ok(await inSight(tab, '.error-summary'))

  await tab.getByLabel('Disco en GB').fill('200')
  await tab.getByRole('button', { name: 'Completar el paso' }).click()
  const done = tab.locator('.flash.done:focus')
  await done.waitFor()
  assert.match(await done.innerText(), /Hecho/)
  assert.ok(await inSight(tab, '.flash.done'))

  // A form without a summary: its first field that is wrong.
  await tab.getByLabel('Nota interna', { exact: true }).fill('')
  await tab.getByRole('button', { name: 'Guardar nota interna' }).click()
  await tab.locator('#escribir-nota[aria-invalid="true"]:focus').waitFor()
  assert.ok(await inSight(tab, '#escribir-nota'))
  assert.deepEqual(tab.errors(), [])
})

test('what others do moves neither the page nor the focus', async () => {
  const number = await askForServer(desk, 'Servidor que otro anota')
  const tab = await desk.person('ebaquiax', { viewport: { width: 390, height: 700 } })
  await tab.goto(`/expedientes/${number}`)
  await tab.getByRole('button', { name: 'Tomar', exact: true }).first().click()
  await tab.locator('.flash.done:focus').waitFor()
  // Twice: for one's own act, and for somebody else's.
  const first = await desk.api('hzelada').post(`/api/cases/${number}/notes`, { note: 'Todavía no llega.' })
  assert.equal(first.status, 200, first.text)
  await tab.getByText('Todavía no llega.').waitFor()
  assert.ok(await tab.locator('.flash.done').evaluate((each) => each.matches(':focus')))
  const field = tab.getByLabel('Nota de lo hecho')
  await field.focus()
  const before = await tab.evaluate<number>('scrollY')
  const added = await desk.api('hzelada').post(`/api/cases/${number}/notes`, { note: 'Ya va en camino.' })
  assert.equal(added.status, 200, added.text)
  await tab.getByText('Ya va en camino.').waitFor()
  assert.ok(await field.evaluate((each) => each.matches(':focus')))
  assert.ok(Math.abs((await tab.evaluate<number>('scrollY')) - before) < 200)
  assert.ok(await tab.locator('.flash.done').isVisible())
})

test('a visit on a Sunday is refused on its own page, in words, with the way to agree it all the same', async () => {
  const number = await askForServer(desk, 'Servidor que se visita')
  const tab = await desk.person('ebaquiax')
  await tab.goto(`/expedientes/${number}/visita`)
  await tab.getByLabel('Fecha').fill('2026-11-29')
  await tab.getByLabel('Hora').fill('09:00')
  await tab.getByLabel('Lugar').fill('Oficina 302')
  const answer = tab.waitForResponse(
    (response) => response.request().method() === 'POST' && /visita$/.test(response.url()),
  )
  await tab.getByRole('button', { name: 'Acordar la visita' }).click()
  assert.equal((await answer).status(), 422)
  const summary = tab.locator('.error-summary:focus')
  await summary.waitFor()
  assert.match(
    await summary.innerText(),
    /El domingo 29 de noviembre a las 09:00 no es horario de trabajo; el siguiente es el lunes 30 de noviembre a las \d\d:00\. Cambie/,
  )
  assert.equal(await tab.getByRole('heading', { level: 1 }).innerText(), `Visita del expediente ${number}`)
  assert.equal(await tab.getByLabel('Lugar').inputValue(), 'Oficina 302')
  assert.deepEqual(await axeViolations(tab), [])
  await summary.getByRole('link').click()
  assert.ok(await tab.getByLabel('Fecha').evaluate((each) => each.matches(':focus')))
  await tab.getByLabel('Acordarla de todos modos').check()
  await tab.getByRole('button', { name: 'Acordar la visita' }).click()
  await tab.getByText('La visita quedó registrada.').waitFor()

  // Changed, it is refused the same way; in English too.
  await tab.context().addCookies([{ name: 'idioma', value: 'en', url: desk.url }])
  await tab.goto(`/expedientes/${number}/visita?visita=1`)
  await tab.getByLabel('Reason').fill('They are closed')
  await tab.getByRole('button', { name: 'Change the visit' }).click()
  await tab.getByText('Sunday 29 November at 09:00 is outside working hours').first().waitFor()
  assert.equal(await tab.getByLabel('Reason').inputValue(), 'They are closed')
  assert.deepEqual(tab.errors(), [])
})

test('a refused form that was fetched stands open, though the person had closed it', async () => {
  const number = await askForServer(desk, 'Servidor con parte cerrada')
  const tab = await desk.person('ebaquiax')
  await tab.goto(`/expedientes/${number}`)
  const sheet = tab.locator('#parte-prioridad')
  await sheet.locator('summary').click()
  await sheet.locator('form').getByLabel('Motivo').waitFor()
  // Sent and closed at once: the answer comes to a closed sheet.
  await sheet.evaluate((each) => {
    const { form } = { form: each.querySelector('form') } as { form: { requestSubmit(): void } }
    form.requestSubmit()
    Object.assign(each, { open: false })
  })
  await sheet.locator('.field-error, .error-summary').first().waitFor()
  assert.equal(await sheet.evaluate((each) => (each as unknown as { open: boolean }).open), true)
})

test('the lines of what was written in a form are kept where it is read', async () => {
  const said = 'Pruebas del inventario:\n1. altas\n2. bajas'
  const number = await askForServer(desk, 'Servidor con lista', 'hzelada', { 'Uso del servidor': said })
  const tab = await desk.person('hzelada')
  for (const path of [`/expedientes/${number}`, `/portal/solicitudes/${number}`]) {
    await tab.goto(path)
    const value = tab.locator('dl > div', { has: tab.getByText('Uso del servidor', { exact: true }) }).locator('dd')
    await tab.evaluate('for (const each of document.querySelectorAll("details")) each.open = true')
    assert.equal(await value.innerText(), said, path)
  }
})

/** Whether the element lies within the window. */
function inSight(tab: Page, selector: string): Promise<boolean> {
  return tab.evaluate(`(() => {
    const { top, bottom } = document.querySelector('${selector}').getBoundingClientRect()
    return top >= 0 && (bottom <= innerHeight || top < innerHeight / 2)
  })()`)
}
