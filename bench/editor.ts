import { chromium } from 'playwright-core'
import { findChromium } from '../scripts/chromium.mjs'
import { line, quantile } from './figures.ts'
import { longManual } from './long-manual.ts'
import type { World } from './world.ts'

/**
 * From a key to its finding in the page, in a manual of two thousand lines, in a real browser. The floor is the same page's time from a
 * key to a number that a listener writes.
 */
export async function benchEditor({ port, password }: World): Promise<void> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('the editor is measured in Chromium: install it, or set CHROMIUM')
  const browser = await chromium.launch({ executablePath, headless: true, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const page = await browser.newPage({ baseURL: `http://127.0.0.1:${port}`, viewport: { width: 1280, height: 800 } })
    await page.goto('/entrar')
    await page.getByLabel('Usuario').fill('hzelada')
    await page.getByLabel('Contraseña').fill(password)
    await page.getByRole('button', { name: 'Entrar', exact: true }).click()
    await page.waitForURL((url) => url.pathname !== '/entrar')
    await page.goto('/manuales/borradores')
    await page.getByRole('button', { name: 'Abrir' }).first().click()
    await page.waitForSelector('manual-editor[checked]')
    const source = longManual(2_000)
    await page.evaluate(SAVE, source)
    await page.reload()
    await page.waitForSelector('manual-editor[checked]')
    // To the middle of the manual, where a key breaks what its line says.
    const text = page.getByRole('textbox', { name: 'Texto del manual' })
    await text.press('Control+Alt+g')
    await page.locator('.editor-text input[name=line]').pressSequentially('1000')
    await page.keyboard.press('Enter')
    await text.press('Home')
    const times: number[] = []
    const floors: number[] = []
    for (let round = 0; round < 50; round++) {
      await page.evaluate(WATCH)
      await page.keyboard.press('x')
      const { found, floor } = (await page.evaluate('seen')) as { found: number; floor: number }
      if (round < 10) continue
      times.push(found)
      floors.push(floor)
    }
    const ms = (value: number) => `${value.toFixed(0)} ms`
    line('key to number in the page (floor), p50 · p95', `${ms(quantile(floors, 0.5))} · ${ms(quantile(floors, 0.95))}`)
    const middle = quantile(times, 0.5)
    line(
      `key to finding, ${source.split('\n').length} lines, p50 · p95`,
      `${ms(middle)} · ${ms(quantile(times, 0.95))}`,
      { text: 'under 100 ms', kept: middle < 100 },
    )
  } finally {
    await browser.close()
  }
}

declare const document: {
  querySelector(selector: string): { action: string; elements: { namedItem(name: string): { value: string } } }
}

const SAVE = async (source: string) => {
  const form = document.querySelector('#borrador')
  const body = new FormData()
  body.set('_csrf', form.elements.namedItem('_csrf').value)
  body.set('revision', form.elements.namedItem('revision').value)
  body.set('respuesta', 'json')
  body.set('texto', source)
  body.set('ejemplos', '')
  const { status } = await fetch(form.action, { method: 'POST', body })
  if (status !== 200) throw new Error(`the draft was not saved: ${status}`)
}

// From the key's own event until the findings are drawn anew; then the same for a number that a listener writes.
const WATCH = `globalThis.seen = (async () => {
  const painted = (watched, options) => new Promise((done) => {
    const watch = new MutationObserver(() => { watch.disconnect(); requestAnimationFrame(() => done(performance.now())) })
    watch.observe(watched, options)
  })
  let begun
  document.addEventListener('keydown', () => { begun = performance.now() }, { capture: true, once: true })
  const shown = await painted(document.querySelector('[data-findings]'), { childList: true })
  const found = shown - begun
  const mark = document.body.appendChild(document.createElement('i'))
  const from = performance.now()
  const floor = painted(mark, { childList: true })
  mark.textContent = 'x'
  const least = (await floor) - from
  mark.remove()
  await new Promise((done) => setTimeout(done, 250))
  return { found, floor: least }
})(), 0`
