// A manual is written in the browser: what is wrong shows as one types, and two persons lose nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axeViolations } from '../support/browser.ts'
import { openDesk, type Tab } from './desk.ts'

const desk = await openDesk()
const writer = desk.api('hzelada')

/** A draft of its own for each story, from the manual of services or blank. */
async function newDraft(from: 'plantilla' | 'version' = 'plantilla'): Promise<string> {
  const page = await writer.get('/manuales/borradores', { accept: 'text/html' })
  const version = /value="(\d+)"[^>]*>[^<]*DTI-MNP-01/.exec(page.text)?.[1] ?? ''
  const opened = await writer.form('/manuales/borradores', { desde: from, version })
  assert.equal(opened.status, 303, opened.text)
  return opened.headers.get('location')!
}

async function openEditor(path: string, who = 'hzelada', how = {}): Promise<Tab> {
  const tab = await desk.person(who, how)
  await tab.goto(path)
  // Read for the first time: what is seen from now on is the editor's own.
  await tab.waitForSelector('manual-editor[checked]')
  return tab
}

const content = (tab: Tab) => tab.getByRole('textbox', { name: 'Texto del manual' })

/** Selects a text of the manual as a person would find it, and types over it. */
async function replace(tab: Tab, what: string, by: string): Promise<void> {
  await content(tab).press('Control+f')
  const search = tab.locator('.editor-text .cm-search input[name=search]')
  await search.fill('')
  await search.pressSequentially(what)
  await search.press('Enter')
  await search.press('Escape')
  await content(tab).pressSequentially(by)
}

const settled = (tab: Tab) => tab.locator('[data-status]').filter({ hasText: /^$/ }).waitFor({ state: 'attached' })

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((done) => setTimeout(done, 100))
}

async function save(tab: Tab): Promise<void> {
  await content(tab).press('Control+s')
  await settled(tab)
}

test('a wrong jump is found as it is typed, mended by one press, and the flowchart follows', async () => {
  const tab = await openEditor(await newDraft())
  await tab.getByText('Sin hallazgos').waitFor()
  await content(tab).press('Control+End')
  for (const jump of ['(Continúa en paso 3).', '(Regresa a paso 1).', '(Fin).'])
    await tab.locator('.editor-text .mk-jump', { hasText: jump }).waitFor()
  await tab.getByRole('tab', { name: 'Flujograma' }).click()
  const chart = tab.getByRole('tabpanel', { name: 'Flujograma' })
  await chart.locator('svg [data-row="3"]').first().waitFor()
  await replace(tab, '(Continúa en paso 3).', 'Sigue en el paso 3.')
  await chart.getByText('se ve el último flujograma bueno').waitFor()
  await chart.locator('svg [data-row="3"]').first().waitFor()

  await tab.getByRole('tab', { name: 'Hallazgos' }).click()
  const finding = tab.locator('#hallazgos li', { hasText: 'salto-mal-escrito' })
  await finding.getByText('Para saltar escriba «(Continúa en paso 3).»').waitFor()
  await tab.locator('.editor-text .cm-lint-marker-error').first().waitFor()
  assert.equal(await finding.getByRole('link').getAttribute('href'), '/manuales/hallazgos/salto-mal-escrito')
  await finding.getByRole('button', { name: 'Escribir «(Continúa en paso 3).»' }).click()
  await tab.getByText('Sin hallazgos').waitFor()

  await replace(tab, 'Entrega lo pedido.', 'Entrega el pedido completo.')
  await tab.getByRole('tab', { name: 'Flujograma' }).click()
  await chart.locator('svg').getByText('completo').waitFor()
  assert.ok(await chart.getByText('se ve el último').isHidden())
  // A box goes to its row, and the row of the cursor is marked.
  await chart.locator('svg [data-row="1"]').first().click()
  await chart.locator('svg [data-row="1"].fc-here').first().waitFor()
  await content(tab).press('Control+s')
  await tab.getByText('revisión 2').waitFor()
  assert.deepEqual(tab.errors(), [])
})

