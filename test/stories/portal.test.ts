// Whoever asks, on a telephone of 360 px: with a photo, signed by the head, asked for more, answered, confirmed, rated; and the same
// without scripts. Rejected, it comes back; withdrawn, it is over. The first view is light.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PORTAL_MANUAL } from '#src/intake/portal/fixtures/portal-manual.ts'
import { axeViolations } from '../support/browser.ts'
import { openDesk, signIn, type Tab } from './desk.ts'

const desk = await openDesk({ now: '2026-11-03T14:00:00Z' })
await desk.publish(PORTAL_MANUAL)
// The first page of a program compresses all its files.
await desk.api('yhuarcaya').get('/portal')
const PHONE = { viewport: { width: 360, height: 740 } }
const PHOTO = {
  name: 'nota de la jefatura.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082',
    'hex',
  ),
}

for (const javaScriptEnabled of [true, false])
  test(`asks with a photo, the head approves, is asked for more, answers, confirms, rates; scripts: ${javaScriptEnabled}`, async () => {
    const title = javaScriptEnabled ? 'Portátil para capacitación' : 'Portátil sin guiones'
    const tab = await desk.person('yhuarcaya', { ...PHONE, javaScriptEnabled })
    await tab.goto('/')
    assert.equal(new URL(tab.url()).pathname, '/portal')
    await tab.getByLabel('¿Qué necesita?').fill('prestamo de compu')
    await tab.getByRole('button', { name: 'Buscar' }).click()
    await tab.getByRole('link', { name: 'Préstamo de computadora portátil' }).click()
    await tab.getByText('Primero da el visto bueno.').waitFor()

    // Sent with something missing: nothing is lost, neither words nor photo.
    await tab.getByLabel('Para qué lo necesita').fill('Capacitación en el interior')
    await tab.getByLabel('Desde qué día').fill('2026-11-09')
    await tab.getByLabel('Tomar una foto').setInputFiles(PHOTO)
    if (javaScriptEnabled) await tab.getByText('Recibido', { exact: true }).waitFor()
    await tab.getByRole('button', { name: 'Enviar la solicitud' }).click()
    await tab.getByText('Escriba en pocas palabras qué necesita').first().waitFor()
    await tab.getByText('Ya recibimos 1 documento').waitFor()
    assert.equal(await tab.getByLabel('Para qué lo necesita').inputValue(), 'Capacitación en el interior')
    await assertFitsAPhone(tab, javaScriptEnabled)
    await tab.getByLabel('¿Qué necesita, en pocas palabras?').fill(title)
    await tab.getByRole('button', { name: 'Enviar la solicitud' }).click()
    await tab.getByText('Recibimos su solicitud.').waitFor()
    await tab.getByText(/espera el visto bueno de su jefatura \(Efraín Colindres Batz\), en el paso 1 de 3/).waitFor()
    await tab.getByRole('link', { name: PHOTO.name }).waitFor()
    const request = new URL(tab.url()).pathname
    const number = request.split('/').at(-1)!

    // The head's side: returned with what is missing, corrected, approved.
    const head = desk.api('ecolindres')
    const waiting = await head.get('/portal')
    assert.match(waiting.text, new RegExp(`Esperan su firma[\\s\\S]*${title}`))
    const returned = await head.post(`/api/cases/${number}/tasks/${await openTask(number, 'ecolindres')}/refusal`, {
      reason: 'Falta decir hasta qué día.',
    })
    assert.equal(returned.status, 200, returned.text)
    await tab.goto('/portal')
    await tab.getByRole('region', { name: 'Le toca a usted' }).getByRole('link', { name: title }).click()
    await tab.getByText('Falta decir hasta qué día.').first().waitFor()
    assert.equal(await tab.getByLabel('Para qué lo necesita').inputValue(), 'Capacitación en el interior')
    await tab.getByLabel('Para qué lo necesita').fill('Capacitación en el interior, hasta el viernes')
    await tab.getByRole('button', { name: 'Enviar', exact: true }).click()
    await tab.getByText('Enviado.').waitFor()
    await signAs('ecolindres', number)

    // The office asks for more.
    await complete('dxicara', number, { answer: 'FALTAN DATOS', note: '¿Qué programas necesita?' })
    await tab.goto('/portal')
    await tab.getByRole('region', { name: 'Avisos' }).getByText('le pide una respuesta').waitFor()
    await tab.goto(request)
    await tab.getByRole('heading', { name: 'Le piden una respuesta' }).waitFor()
    await tab.getByText('¿Qué programas necesita?').first().waitFor()
    await tab.getByLabel('Su respuesta').fill('Solo hojas de cálculo.')
    await tab.getByLabel('Elegir documentos').setInputFiles([{ ...PHOTO, name: 'programas.png' }])
    if (javaScriptEnabled) await tab.getByText('Recibido', { exact: true }).waitFor()
    await tab.getByRole('button', { name: 'Enviar la respuesta' }).click()
    await tab.getByText('Enviado.').waitFor()
    await tab.getByText('Solo hojas de cálculo.').waitFor()
    await tab.getByRole('link', { name: 'programas.png' }).waitFor()
    await complete('dxicara', number)
    await complete('dxicara', number, { answer: 'SÍ' })
    await complete('dxicara', number)

    // The manual asks for conformity, so it is not asked twice; then the rating, which may be changed.
    await tab.goto(request)
    await tab.getByRole('button', { name: 'Sí, quedó resuelto' }).click()
    await tab.getByText('Enviado.').waitFor()
    assert.equal(await tab.getByRole('heading', { name: '¿Quedó resuelto?' }).count(), 0)
    await tab.getByRole('button', { name: 'Enviar la calificación' }).click()
    await tab.getByText('Elija de 1 a 5 cómo fue la atención.').first().waitFor()
    await tab.getByLabel('4. Buena').check()
    await tab.getByLabel('Comentario').fill('Rápidos.')
    await tab.getByRole('button', { name: 'Enviar la calificación' }).click()
    await tab.getByText('Gracias por su calificación.').waitFor()
    await tab.getByText('Usted calificó la atención con 4 de 5.').waitFor()
    await assertFitsAPhone(tab, javaScriptEnabled)
    await tab.goto('/portal/solicitudes?ver=terminadas')
    await tab.getByRole('link', { name: title }).waitFor()
    await tab.getByLabel('Buscar entre las suyas').fill('PORTATIL')
    await tab.getByRole('button', { name: 'Buscar' }).click()
    await tab.getByRole('link', { name: title }).waitFor()
    assert.deepEqual(tab.errors(), [])
    await tab.context().close()
  })

