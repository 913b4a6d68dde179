// The flowchart of a procedure and of a case, as people look at them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axeViolations } from '../support/browser.ts'
import { openDesk } from './desk.ts'
import { askForServer, completeByApi } from './requests.ts'

const desk = await openDesk({ cases: true, now: '2026-11-03T14:00:00Z' })
const number = await askForServer(desk, 'Servidor que falla dos veces')
for (const who of ['ebaquiax', 'rcotom']) await completeByApi(desk, who, number)
for (const last of ['NO', null]) {
  await completeByApi(desk, 'lhuaman', number, { answer: 'SÍ' })
  await completeByApi(desk, 'lhuaman', number, { note: 'VLAN 42' })
  if (last !== null) await completeByApi(desk, 'lhuaman', number, { answer: last })
}
const PICTURES = process.env.PICTURES

test('a manual shows the chart of a procedure when it is opened, and keeps it out of its own page', async () => {
  const tab = await desk.person('hzelada')
  const { text } = await desk.api('hzelada').get('/manuales/DTI-MNP-01')
  assert.doesNotMatch(text, /<svg[^>]*class="flowchart"/)
  await tab.goto('/manuales/DTI-MNP-01')
  const part = tab.locator('#procedimiento-8')
  await part.getByText('Flujograma', { exact: true }).click()
  const chart = part.getByRole('img', { name: /CREACIÓN DE SERVIDORES VIRTUALES/ })
  await chart.waitFor()
  assert.equal(await chart.locator('.fc-question').count(), 2)
  const font = await tab.evaluate("getComputedStyle(document.querySelector('.flowchart .fc-text')).fontFamily")
  assert.match(String(font), /^Roboto/)
  await tab.waitForFunction("document.fonts.check('8px Roboto')")
  assert.deepEqual(await axeViolations(tab), [])
  assert.deepEqual(tab.errors(), [])
  if (PICTURES) await part.screenshot({ path: `${PICTURES}/manual.png` })
})

test('the sheets of a chart are files that stand alone, also those of a version that is named', async () => {
  for (const manual of ['/manuales/DTI-MNP-01', '/manuales/DTI-MNP-01/versiones/1.0']) {
    const at = `${manual}/procedimientos/9/flujograma`
    const { status, text } = await desk.api('hzelada').get(at)
    assert.equal(status, 200)
    const sheets = [...text.matchAll(/<li><a href="([^"]+\.svg)"/g)].map(([, href]) => href!)
    assert.ok(sheets.length >= 3 && sheets.every((href) => href.startsWith(at)), sheets.join(' '))
    for (const sheet of sheets) {
      const answer = await desk.api('hzelada').get(sheet)
      assert.equal(answer.status, 200)
      assert.match(answer.text, /^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg xmlns=/)
    }
    for (const wrong of ['carta-99.svg', 'oficio-1.svg', 'carta-1.pdf'])
      assert.equal((await desk.api('hzelada').get(`${at}/${wrong}`)).status, 404)
  }
  assert.equal((await desk.api('hzelada').get('/manuales/DTI-MNP-01/procedimientos/77/flujograma')).status, 404)
  assert.equal((await desk.anonymous.get('/manuales/DTI-MNP-01/procedimientos/9/flujograma')).status, 303)
})

test('the chart of a case shows where it is, where it was and how often, and moves on with it', async () => {
  const tab = await desk.person('hzelada')
  await tab.goto(`/expedientes/${number}`)
  const frame = tab.locator('#flujograma-del-expediente')
  await frame.scrollIntoViewIfNeeded()
  await frame.getByText('El expediente está en el paso 5, Técnico en Infraestructura').waitFor()
  await frame.getByText('Pasó por 1, 2, 3 (2 veces), 4 SÍ (2 veces), 5 (2 veces), 6 NO.').waitFor()
  assert.equal(await frame.locator('.fc-is-current').count(), 2)
  assert.equal((await frame.locator('.fc-line-visited').count()) > 5, true)
  if (PICTURES) await tab.screenshot({ path: `${PICTURES}/case.png`, fullPage: true })
  await completeByApi(desk, 'lhuaman', number, { answer: 'SÍ' })
  await frame.getByText('El expediente está en el paso 7, Secretaria').waitFor()
  assert.deepEqual(tab.errors(), [])
  const stranger = await desk.api('nquispe').get(`/expedientes/${number}/flujograma`)
  assert.equal(stranger.status, 404)
})

test('on a telephone the chart scrolls in its own region, in both themes', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [390, 1280]) {
      const tab = await desk.person('hzelada', { viewport: { width, height: 900 }, colorScheme })
      for (const [name, path] of [
        ['case-chart', `/expedientes/${number}/flujograma`],
        ['manual-chart', '/manuales/SSI-MNP-03/procedimientos/3.5/flujograma'],
      ] as const) {
        await tab.goto(path)
        const region = tab.getByRole('region', { name: /^Flujograma/ })
        const [inside, shown] = await region.evaluate((element) => [element.scrollWidth, element.clientWidth])
        const page = await tab.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
        if (width === 390) assert.ok(inside! > shown!)
        assert.equal(page, 0)
        assert.deepEqual(await axeViolations(tab), [])
        if (PICTURES) await tab.screenshot({ path: `${PICTURES}/${name}-${width}-${colorScheme}.png`, fullPage: true })
      }
    }
  }
})
