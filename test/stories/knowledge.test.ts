import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axeViolations } from '../support/browser.ts'
import { openDesk } from './desk.ts'
import { claimFromTray, complete } from './steps.ts'

const desk = await openDesk()
const TITLE = 'La impresora no imprime desde la red'

async function sound(tab: Parameters<typeof axeViolations>[0]): Promise<void> {
  assert.deepEqual(await axeViolations(tab), [])
}

test('a solved case becomes an article, another person publishes it, and a third one finds it in spite of a slip', async () => {
  const opened = await desk.api('lsolares').post('/api/cases', {
    manual: 'DTI-MNP-01',
    procedure: '2',
    start: 'Soporte técnico',
    channel: 'portal',
    title: TITLE,
    form: REQUEST,
  })
  assert.equal(opened.status, 200, opened.text)
  const { number } = opened.json

  // The technician solves it, and makes an article of what was done.
  const technician = await desk.person('kflamenco')
  await claimFromTray(technician, TITLE)
  await complete(technician, { note: 'Avisé a la persona que empezó la gestión.' })
  await complete(technician, { answer: 'SÍ', note: 'Se reinició la cola de impresión del servidor.' })
  const last = (await desk.api('kflamenco').get(`/api/cases/${number}`)).json.tasks[0].task
  const closed = await desk.api('kflamenco').post(`/api/cases/${number}/tasks/${last}/completion`, { form: REPORT })
  assert.deepEqual([closed.status, closed.json.status], [200, 'closed'], closed.text)
  await desk.program.follow()
  await technician.goto(`/expedientes/${number}`)
  // Asked for when it comes into sight.
  await technician.getByRole('heading', { name: 'Conocimiento' }).scrollIntoViewIfNeeded()
  await technician.getByText('Ningún artículo habla de esto todavía.').waitFor()
  await sound(technician)
  await technician.getByRole('link', { name: 'Hacer un artículo' }).click()
  await technician.getByRole('heading', { level: 1, name: `Nuevo artículo del expediente ${number}` }).waitFor()
  await technician.getByText('Quite los datos personales').waitFor()
  assert.equal(await technician.getByLabel('Título').inputValue(), TITLE)
  assert.match(await technician.getByLabel('Solución').inputValue(), /cola de impresión/)
  await technician
    .getByLabel('Solución')
    .fill(
      '## Qué hacer\n\n1. Abra el panel de impresoras.\n2. Reinicie la **cola de impresión**.\n\n| Modelo | Panel |\n|---|---|\n| HP | 3 |',
    )
  await sound(technician)
  await technician.getByRole('button', { name: 'Guardar el borrador' }).click()
  await technician.getByText('El borrador quedó guardado').waitFor()
  await technician.getByRole('button', { name: 'Pedir revisión' }).click()
  await technician.getByText('Quedó pedida la revisión').waitFor()
  await technician.getByText('Lo revisa la jefatura de la dependencia').waitFor()
  const id = new URL(technician.url()).pathname.split('/').at(-1)

  // The head reads it and publishes it.
  const head = await desk.person('mtobar')
  await head.goto('/conocimiento/por-revisar')
  await head.getByRole('link', { name: TITLE }).click()
  await sound(head)
  await head.getByRole('button', { name: 'Aprobar y publicar' }).click()
  await head.getByText('El artículo quedó publicado.').waitFor()

  // Somebody at another desk looks for it, and mistypes.
  const other = await desk.person('lhuaman')
  await other.goto('/')
  await other.keyboard.press('/')
  await other.keyboard.type('inpresora')
  await other.getByRole('option', { name: TITLE }).waitFor()
  await sound(other)
  await other.keyboard.press('Enter')
  await other.getByRole('heading', { level: 1, name: 'Buscar' }).waitFor()
  await other.getByRole('link', { name: /^Artículos/ }).click()
  await other.getByRole('link', { name: TITLE }).click()
  await other.getByRole('heading', { level: 1, name: TITLE }).waitFor()
  assert.equal(new URL(other.url()).pathname, `/conocimiento/${id}`)
  await other.getByRole('button', { name: 'Sí, me sirvió' }).click()
  await other.getByText('Usted dijo que le sirvió').waitFor()
  await sound(other)

  // Whoever asks is offered it at the portal: in the search, and while writing what is needed.
  const asking = await desk.person('yhuarcaya', { viewport: { width: 360, height: 740 } })
  await asking.goto('/portal')
  await asking.getByLabel('¿Qué necesita?').fill('mi inpresora')
  await asking.getByRole('button', { name: 'Buscar' }).click()
  await asking.getByRole('link', { name: TITLE }).waitFor()
  await sound(asking)
  await asking.goto('/portal/pedir/DTI-MNP-01/2/soporte-tecnico')
  await asking.getByLabel('Asunto').fill('no puedo imprimir, la cola de la impresora no anda')
  const popup = asking.waitForEvent('popup')
  await asking.getByRole('link', { name: TITLE }).click()
  const article = await popup
  await article.getByRole('heading', { level: 1, name: TITLE }).waitFor()
  await sound(asking)
  assert.deepEqual(await axeViolations(article), [])
  await article.getByRole('button', { name: 'Sí, con esto lo resolví' }).click()
  await article.getByText('Quedó anotado que este artículo le resolvió.').waitFor()

  // On the next case it is offered, and marked as what solved it.
  await technician.goto(`/expedientes/${number}`)
  await technician.getByRole('heading', { name: 'Conocimiento' }).scrollIntoViewIfNeeded()
  await technician.getByRole('button', { name: 'Resuelto con este artículo' }).click()
  await technician.getByText('Quedó anotado que ese artículo resolvió el expediente.').waitFor()
  await other.goto(`/conocimiento/${id}`)
  await other.getByText('Resolvió un expediente.').waitFor()

  for (const tab of [technician, head, other, asking]) assert.deepEqual(tab.errors(), [])
})

test('the search marks what it found, and filters come off by a click', async () => {
  const tab = await desk.person('kflamenco')
  await tab.goto('/buscar')
  await tab.getByLabel('Qué busca').fill('cola estado:cerrado')
  await tab.getByRole('button', { name: 'Buscar' }).click()
  await tab.getByRole('link', { name: TITLE }).first().waitFor()
  assert.equal(await tab.locator('mark').first().innerText(), 'cola')
  await sound(tab)
  await tab.getByRole('link', { name: 'Quitar estado:cerrado' }).click()
  await tab.getByRole('link', { name: 'Quitar estado:cerrado' }).waitFor({ state: 'detached' })
  await tab.getByLabel('Qué busca').fill('stado:abierto')
  await tab.getByRole('button', { name: 'Buscar' }).click()
  await tab.getByText('¿Quiso escribir «estado:»?').waitFor()
  await sound(tab)
})

const REPORT = {
  'Tipo de solución': 'configuración',
  Solución: 'Se reinició la cola de impresión del servidor y se quitó el trabajo que la detenía.',
  'Forma de atención': 'a distancia',
  'Nivel que resolvió': 'primero',
}

const REQUEST = { Asunto: TITLE, Descripción: 'Queda en la cola y no sale nada.', Impacto: 'bajo', Urgencia: 'media' }
