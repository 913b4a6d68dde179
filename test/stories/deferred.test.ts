import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axeViolations } from '../support/browser.ts'
import { openDesk } from './desk.ts'
import { askForServer } from './requests.ts'

const desk = await openDesk()
const number = await askForServer(desk, 'Servidor de los padrones')
const path = `/expedientes/${number}`
const operator = await desk.person('ebaquiax')

test('a form of a case is fetched when it is opened, and what is written in it stays through a redraw', async () => {
  await operator.goto(path)
  assert.equal(await operator.locator('form[action$="/prioridad"]').count(), 0)
  await operator.locator('summary', { hasText: 'Fijar la prioridad' }).click()
  const reason = operator.locator('form[action$="/prioridad"]').getByLabel('Motivo')
  await reason.waitFor()
  assert.deepEqual(await axeViolations(operator), [])
  const noted = await desk.api('ebaquiax').post(`/api/cases/${number}/notes`, { note: 'Una nota de otro' })
  assert.equal(noted.status, 200, noted.text)
  await operator.getByText('Una nota de otro').waitFor()
  assert.ok(await reason.isVisible(), 'the redraw left the form where it was')
  await reason.fill('Lo pide el despacho')
  assert.deepEqual(operator.errors(), [])
})

test('after it was sent the same form can be opened and sent again', async () => {
  await operator.goto(path)
  for (const [impact, urgency, text] of [
    [1, 1, 'Nadie trabaja'],
    [2, 2, 'Ya trabajan algunos'],
  ] as const) {
    const sheet = operator.locator('#parte-prioridad')
    if (!(await sheet.evaluate((each) => (each as unknown as { open: boolean }).open)))
      await sheet.locator('summary').click()
    const form = sheet.locator('form')
    await form.getByLabel('Motivo').waitFor()
    await form.locator(`[name="impacto"][value="${impact}"]`).check()
    await form.locator(`[name="urgencia"][value="${urgency}"]`).check()
    await form.getByLabel('Motivo').fill(text)
    await form.locator('button[type="submit"]').click()
    await operator.locator('#registro').getByText(text).waitFor()
  }
  assert.deepEqual(operator.errors(), [])
})

test('a single key opens the form that is not there yet and goes to its first field', async () => {
  const head = await desk.person('mtobar')
  await head.goto(path)
  await head.locator('h1').click()
  await head.keyboard.press('p')
  const field = head.locator('form[action$="/pasar"] select[name="a"]')
  await field.waitFor()
  await head.locator('form[action$="/pasar"] select[name="a"]:focus').waitFor()
  assert.ok((await field.locator('option').count()) > 5)
})

test('without scripts a link draws the page with that form open', async () => {
  const plain = await desk.person('mtobar', { javaScriptEnabled: false })
  await plain.goto(path)
  await plain.locator('summary', { hasText: 'Pasar a otra persona' }).click()
  await plain.locator('#parte-pasar-1').getByRole('link', { name: 'Abrir' }).click()
  await plain.waitForURL('**?abrir=pasar-1*')
  assert.ok(await plain.locator('form[action$="/pasar"] select[name="a"]').isVisible())
})

test('who has nobody to hand a task over to is told so instead of being offered a list', async () => {
  await operator.goto(path)
  await operator.getByText('no hay otra persona a quien usted pueda pasarla').waitFor()
  assert.equal(await operator.locator('form[action$="/pasar"]').count(), 0)
})

test('what can no longer be done says so in its place, and what nobody offers draws the page as it is', async () => {
  const late = await desk.person('ebaquiax')
  await late.goto(path)
  const answer = await late.request.get(`${path}?abrir=pasar-99`, { headers: { 'turbo-frame': 'abrir-pasar-99' } })
  assert.equal(answer.status(), 200)
  assert.match(await answer.text(), /^<turbo-frame id="abrir-pasar-99"[^>]*><p>Algo cambió desde que abrió esta página/)
  for (const asked of ['pasar-99', '"><script>', 'a'.repeat(200)]) {
    const whole = await late.request.get(`${path}?abrir=${encodeURIComponent(asked)}`)
    assert.equal(whole.status(), 200)
    assert.doesNotMatch(await whole.text(), /pasar-99|<script>/)
  }
})

test('whoever was signed out meanwhile is led to sign in by what they open, and not by what the page fetches by itself', async () => {
  const late = await desk.person('mtobar')
  await late.goto(path)
  await late.context().clearCookies()
  const articles = late.locator('turbo-frame#articulos-del-caso')
  const asked = late.waitForResponse((answer) => answer.url().includes('/articulos'))
  await articles.scrollIntoViewIfNeeded()
  await asked
  await articles.getByRole('link').waitFor()
  assert.equal(new URL(late.url()).pathname, path)
  await late.locator('summary', { hasText: 'Pasar a otra persona' }).click()
  await late.waitForURL('**/entrar?volver=*')
  await late.getByLabel('Contraseña').waitFor()
})

test('on a telephone the form stands within its frame, not against it', async () => {
  const small = await desk.person('ebaquiax', { viewport: { width: 390, height: 844 } })
  await small.goto(`${path}?abrir=vincular`)
  const sheet = small.locator('#parte-vincular > .disclosure-body')
  const [frame, form] = await Promise.all([sheet.boundingBox(), sheet.locator('form').boundingBox()])
  assert.ok(form!.x - frame!.x >= 8, `${form!.x - frame!.x} px`)
  assert.equal(await sheet.getByText('Código de inventario').count(), 0)
})
