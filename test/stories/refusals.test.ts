// What is refused, how it is said, and that nothing typed is lost.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDesk } from './desk.ts'
import { askForServer, completeByApi, walkToSignature } from './requests.ts'
import { complete, openFromTray, recordOf } from './steps.ts'

const desk = await openDesk()

test('a form with faults says each one at its field, and keeps what was typed and the file that came', async () => {
  const tab = await desk.person('hzelada')
  await tab.goto('/tramites/DTI-MNP-01/8/servidor-virtual')
  await tab.getByLabel('Asunto').fill('Servidor con datos a medias')
  await tab.getByLabel('Uso del servidor').fill('Línea uno\nLínea dos')
  await tab.getByLabel('Procesadores').fill('64')
  await tab.getByLabel('Memoria en GB').fill('16')
  await tab.getByLabel('Ubuntu Server 24.04').check()
  await tab
    .getByLabel('Oficio (opcional)')
    .setInputFiles({ name: 'oficio.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n') })
  await tab.getByRole('button', { name: 'Iniciar el expediente' }).click()
  const summary = tab.getByRole('alert').filter({ hasText: 'que corregir' })
  await summary.waitFor()
  for (const label of ['Dependencia', 'Procesadores', 'Disco en GB', 'Ambiente', 'Responsable del servidor'])
    assert.match(await summary.innerText(), new RegExp(label))
  // Each line leads to its field, which says it too.
  await summary.getByRole('link', { name: /Procesadores/ }).click()
  assert.equal(await tab.getByLabel('Procesadores').getAttribute('aria-invalid'), 'true')
  assert.match(await tab.locator('.field', { has: tab.getByLabel('Procesadores') }).innerText(), /32/)
  assert.equal(await tab.getByLabel('Asunto').inputValue(), 'Servidor con datos a medias')
  assert.equal(await tab.getByLabel('Uso del servidor').inputValue(), 'Línea uno\nLínea dos')
  assert.equal(await tab.getByLabel('Procesadores').inputValue(), '64')
  assert.equal(await tab.getByLabel('Ubuntu Server 24.04').isChecked(), true)
  await tab.getByText('Archivo recibido: oficio.pdf').waitFor()
  // Corrected, it goes through, with the file of the first try.
  await tab.getByLabel('Procesadores').fill('8')
  await tab.getByLabel('Disco en GB').fill('100')
  await tab.getByLabel('Dependencia', { exact: true }).selectOption('Dirección Financiera')
  await tab.getByLabel('desarrollo', { exact: true }).check()
  await tab.getByLabel('Responsable del servidor').selectOption('Hernán Zelada Chinchay')
  await tab.getByRole('button', { name: 'Iniciar el expediente' }).click()
  await tab.getByText('Se abrió el expediente').waitFor()
  await tab.getByRole('link', { name: 'Descargar oficio.pdf' }).first().waitFor()
  assert.deepEqual(tab.errors(), [])
})

