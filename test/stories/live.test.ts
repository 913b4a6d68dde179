// What one person does is seen by the others without reloading, and never takes away what they are writing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Desk, openDesk } from './desk.ts'
import { askForServer, completeByApi } from './requests.ts'

const desk: Desk = await openDesk()
/** The work asks for one second; a busy machine gets five before the test speaks. */
const BOUND = 5_000

async function measured(
  t: { diagnostic(text: string): void },
  what: string,
  seen: () => Promise<unknown>,
): Promise<void> {
  const from = performance.now()
  await seen()
  const took = performance.now() - from
  t.diagnostic(`${what}: ${Math.round(took)} ms`)
  assert.ok(took < BOUND, `${what} took ${Math.round(took)} ms`)
}

test('a claim and a note of one person appear in the tray and on the case page of another', async (t) => {
  const number = await askForServer(desk, 'Servidor en vivo')
  // Elvira has the tray open in one tab and the case in another; the requester looks at the case too.
  const reception = await desk.person('ebaquiax')
  const requester = await desk.person('hzelada')
  await reception.goto('/bandejas/cargo')
  await reception.getByRole('link', { name: 'Servidor en vivo' }).waitFor()
  await requester.goto(`/expedientes/${number}`)
  await streamsOpen()

  const second = await askForServer(desk, 'Servidor recién pedido')
  await measured(t, 'a new request reaches the tray', () =>
    reception.getByRole('link', { name: 'Servidor recién pedido' }).waitFor(),
  )

  await reception
    .getByRole('row', { name: 'Servidor en vivo' })
    .getByRole('button', { name: /^Tomar/ })
    .click()
  await measured(t, 'a claim reaches another page of the case', () =>
    requester.getByText('Lo tiene Elvira Baquiax Montufar').waitFor(),
  )

  await reception.goto(`/expedientes/${second}`)
  await requester.goto(`/expedientes/${second}`)
  await streamsOpen()
  await requester.getByLabel('Escribir a la oficina').fill('También hace falta una copia nocturna.')
  await requester.getByRole('button', { name: 'Enviar' }).click()
  await measured(t, 'a message reaches another page of the case', () =>
    reception.getByText('También hace falta una copia nocturna.').waitFor(),
  )
  for (const tab of [reception, requester]) assert.deepEqual(tab.errors(), [])
})

test('while a form is being written the page stands still and says that there is news', async () => {
  const number = await askForServer(desk, 'Servidor con nota a medias')
  const reception = await desk.person('ebaquiax')
  await reception.goto(`/expedientes/${number}`)
  await streamsOpen()
  await reception.getByLabel('Nota de lo hecho').fill('Falta el sello de la jefatura')
  const added = await desk.api('hzelada').post(`/api/cases/${number}/notes`, { note: 'Ya va en camino.' })
  assert.equal(added.status, 200, added.text)
  await reception.getByText('Hay cambios en esta página.').waitFor()
  assert.equal(await reception.getByText('Ya va en camino.').count(), 0)
  assert.equal(await reception.getByLabel('Nota de lo hecho').inputValue(), 'Falta el sello de la jefatura')
  // Asked for, the news comes, and the text is still there.
  await reception.getByRole('link', { name: 'Actualizar' }).click()
  await reception.getByText('Ya va en camino.').waitFor()
  assert.equal(await reception.getByLabel('Nota de lo hecho').inputValue(), 'Falta el sello de la jefatura')
})

/** The stream is opened after the page; an act before that would be seen by its cursor, and not measure the stream. */
function streamsOpen(): Promise<void> {
  return new Promise((done) => setTimeout(done, 1_000))
}

test('what is typed while a redraw is on its way stays', async () => {
  const number = await askForServer(desk, 'Servidor con redibujo lento')
  const reception = await desk.person('ebaquiax')
  await reception.goto(`/expedientes/${number}`)
  await streamsOpen()
  let asked = () => {}
  let answer = () => {}
  const redrawing = new Promise<void>((settle) => {
    asked = settle
  })
  const typed = new Promise<void>((settle) => {
    answer = settle
  })
  await reception.route(`**/expedientes/${number}`, async (route) => {
    asked()
    await typed
    await route.continue()
  })
  await desk.api('hzelada').post(`/api/cases/${number}/notes`, { note: 'Es para el lunes.' })
  await redrawing
  await reception.getByLabel('Nota de lo hecho').fill('Se revisó la forma.')
  answer()
  await reception.getByText('Es para el lunes.').waitFor()
  assert.equal(await reception.getByLabel('Nota de lo hecho').inputValue(), 'Se revisó la forma.')
})

test('a step that asks for an answer is no form being written: its page is redrawn, and nobody is said to write', async () => {
  const number = await askForServer(desk, 'Servidor con una decisión')
  await completeByApi(desk, 'ebaquiax', number)
  await completeByApi(desk, 'rcotom', number)
  const technician = await desk.person('lhuaman')
  const head = await desk.person('acastellon')
  await technician.goto(`/expedientes/${number}`)
  await technician.getByRole('button', { name: 'SÍ', exact: true }).waitFor()
  await head.goto(`/expedientes/${number}`)
  await head.getByText('también mira este expediente').waitFor()
  assert.equal(await head.getByText('está escribiendo').count(), 0)
  await streamsOpen()
  const added = await desk.api('hzelada').post(`/api/cases/${number}/notes`, { note: 'Es para el lunes.' })
  assert.equal(added.status, 200, added.text)
  await technician.getByText('Es para el lunes.').waitFor()
  assert.equal(await technician.getByText('Hay cambios en esta página.').isVisible(), false)
})