test('says that it is not solved, and it comes back; the second time to the head', async () => {
  const tab = await desk.person('yhuarcaya', PHONE)
  const number = await ask(tab, 'Batería que no carga')
  for (const _ of [1, 2]) {
    await complete(await holderOf(number), number)
    await tab.goto(`/portal/solicitudes/${number}`)
    await tab.getByRole('heading', { name: '¿Quedó resuelto?' }).waitFor()
    await tab.getByText('No quedó resuelto').first().click()
    await tab.getByRole('button', { name: 'Enviar: no quedó resuelto' }).click()
    await tab.getByText('Escriba el motivo').first().waitFor()
    await tab.getByLabel('¿Qué falta o qué no funciona?').fill('Sigue sin cargar.')
    await tab.getByRole('button', { name: 'Enviar: no quedó resuelto' }).click()
    await tab.getByText('Su solicitud se volvió a abrir').waitFor()
  }
  const { json } = await desk.api('yhuarcaya').get(`/api/cases/${number}`)
  assert.match(json.tasks[0].role, /Jefe del Departamento de Soporte Técnico/)
  await tab.context().close()
})

test('withdraws while nobody has acted; after that is told how to ask for it', async () => {
  const tab = await desk.person('yhuarcaya', PHONE)
  const number = await ask(tab, 'Batería pedida por error')
  await tab.getByText('Retirar la solicitud').first().click()
  await tab.getByLabel('¿Por qué la retira?').fill('Ya no hace falta.')
  await tab.getByRole('button', { name: 'Retirar la solicitud' }).click()
  await tab.getByText('Retiró su solicitud.').waitFor()
  await tab.getByText('Ya no hace falta.').waitFor()
  const { json } = await desk.api('yhuarcaya').get(`/api/cases/${number}`)
  assert.equal(json.status, 'annulled')
  await tab.context().close()
})