test('roles, jumps and keys are offered, and put in by Enter', async () => {
  const path = await newDraft()
  const tab = await openEditor(path)
  await tab.getByText('Sin hallazgos').waitFor()
  const offered = tab.locator('.editor-text .cm-tooltip-autocomplete')
  await replace(tab, '| Dependencia / Técnico', '| dep')
  await offered.getByRole('option', { name: /Dependencia \/ Recepcionista/ }).waitFor()
  // Enter right after the list opens is left to the text, lest it surprise whoever types.
  await tab.waitForTimeout(120)
  await content(tab).press('Enter')
  await tab.locator('.editor-text .cm-line', { hasText: '| Dependencia / Recepcionista | 2 |' }).waitFor()
  await tab.getByText('Sin hallazgos').waitFor()
  await replace(tab, '(Continúa en paso 3).', '(con')
  await offered.getByRole('option', { name: '(Continúa en paso 3).' }).waitFor()
  await tab.waitForTimeout(120)
  await content(tab).press('Enter')
  await tab.getByText('Sin hallazgos').waitFor()
  await content(tab).press('Control+End')
  await content(tab).pressSequentially('- Paso 1, Fir')
  await offered.getByRole('option', { name: 'Firma:' }).waitFor()
  await offered.getByText('Quién firma. Se pide en el orden escrito.').waitFor()
  assert.deepEqual(tab.errors(), [])
})

test('what the draft changes is told in words, and its examples are run', async () => {
  const tab = await openEditor(await newDraft('version'))
  await tab.getByRole('tab', { name: 'Cambios' }).click()
  await tab.getByText('El texto dice lo mismo').waitFor()
  await replace(tab, 'título: Servicios', 'título: Otros servicios')
  await tab.getByText(/El título es ahora «Otros servicios/).waitFor()
  await tab.getByRole('tab', { name: 'Ejemplos' }).click()
  await tab.getByRole('textbox', { name: 'Ejemplos del manual' }).fill(`## Ejemplo. Nada (PROCEDIMIENTO No. 99)
Empieza el lunes 2 de noviembre de 2026 a las 8:00 por oficio.

| CUÁNDO | QUIÉN | HACE | QUEDA |
|---|---|---|---|
| 8:00 | Secretaria | paso 1 | FIN |
`)
  await tab.getByRole('button', { name: 'Correr los ejemplos' }).click()
  await tab.getByText('0 de 1 ejemplos bien.').waitFor()
  await tab.getByText('El manual no tiene el PROCEDIMIENTO No. 99').waitFor()
  assert.deepEqual(tab.errors(), [])
})

test('two who write at once: neither text is lost, and what does not clash is joined', async () => {
  const path = await newDraft()
  const hernan = await openEditor(path)
  const rosalia = await openEditor(path, 'rtuyuc')
  await replace(rosalia, 'Diga para qué sirve este manual.', 'Sirve para probar.')
  await save(rosalia)
  await replace(hernan, 'Entrega lo pedido.', 'Entrega todo lo pedido.')
  await content(hernan).press('Control+s')
  const clash = hernan.getByRole('alertdialog', { name: /Rosalía Tuyuc Samayoa guardó este borrador/ })
  await clash.getByText('Entrega todo lo pedido.').waitFor()
  await clash.getByRole('button', { name: 'Juntar los dos textos' }).click()
  await hernan.getByText('revisión 3').waitFor()
  const { text } = await writer.get(`${path}/fuente.md`)
  assert.match(text, /Sirve para probar\./)
  assert.match(text, /Entrega todo lo pedido\./)

  // The same line: a person decides.
  await replace(rosalia, 'Sirve para probar.', 'Sirve para ensayar.')
  await content(rosalia).press('Control+s')
  await rosalia.getByRole('button', { name: 'Guardar lo mío encima' }).waitFor()
  await rosalia.getByRole('button', { name: 'Tomar lo de Hernán Zelada Chinchay' }).click()
  await settled(rosalia)
  const history = await writer.get(`${path}/historial`, { accept: 'text/html' })
  assert.match(history.text, /Revisión 3/)
})

test('what is typed survives a reload before it was saved', async () => {
  const tab = await openEditor(await newDraft())
  await tab.getByText('Sin hallazgos').waitFor()
  await replace(tab, 'Diga a quiénes obliga.', 'Obliga a todos.')
  await until(async () => (await tab.evaluate('Object.keys(sessionStorage).join()')) !== '')
  tab.on('dialog', (dialog) => void dialog.accept())
  await tab.reload()
  await tab.waitForSelector('manual-editor[ready]')
  await tab.getByText('Se puso lo que había escrito').waitFor()
  await tab.locator('.editor-text .cm-line', { hasText: 'Obliga a todos.' }).waitFor()
})