test('a case without a subject is not opened, and says what to write', async () => {
  const tab = await desk.person('hzelada')
  await tab.goto('/tramites/DTI-MNP-01/2/soporte-tecnico')
  await tab.getByRole('button', { name: 'Iniciar el expediente' }).click()
  await tab.getByRole('alert').filter({ hasText: 'corregir' }).waitFor()
  assert.match(tab.url(), /\/tramites\//)
})

test('a second press of the same button does nothing twice', async () => {
  const number = await askForServer(desk, 'Servidor pedido una vez')
  const tab = await desk.person('ebaquiax')
  await tab.goto(`/expedientes/${number}`)
  await tab.getByRole('button', { name: 'Completar el paso' }).dblclick()
  await tab.getByText('Departamento de Infraestructura Tecnológica').first().waitFor()
  await tab.goto(`/expedientes/${number}`)
  const record = await recordOf(tab)
  assert.equal(record.filter((act) => act.includes('Completó el paso 1')).length, 1)

  // The same for a start: back and pressed again, there is one case.
  const requester = await desk.person('lsolares')
  await requester.goto('/tramites/DTI-MNP-01/2/soporte-tecnico')
  await requester.getByLabel('Asunto').fill('Doble clic')
  await requester.getByLabel('Descripción').fill('Se pulsó dos veces.')
  await requester.getByRole('group', { name: 'Impacto' }).getByLabel('bajo').check()
  await requester.getByRole('group', { name: 'Urgencia' }).getByLabel('baja').check()
  await requester.getByRole('button', { name: 'Iniciar el expediente' }).dblclick()
  await requester.getByRole('heading', { level: 1, name: 'Doble clic' }).waitFor()
  const remote = await desk.person('kflamenco')
  await remote.goto('/bandejas/cargo')
  assert.equal(await remote.getByRole('link', { name: 'Doble clic' }).count(), 1)
})

test('of two people at one step one completes it, and the other is told who did', async () => {
  const number = await askForServer(desk, 'Servidor disputado')
  for (const who of ['ebaquiax', 'rcotom']) await completeByApi(desk, who, number)
  const [leandro, gladys] = [
    await desk.person('lhuaman', { javaScriptEnabled: false }),
    await desk.person('gxol', { javaScriptEnabled: false }),
  ]
  await leandro.goto(`/expedientes/${number}`)
  await gladys.goto(`/expedientes/${number}`)
  await gladys.getByLabel('Nota de lo hecho').fill('Hay recursos en el servidor 2.')
  await leandro.getByRole('button', { name: 'NO', exact: true }).click()
  await leandro.getByText('El expediente siguió su curso.').waitFor()
  await gladys.getByRole('button', { name: 'SÍ', exact: true }).click()
  assert.match(await gladys.getByRole('main').innerText(), /Leandro Huamán Sagastume/)
  await gladys.getByRole('alert').first().waitFor()
  assert.match(
    await gladys
      .getByRole('alert')
      .allInnerTexts()
      .then((texts) => texts.join()),
    /Leandro Huamán Sagastume/,
  )
})

test('a refused signature needs its reason, and goes back to whoever wrote the letter', async () => {
  const number = await askForServer(desk, 'Servidor con oficio por corregir')
  await walkToSignature(desk, number)
  const head = await desk.person('acastellon')
  await openFromTray(head, 'cargo', 'Servidor con oficio por corregir')
  await head.getByText('Rehusar', { exact: true }).first().click()
  await head.getByRole('button', { name: 'Rehusar' }).click()
  // The page is drawn again with what is missing; what is typed before that would go with the page.
  const reason = head.getByLabel('Motivo por el que la rehúsa').and(head.locator('[aria-invalid="true"]'))
  await reason.waitFor()
  const missing = (field: unknown) => (field as { validity: { valueMissing: boolean } }).validity.valueMissing
  assert.equal(await reason.evaluate(missing), true)
  assert.equal(await head.getByText('Se registró que la rehusó').count(), 0)
  await reason.fill('Falta citar el acuerdo.')
  await head.getByRole('button', { name: 'Rehusar' }).click()
  await head.getByText('Se registró que la rehusó, con su motivo.').waitFor()

  const secretary = await desk.person('rcotom')
  await openFromTray(secretary, 'mias', 'Servidor con oficio por corregir')
  await secretary.getByText('Redacta el oficio de respuesta').first().waitFor()
  assert.ok(
    (await recordOf(secretary)).some(
      (act) => act.includes('Falta citar el acuerdo.') && act.includes('Anselmo Castellón Figueroa'),
    ),
  )
  await complete(secretary)
  await openFromTray(head, 'mias', 'Servidor con oficio por corregir')
  await head.getByLabel('Su contraseña, para firmar').fill('ventanilla')
  await head.getByRole('button', { name: 'Dar la firma' }).click()
  await head.getByText('El expediente siguió su curso.').waitFor()
})

test('whoever may not act sees why, and a case of others is not there at all, in both languages', async () => {
  const number = await askForServer(desk, 'Servidor ajeno')
  const requester = await desk.person('hzelada')
  await requester.goto(`/expedientes/${number}`)
  const claim = requester.getByRole('button', { name: 'Tomar' })
  assert.equal(await claim.getAttribute('aria-disabled'), 'true')
  const why = await requester.locator(`#${await claim.getAttribute('aria-describedby')}`).innerText()
  assert.match(why, /No disponible: .*Secretaria de Recepción/)

  const stranger = await desk.person('nquispe')
  const answer = await stranger.goto(`/expedientes/${number}`)
  assert.equal(answer?.status(), 404)
  await stranger.getByRole('heading', { level: 1, name: 'No encontramos esta página' }).waitFor()
  assert.doesNotMatch(await stranger.getByRole('main').innerText(), /Servidor ajeno/)
  await stranger.getByText('Nilda Quispe Aranda').first().click()
  await stranger.getByRole('button', { name: 'EN', exact: true }).click()
  await stranger.goto(`/expedientes/${number}`)
  await stranger.getByRole('heading', { level: 1, name: /not find/i }).waitFor()
  for (const path of ['constancia', 'exportacion.json']) {
    const refused = await desk.api('nquispe').get(`/expedientes/${number}/${path}`)
    assert.equal(refused.status, 404, path)
  }
  assert.equal((await desk.api('nquispe').form(`/expedientes/${number}/nota`, { nota: 'x' })).status, 404)
})
