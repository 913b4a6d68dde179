// The technician's whole day is in the trays: by keyboard alone, many at once, with what others do in sight.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { axeViolations } from '../support/browser.ts'
import { openDesk } from './desk.ts'
import { askForServer } from './requests.ts'

const desk = await openDesk()

test('a morning by keyboard alone: choose, claim many, note, give one back and undo it, search', async () => {
  const titles = ['Alfa', 'Beta', 'Gama', 'Delta']
  for (const title of titles) await askForServer(desk, `Servidor ${title}`)
  const tab = await desk.person('ebaquiax')
  const press = (...keys: string[]) =>
    keys.reduce((done, key) => done.then(() => tab.keyboard.press(key)), Promise.resolve())
  await tab.goto('/bandejas/mias')
  await press('g', 'c')
  await tab.getByRole('link', { name: 'Servidor Alfa' }).waitFor()

  await press('?')
  await tab.getByText('Elegir la tarea señalada, o dejarla').waitFor()
  assert.deepEqual(await axeViolations(tab), [])
  await press('Escape')
  await press('j', 'x', 'j', 'x', 'j', 'x')
  await tab.getByText('3 elegidas').waitFor()
  await press('k', 'x')
  await tab.getByText('2 elegidas').waitFor()
  await press('t')
  await tab.getByRole('heading', { level: 1, name: /Resultado del lote/ }).waitFor()
  await tab.getByText('Hechas: 2. Ya estaban así: 0. Rechazadas: 0.').waitFor()

  await press('g', 'm')
  await tab.waitForURL('**/bandejas/mias')
  await tab.getByRole('link', { name: 'Servidor Gama' }).waitFor()
  assert.equal(await tab.getByRole('link', { name: 'Servidor Beta' }).count(), 0)
  await press('j', 'n')
  await tab.getByLabel('Nota interna: no la ve quien solicitó').waitFor()
  await tab.keyboard.type('jkx: se avisó por teléfono')
  await press('Tab', 'Enter')
  await tab.getByText('La nota quedó en el registro.').waitFor()

  await press('j', 'd')
  await tab.getByText('Volvió a la bandeja común.').waitFor()
  assert.equal(await rows(tab), 1)
  await press('u')
  await tab.getByText('Deshecho: la tarea volvió a donde estaba.').waitFor()
  await press('g', 'm')
  await tab.waitForURL('**/bandejas/mias')
  await tab.getByRole('link', { name: 'Servidor Alfa' }).waitFor()
  assert.equal(await rows(tab), 2)

  await press('f')
  await tab.keyboard.type('gama')
  await press('Enter')
  await tab.waitForURL(/texto=gama/)
  await tab.getByRole('link', { name: 'Quitar el filtro Asunto o número: gama' }).waitFor()
  assert.equal(await rows(tab), 1)
  await press('j', 'Enter')
  await tab.getByRole('heading', { level: 1, name: 'Servidor Gama' }).waitFor()
  // On the case the same keys open its forms.
  await press('n')
  await tab.keyboard.type('d p u')
  assert.equal(await tab.getByLabel('Nota interna', { exact: true }).inputValue(), 'd p u')
  assert.deepEqual(tab.errors(), [])
})

test('the key of a tray that one does not have leads nowhere, and the help does not offer it', async () => {
  const technician = await desk.person('ebaquiax')
  await technician.goto('/bandejas/mias')
  await technician.keyboard.press('?')
  await technician.getByRole('link', { name: 'De mi unidad' }).last().waitFor()
  assert.equal(await technician.locator('#atajos').getByText('Vencidas').count(), 0)
  await technician.keyboard.press('Escape')
  await technician.keyboard.press('g')
  await technician.keyboard.press('v')
  await technician.keyboard.press('g')
  await technician.keyboard.press('s')
  await technician.waitForURL('**/bandejas/seguidas')
  const head = await desk.person('mtobar')
  await head.goto('/bandejas/mias')
  await head.keyboard.press('g')
  await head.keyboard.press('v')
  await head.waitForURL('**/bandejas/vencidas')
  for (const tab of [technician, head]) assert.deepEqual(tab.errors(), [])
})

test('what is chosen, and the focus, outlive what arrives; and how many arrived is said', async () => {
  const tab = await desk.person('ebaquiax')
  await tab.goto('/bandejas/cargo')
  const box = tab.getByRole('row', { name: /Servidor Delta/ }).getByRole('checkbox')
  await box.check()
  await box.focus()
  await new Promise((done) => setTimeout(done, 1_000))
  await askForServer(desk, 'Servidor recién llegado')
  await tab.getByRole('link', { name: 'Servidor recién llegado' }).waitFor()
  await tab.getByText('1 tarea nueva').waitFor({ state: 'attached' })
  assert.equal(await box.isChecked(), true)
  assert.match(String(await tab.evaluate('document.activeElement.closest("tr")?.textContent')), /Servidor Delta/)
  await tab.getByText('1 elegida').waitFor()
  // A stretch with shift, then all of the page.
  const boxes = tab.locator('tbody input[name="fila"]')
  await tab.getByLabel('Elegir todas las de esta página').check()
  assert.equal(await tab.locator('tbody input[name="fila"]:checked').count(), await boxes.count())
  await tab.getByLabel('Elegir todas las de esta página').uncheck()
  await boxes.first().click()
  await boxes.last().click({ modifiers: ['Shift'] })
  assert.equal(await tab.locator('tbody input[name="fila"]:checked').count(), await boxes.count())
  assert.deepEqual(tab.errors(), [])
})