test('whoever signs in and only asks lands here; an official in the trays, with a way here', async () => {
  const asks = await desk.visitor(PHONE)
  await signIn(asks, 'yhuarcaya')
  assert.equal(new URL(asks.url()).pathname, '/portal')
  const works = await desk.visitor()
  await signIn(works, 'lhuaman')
  assert.match(new URL(works.url()).pathname, /^\/bandejas/)
  await works.getByRole('link', { name: 'Portal' }).click()
  await works.getByRole('heading', { name: 'Qué puede pedir' }).waitFor()
  await works.getByRole('link', { name: 'Bandejas' }).click()
  await works.waitForURL('**/bandejas/**')
})

test('the first view weighs less than 30 kB', async () => {
  const tab = await desk.person('yhuarcaya', PHONE)
  const sizes: number[] = []
  const all: Promise<void>[] = []
  tab.on('response', (response) => {
    const weigh = async () => {
      const { responseBodySize, responseHeadersSize } = await response.request().sizes()
      sizes.push(responseBodySize + responseHeadersSize)
    }
    all.push(weigh())
  })
  await tab.goto('/portal', { waitUntil: 'networkidle' })
  await Promise.all(all)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  assert.ok(sizes.length > 2 && total < 30_000, `${total} bytes in ${sizes.length} answers`)
  await tab.context().close()
})

/** No scrolling sideways, targets of 44 px, and nothing that axe finds, as it looks now. */
async function assertFitsAPhone(tab: Tab, scripts: boolean): Promise<void> {
  if (!scripts) return
  assert.deepEqual(await axeViolations(tab), [])
  assert.equal(await tab.evaluate('document.documentElement.scrollWidth'), 360)
  const small = await tab.evaluate(`[...document.querySelectorAll(
      'a, button, summary, input:not([type="hidden"], [type="file"], [type="radio"], label.radio *), select, textarea, label.radio')]
    .filter((each) => each.checkVisibility() && !each.matches('.skip-link, .error-summary *'))
    .map((each) => Math.round(each.getBoundingClientRect().height) + ' px: ' + each.outerHTML.slice(0, 120))
    .filter((each) => Number.parseInt(each) < 44)`)
  assert.deepEqual(small, [])
}

async function ask(tab: Tab, title: string): Promise<string> {
  await tab.goto('/portal/pedir/PRU-MNP-02/2/cambio-de-bateria')
  await tab.getByLabel('¿Qué necesita, en pocas palabras?').fill(title)
  await tab.getByRole('button', { name: 'Enviar la solicitud' }).click()
  await tab.getByText('Recibimos su solicitud.').waitFor()
  return new URL(tab.url()).pathname.split('/').at(-1)!
}

async function openTask(number: string, username: string): Promise<number> {
  const { json } = await desk.api(username).get(`/api/cases/${number}`)
  return json.tasks[0].task
}

async function complete(username: string, number: string, input: object = {}): Promise<void> {
  const path = `/api/cases/${number}/tasks/${await openTask(number, username)}/completion`
  const done = await desk.api(username).post(path, input)
  assert.equal(done.status, 200, done.text)
}

async function signAs(username: string, number: string): Promise<void> {
  const task = await openTask(number, username)
  await complete(username, number, { proof: await desk.api(username).prove(number, task) })
}

/** Who has the only open task of a battery: the secretary, or after the second rejection the head. */
async function holderOf(number: string): Promise<string> {
  const { json } = await desk.api('yhuarcaya').get(`/api/cases/${number}`)
  return json.tasks[0].role.includes('Secretaria') ? 'dxicara' : 'sportillo'
}
