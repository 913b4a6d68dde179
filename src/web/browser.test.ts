import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { html, render } from '#src/platform/http/html.ts'
import { axeViolations, type TestBrowser, testBrowser } from '../../test/support/browser.ts'
import { field } from './components/field.ts'
import { form } from './components/form.ts'
import { GALLERY_PAGES } from './gallery.ts'
import { galleryServer } from './gallery-server.ts'
import { page } from './layout.ts'
import { createLiveHub, readSubscription } from './live.ts'

const { page: open }: TestBrowser = await testBrowser()
const hub = createLiveHub({ coalesceMs: 20 })
const app = galleryServer()
let visits = 0
app.get('/live', (request, reply) => {
  hub.subscribe(reply, { person: 'ana', ...readSubscription(request), allowed: () => true })
})
app.get<{ Params: { topic: string } }>('/watch/:topic', (request, reply) => {
  visits += 1
  const live = { url: '/live', topics: [request.params.topic], since: hub.cursor() }
  const note = field({ locale: 'es' }, { name: 'Nota', label: 'Nota', type: { kind: 'long-text' } })
  const noteForm = form(
    { locale: 'es' },
    { action: '/sent', csrf: '', draft: 'nota', body: note, submit: html`<button>Enviar</button>` },
  )
  const body = html`<p id="visits">${visits}</p><details id="more"><summary>Más</summary><p>Abierto</p></details>${noteForm}`
  const person = { id: 'ana', name: 'Ana Xicará', positions: [] }
  const shared = { locale: 'es', theme: 'auto', path: '/watch', csrf: '', nav: [] } as const
  return reply.type('text/html; charset=utf-8').send(render(page({ ...shared, title: 'En vivo', live, person, body })))
})
app.post('/sent', (_request, reply) => reply.redirect('/watch/tray', 303))
const url = await app.listen({ port: 0, host: '127.0.0.1' })
after(async () => {
  hub.close()
  app.server.closeAllConnections()
  await app.close()
})

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1280, 390])
    test(`every component passes axe, fits and obeys the policy: ${colorScheme}, ${width} px`, async () => {
      const tab = await open({ colorScheme, viewport: { width, height: 844 } })
      for (const which of GALLERY_PAGES) {
        await tab.goto(`${url}/gallery/${which}`)
        assert.deepEqual(await axeViolations(tab), [], which)
        const overflow = await tab.evaluate('document.documentElement.scrollWidth - window.innerWidth')
        assert.ok(Number(overflow) <= 0, `${which} is ${overflow} px too wide`)
        if (which !== 'case') continue
        for (const summary of await tab.locator('summary').all()) await summary.click()
        assert.deepEqual(await axeViolations(tab), [], 'everything opened')
      }
      assert.deepEqual(tab.errors(), [])
    })

test('a tray is walked by keyboard, and single keys can be switched off', async () => {
  const tab = await open()
  await tab.goto(`${url}/gallery/tray`)
  const focused = () => tab.evaluate('document.activeElement.closest("tr")?.querySelector(".number").textContent')
  await tab.keyboard.press('j')
  assert.equal(await focused(), '2026-000098')
  await tab.keyboard.press('j')
  await tab.keyboard.press('j')
  await tab.keyboard.press('k')
  assert.equal(await focused(), '2026-000123')
  await tab.keyboard.press('j')
  const claimed = tab.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/claim/131'))
  await tab.keyboard.press('c')
  await claimed
  await tab.goto(`${url}/gallery/tray`)
  await tab.keyboard.press('?')
  assert.deepEqual(await axeViolations(tab), [])
  await tab.getByLabel('Usar atajos de una sola tecla').uncheck()
  await tab.keyboard.press('Escape')
  await tab.getByRole('heading', { level: 1 }).click()
  await tab.keyboard.press('j')
  assert.equal(await focused(), undefined)
})

test('appearance and language are chosen with and without scripts', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const tab = await open({ javaScriptEnabled, colorScheme: 'light' })
    await tab.goto(`${url}/gallery/sign-in`)
    await tab.getByRole('button', { name: 'Oscura' }).click()
    await tab.locator('html[data-theme="dark"]').waitFor()
    await tab.goto(`${url}/gallery/tray`)
    await tab.locator('html[data-theme="dark"]').waitFor()
    await tab.locator('.person-menu summary').click()
    await tab.getByRole('button', { name: 'EN', exact: true }).click()
    await tab.locator('html[lang="en"]').waitFor({ state: 'attached' })
  }
})

test('a page is redrawn in place when its topic changes, and keeps what is open', async () => {
  const tab = await open()
  await tab.goto(`${url}/watch/tray`)
  await tab.locator('#more summary').click()
  await streams(1)
  const before = visits
  hub.publish('case:other')
  hub.publish('tray')
  await tab.locator('#visits', { hasText: String(before + 1) }).waitFor()
  assert.equal(await tab.getByText('Abierto').isVisible(), true)
  hub.publish('tray')
  await tab.locator('#visits', { hasText: String(before + 2) }).waitFor()
  assert.deepEqual(tab.errors(), [])
  await tab.context().close()
})

test('nothing typed is lost: no redraw under the hands, and a draft after a reload', async () => {
  const tab = await open()
  await tab.goto(`${url}/watch/tray`)
  await streams(1)
  await tab.getByLabel('Nota').fill('Llamó el señor Güiro')
  const before = visits
  hub.publish('tray')
  await tab.getByText('Hay cambios en esta página').waitFor()
  assert.equal(visits, before)
  await tab.getByRole('link', { name: 'Actualizar' }).click()
  await tab.locator('#visits', { hasText: String(before + 1) }).waitFor()
  await tab.getByText('Se recuperó lo que había escrito').waitFor()
  assert.equal(await tab.getByLabel('Nota').inputValue(), 'Llamó el señor Güiro')
  await tab.getByRole('button', { name: 'Enviar' }).click()
  await tab.locator('#visits', { hasText: String(before + 2) }).waitFor()
  assert.equal(await tab.getByLabel('Nota').inputValue(), '')
  await tab.reload()
  assert.equal(await tab.getByLabel('Nota').inputValue(), '')
  await tab.context().close()
})

test('the tabs of a browser share one stream', async () => {
  const tab = await open()
  const more = await Promise.all(Array.from({ length: 4 }, () => tab.context().newPage()))
  for (const [at, each] of more.entries()) await each.goto(`${url}/watch/tray${at}`)
  await tab.goto(`${url}/watch/tray`)
  await streams(1)
  const before = visits
  hub.publish('tray')
  await tab.locator('#visits', { hasText: String(before + 1) }).waitFor()
  assert.equal(hub.size, 1)
})

/** Waits until the browsers of earlier tests have let go and this one listens. */
async function streams(count: number): Promise<void> {
  const deadline = Date.now() + 15_000
  let calm = 0
  while (calm < 5) {
    calm = hub.size === count ? calm + 1 : 0
    assert.ok(Date.now() < deadline, `${hub.size} streams instead of ${count}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