test('of a batch one row is refused with its sentence, the others are done; without scripts, and after a reload', async () => {
  const [one, two] = [
    await askForServer(desk, 'Servidor de lote uno'),
    await askForServer(desk, 'Servidor de lote dos'),
  ]
  const tab = await desk.person('ebaquiax', { javaScriptEnabled: false })
  await tab.goto('/bandejas/cargo?texto=lote')
  await tab.getByRole('link', { name: 'Todas' }).click()
  assert.equal(await tab.locator('tbody input[name="fila"]:checked').count(), 2)
  // Meanwhile somebody completes one of them.
  const form = (await desk.api('ebaquiax').get(`/api/cases/${one}`)).json.forms
  const done = await desk.api('ebaquiax').post(`/api/cases/${one}/tasks/1/completion`, { form: Object.values(form)[0] })
  assert.equal(done.status, 200, done.text)
  await tab.getByRole('button', { name: 'Tomar', exact: true }).first().click()
  await tab.getByText('Hechas: 1. Ya estaban así: 0. Rechazadas: 1.').waitFor()
  await tab.reload()
  const refused = tab.getByRole('row', { name: new RegExp(one) })
  assert.match(await refused.innerText(), /Rechazada/)
  assert.match(await tab.getByRole('row', { name: new RegExp(two) }).innerText(), /Hecha/)
  assert.deepEqual(await axeViolations(await plain(tab)), [])
  await tab.getByRole('button', { name: 'Deshacer' }).click()
  await tab.getByText('Hechas: 1. Ya estaban así: 0. Rechazadas: 0.').waitFor()
})

test('a head looks at what is overdue below, orders it, keeps it as a view that opens first, and sends its address', async () => {
  const number = await askForServer(desk, 'Servidor que se atrasa')
  await desk.moveTo('2026-11-06T14:00:00Z')
  const tab = await desk.person('mtobar')
  await tab.goto('/bandejas')
  await tab.getByRole('link', { name: /^Vencidas/ }).click()
  await tab.getByRole('link', { name: 'Servidor que se atrasa' }).waitFor()
  await tab.getByRole('columnheader', { name: 'Llegó' }).getByRole('link').click()
  await tab.waitForURL(/orden=llegada/)
  assert.equal(await tab.getByRole('columnheader', { name: 'Llegó' }).getAttribute('aria-sort'), 'ascending')
  await tab.getByRole('link', { name: 'Filtros' }).click()
  await tab.getByLabel('Vencimiento').selectOption({ label: 'Vencidas' })
  await tab.getByLabel('Asunto o número').last().fill('se atrasa')
  await tab.getByRole('button', { name: 'Aplicar filtros' }).click()
  await tab.getByRole('link', { name: 'Quitar el filtro Vencimiento: Vencidas' }).waitFor()
  assert.equal(await rows(tab), 1)
  await tab.getByRole('link', { name: 'Guardar vista' }).click()
  await tab.getByLabel('Nombre de la vista').fill('Atrasos')
  await tab.getByLabel('Abrir primero al entrar').check()
  await tab.getByRole('button', { name: 'Guardar la vista' }).click()
  await tab.getByText('Vista guardada.').waitFor()
  const address = tab.url()
  await tab.goto('/bandejas')
  assert.equal(tab.url(), address)
  assert.equal(await tab.getByRole('link', { name: /^Atrasos/ }).getAttribute('aria-current'), 'page')
  await tab.getByRole('link', { name: 'Administrar vistas' }).click()
  await tab.getByText('Borrar la vista: Atrasos').click()
  await tab.getByRole('button', { name: 'Borrar la vista' }).click()
  await tab.getByText('Vista borrada.').waitFor()
  assert.ok(number)
  assert.deepEqual(tab.errors(), [])
})

test('two officials on a case see each other, and that one is writing; its requester sees neither', async () => {
  const number = await askForServer(desk, 'Servidor entre dos')
  const first = await desk.person('ebaquiax')
  const second = await desk.person('mtobar')
  await first.goto(`/expedientes/${number}`)
  await second.goto(`/expedientes/${number}`)
  await second.getByText(/Elvira .* también mira este expediente/).waitFor()
  await first
    .getByText(/Maximiliano Tobar/)
    .first()
    .waitFor()
  await first.getByText('también mira este expediente').waitFor()
  await second.getByLabel('Nota interna', { exact: true }).fill('Estoy en ello')
  await first.getByText('está escribiendo').waitFor()
  assert.deepEqual(await axeViolations(first), [])
  const requester = await desk.person('hzelada')
  await requester.goto(`/expedientes/${number}`)
  assert.equal(await requester.locator('case-presence').count(), 0)
  await second.goto('/mis-expedientes')
  await first.getByText('también mira este expediente').waitFor({ state: 'detached' })
  for (const tab of [first, second]) assert.deepEqual(tab.errors(), [])
})

function rows(tab: Page): Promise<number> {
  return tab.locator('table.tray tbody tr').count()
}

/** The same page in a browser with scripts, in which axe can run. */
async function plain(tab: Page): Promise<Page> {
  const other = await desk.person('ebaquiax')
  await other.goto(tab.url())
  return other
}
