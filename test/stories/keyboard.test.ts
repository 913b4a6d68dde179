// A whole step with the keyboard alone, and always a visible focus.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { openDesk } from './desk.ts'
import { askForServer, completeByApi } from './requests.ts'

const desk = await openDesk()

test('by keyboard: sign in, walk the tray, claim, open, complete, read the help', async () => {
  await askForServer(desk, 'Primer servidor')
  await askForServer(desk, 'Segundo servidor')
  const tab = await desk.visitor()
  await tab.goto('/')
  // The cursor is in the first field already.
  await tab.keyboard.type('ebaquiax')
  await tab.keyboard.press('Tab')
  await tab.keyboard.type('ventanilla')
  await tab.keyboard.press('Enter')
  await tab.getByRole('heading', { level: 1, name: 'Bandejas' }).waitFor()

  await press(tab, 'Tab')
  assert.equal(await focused(tab), 'Ir al contenido')
  await tabTo(tab, /De mi cargo/)
  await press(tab, 'Enter')
  await tab.waitForURL('**/bandejas/cargo')
  await tab.getByRole('link', { name: 'Primer servidor' }).waitFor()

  await press(tab, '?')
  await tab.getByRole('heading', { name: 'Atajos de teclado' }).waitFor()
  await tab.keyboard.press('Escape')
  await tab.getByRole('heading', { name: 'Atajos de teclado' }).waitFor({ state: 'hidden' })

  await press(tab, 'j')
  assert.match(await focused(tab), /Primer servidor/)
  await press(tab, 'j')
  assert.match(await focused(tab), /Segundo servidor/)
  await press(tab, 'k')
  assert.match(await focused(tab), /Primer servidor/)
  await press(tab, 'c')
  await tab.getByText('Lo tomó. Ahora está en «Mías».').waitFor()
  await tab.getByRole('heading', { level: 1, name: 'Primer servidor' }).waitFor()

  await tab.goto('/bandejas/mias')
  await tab.getByRole('link', { name: 'Primer servidor' }).waitFor()
  await press(tab, 'j')
  await press(tab, 'Enter')
  await tab.getByRole('heading', { level: 1, name: 'Primer servidor' }).waitFor()
  await tabTo(tab, /^Nota de lo hecho/)
  await tab.keyboard.type('Con el teclado.')
  await tabTo(tab, /^Completar el paso/)
  await press(tab, 'Enter')
  await tab.getByText('El expediente siguió su curso.').waitFor()
  await tab.getByText('Con el teclado.').waitFor()
  assert.deepEqual(tab.errors(), [])
})

test('Ctrl+Enter sends what one writes by its main button, and never gives an answer', async () => {
  const number = await askForServer(desk, 'Servidor enviado con una tecla')
  const tab = await desk.person('ebaquiax')
  await tab.goto(`/expedientes/${number}`)
  await tab.getByLabel('Nota interna', { exact: true }).fill('Se llamó por teléfono.')
  await press(tab, 'Control+Enter')
  await tab.locator('.flash.done').waitFor()
  await tab.locator('main').getByText('Se llamó por teléfono.').first().waitFor()
  await tab.getByLabel('Nota de lo hecho').fill('Con una tecla.')
  await press(tab, 'Meta+Enter')
  await tab.getByText('Hecho. El expediente siguió su curso.').waitFor()

  await completeByApi(desk, 'rcotom', number)
  const technician = await desk.person('lhuaman')
  await technician.goto(`/expedientes/${number}`)
  const sent: string[] = []
  technician.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/completar')) sent.push(request.url())
  })
  await technician.getByRole('button', { name: 'SÍ', exact: true }).waitFor()
  await technician.getByLabel('Nota de lo hecho').fill('Todavía sin respuesta')
  await press(technician, 'Control+Enter')
  // Nothing was asked of the server, and the text is there, without a new line.
  await technician.getByLabel('Nota de lo hecho').evaluate(() => new Promise((done) => setTimeout(done, 500)))
  assert.deepEqual(sent, [])
  assert.equal(await technician.getByLabel('Nota de lo hecho').inputValue(), 'Todavía sin respuesta')
  await technician.locator('h1').click()
  await press(technician, '?')
  await technician.getByText('Enviar el formulario en el que escribe').waitFor()
  for (const each of [tab, technician]) assert.deepEqual(each.errors(), [])
})

/** Presses a key; whatever has the focus then shows it by an outline or a border of its own. */
async function press(tab: Page, key: string): Promise<void> {
  await tab.keyboard.press(key)
  if (key !== 'Tab') return
  const shown = await tab.evaluate(`(() => {
    const style = getComputedStyle(document.activeElement)
    return document.activeElement === document.body || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)
  })()`)
  assert.equal(shown, true, `no visible focus on ${await focused(tab)}`)
}

async function tabTo(tab: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (name.test(await focused(tab))) return
    await press(tab, 'Tab')
  }
  assert.fail(`Tab does not reach ${name}`)
}

/** The words by which the focused element is known. */
async function focused(tab: Page): Promise<string> {
  return String(
    await tab.evaluate(`(() => {
      const { activeElement: element } = document
      return (element.labels?.[0]?.textContent || element.textContent || element.getAttribute('aria-label') || '').trim()
    })()`),
  )
}