test('without scripts: write, check, see what is wrong, the chart, the changes, and bring a revision back', async () => {
  const path = await newDraft('version')
  const tab = await desk.person('hzelada', { javaScriptEnabled: false })
  await tab.goto(path)
  const area = tab.getByLabel('Texto del manual')
  const sound = await area.inputValue()
  await tab.locator('.chart-paper svg').waitFor()
  await tab.getByText('El texto dice lo mismo').waitFor()
  await area.fill(sound.replace(/\(Regresa a paso (\d+)\)\./, 'Vuelve al paso $1.'))
  await tab.getByRole('button', { name: 'Guardar y revisar' }).click()
  await tab.locator('#hallazgos').getByText('salto-mal-escrito').first().waitFor()
  await tab.getByLabel('Ejemplos del manual').fill('<script>alert(1)</script>')
  await tab.getByRole('button', { name: 'Guardar y correr los ejemplos' }).click()
  await tab.getByText('Los ejemplos se corren cuando el texto no tiene errores.').waitFor()
  assert.equal(await tab.getByLabel('Ejemplos del manual').inputValue(), '<script>alert(1)</script>')
  await tab.getByRole('link', { name: 'Historial' }).click()
  await tab.getByRole('link', { name: 'Ver y comparar' }).last().click()
  await tab.getByRole('button', { name: 'Traer de vuelta esta revisión' }).click()
  await tab.getByText('Se trajo de vuelta la revisión 1.').waitFor()
  assert.equal(await tab.getByLabel('Texto del manual').inputValue(), sound)

  // Somebody saved meanwhile: what was typed comes back beside it.
  const stale = await tab.locator('input[name=revision]').inputValue()
  const other = await desk.api('rtuyuc').form(path, { texto: `${sound}\nDe Rosalía.\n`, ejemplos: '', revision: stale })
  assert.equal(other.status, 303)
  await area.fill(sound.replace('título:', 'título: Mío,'))
  await tab.getByRole('button', { name: 'Guardar', exact: true }).click()
  await tab.getByRole('alert').getByText('Rosalía Tuyuc Samayoa guardó este borrador').waitFor()
  assert.match(await area.inputValue(), /título: Mío,/)
  assert.match(await area.inputValue(), /De Rosalía\./)
  await tab.getByRole('button', { name: 'Guardar', exact: true }).click()
  await tab.getByText('Se guardó el borrador.').waitFor()
})

test('by keyboard alone: Tab leaves the text, arrows change the part', async () => {
  const tab = await openEditor(await newDraft())
  await tab.getByText('Sin hallazgos').waitFor()
  await content(tab).focus()
  await content(tab).press('Tab')
  assert.equal(await tab.evaluate("document.activeElement.closest('.editor-text')"), null)
  await tab.getByRole('tab', { name: 'Hallazgos' }).focus()
  await tab.keyboard.press('ArrowRight')
  assert.equal(await tab.getByRole('tab', { name: 'Flujograma' }).getAttribute('aria-selected'), 'true')
  const box = tab.locator('.chart-paper [data-row][tabindex="0"]')
  await box.focus()
  await tab.keyboard.press('ArrowDown')
  const row = await tab.evaluate("document.activeElement.getAttribute('data-row')")
  await tab.keyboard.press('Enter')
  await tab.locator(`.chart-paper [data-row="${row}"].fc-here`).first().waitFor()
})

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1280, 390])
    test(`every part of the editor: axe finds nothing, nothing is too wide (${colorScheme}, ${width} px)`, async () => {
      const path = await newDraft('version')
      const tab = await openEditor(path, 'hzelada', { colorScheme, viewport: { width, height: 844 } })
      await tab.getByText('Sin hallazgos').waitFor({ state: 'attached' })
      if (width < 800) assert.ok(await tab.getByRole('tab', { name: 'Texto' }).isVisible())
      await replace(tab, 'título: Servicios', 'titulo: Servicios')
      const faults: string[] = []
      for (const name of width < 800
        ? ['Hallazgos', 'Flujograma', 'Cambios', 'Ejemplos', 'Texto']
        : ['Hallazgos', 'Flujograma', 'Cambios', 'Ejemplos']) {
        await tab.getByRole('tab', { name }).click()
        for (const { id, nodes } of await axeViolations(tab)) faults.push(`${name}: ${id} ${nodes.join(' ')}`)
        const over = Number(await tab.evaluate('document.documentElement.scrollWidth - window.innerWidth'))
        if (over > 0) faults.push(`${name}: ${over} px too wide`)
      }
      assert.deepEqual(faults, [])
      assert.deepEqual(tab.errors(), [])
    })
