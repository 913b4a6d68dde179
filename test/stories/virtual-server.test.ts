// P8 of the services manual, from the catalogue to FIN, walked by six people at six browsers.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { verifyExport } from '#src/cases/verify-export.ts'
import { openDesk, type Tab } from './desk.ts'
import { claimFromTray, complete, openFromTray, recordOf, stepStates } from './steps.ts'

const desk = await openDesk()

test('a virtual server is asked for, fails its first acceptance test, passes the second, and is handed over', async () => {
  const [requester, reception, secretary, technician, head, director] = (await Promise.all(
    ['hzelada', 'ebaquiax', 'rcotom', 'lhuaman', 'acastellon', 'mtobar'].map((name) => desk.person(name)),
  )) as [Tab, Tab, Tab, Tab, Tab, Tab]
  const title = 'Servidor de pruebas para el inventario'

  // The requester finds it in the catalogue and fills the manual's form.
  await requester.goto('/')
  await requester.getByRole('link', { name: 'Iniciar un trámite' }).click()
  await requester.getByRole('link', { name: 'Servidor virtual' }).click()
  await requester.getByRole('heading', { level: 1, name: 'Servidor virtual' }).waitFor()
  await requester.getByLabel('Asunto').fill(title)
  await requester.getByLabel('Dependencia', { exact: true }).selectOption('Dirección de Desarrollo Institucional')
  await requester.getByLabel('Uso del servidor').fill('Pruebas del inventario de bienes.\nSin datos de personas.')
  await requester.getByRole('group', { name: 'Sistema operativo' }).getByLabel('Debian 12').check()
  await requester.getByLabel('Procesadores').fill('4')
  await requester.getByLabel('Memoria en GB').fill('16')
  await requester.getByLabel('Disco en GB').fill('200')
  await requester.getByLabel('pruebas', { exact: true }).check()
  await requester.getByLabel('Responsable del servidor').selectOption('Hernán Zelada Chinchay')
  await requester.getByLabel('Fecha en que se necesita').fill('2026-11-30')
  await requester
    .getByLabel('Oficio (opcional)')
    .setInputFiles({ name: 'oficio 12.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF') })
  await requester.getByRole('button', { name: 'Iniciar el expediente' }).click()
  await requester.getByText('Se abrió el expediente').waitFor()
  const address = new URL(requester.url()).pathname
  const number = address.split('/').at(-1)!
  assert.match(number, /^2026-\d{6}$/)
  await requester.getByRole('heading', { level: 1, name: title }).waitFor()
  // The requester sees where it is, and why there is nothing to press.
  await requester.getByText('Secretaria de Recepción').first().waitFor()
  assert.equal(await requester.getByRole('button', { name: 'Completar el paso' }).count(), 0)
  assert.match((await requester.getByRole('button', { name: 'Tomar' }).getAttribute('aria-describedby')) ?? '', /./)
  await requester.getByRole('link', { name: 'Descargar oficio 12.pdf' }).first().waitFor()

  // Reception: the tray of the position, with step, requester and due time; then the card in the manual's own words.
  await reception.goto('/bandejas/cargo')
  const row = reception.getByRole('row', { name: new RegExp(title) })
  for (const text of [number, 'Recibe la solicitud con su forma', 'Hernán Zelada Chinchay'])
    assert.match(await row.innerText(), new RegExp(text))
  await openFromTray(reception, 'cargo', title)
  await reception
    .getByText('Recibe la solicitud con su forma y las pasa a la Secretaria de Infraestructura, ver norma 1.')
    .first()
    .waitFor()
  await reception.getByText('La dependencia que necesita un servidor virtual lo solicita por escrito').waitFor()
  await reception.getByText('¿Por qué está aquí?').click()
  // What the requester wrote is there to be confirmed.
  assert.equal(
    await reception.getByLabel('Uso del servidor').inputValue(),
    'Pruebas del inventario de bienes.\nSin datos de personas.',
  )
  assert.equal(await reception.getByLabel('Procesadores').inputValue(), '4')
  await reception.getByRole('button', { name: 'Tomar' }).first().click()
  await reception.getByText('Lo tomó. Ahora está en «Mías».').waitFor()
  await complete(reception)

  await claimFromTray(secretary, title)
  await complete(secretary, { note: 'Se asigna a Leandro Huamán.' })

  // First round: resources, the parameters that another department gives, creation, and a test that fails.
  await claimFromTray(technician, title)
  assert.match(
    await technician.getByRole('group', { name: 'Responda para avanzar' }).innerText(),
    /SÍ[\s\S]*Pide los parámetros de red y seguridad[\s\S]*NO[\s\S]*Informa el rechazo/,
  )
  await technician.getByText('¿Hay licencias y recursos?').first().waitFor()
  await complete(technician, { answer: 'SÍ' })
  await technician
    .getByText('Este paso espera la respuesta de Departamento de Telecomunicaciones, Conectividad y Seguridad')
    .waitFor()
  // The wait has a deadline; the page says when and why.
  await technician.getByText('¿Por qué vence entonces?').click()
  const why = await technician.locator('details', { hasText: '¿Por qué vence entonces?' }).innerText()
  assert.match(why, /2 días hábiles/)
  assert.match(await technician.getByRole('region', { name: /Paso 4.1/ }).innerText(), /4 nov 2026, 16:00/)
  await technician.getByLabel('Qué respondió').fill('VLAN 42, 10.20.42.17/24')
  await technician.getByRole('button', { name: 'Registrar la respuesta' }).click()
  await technician.getByText('Crea el servidor, instala el sistema').first().waitFor()
  await complete(technician, { answer: 'NO', note: 'No responde por SSH.' })

  // The loop: back at step 3, and the list of steps counts the rounds.
  await technician.getByRole('heading', { name: /Paso 3/ }).waitFor()
  assert.deepEqual((await stepStates(technician)).slice(0, 4), ['hecho', 'hecho', 'en curso', 'en curso'])
  await technician.getByText('(2 veces)').first().waitFor()
  await complete(technician, { answer: 'SÍ' })
  await technician.getByLabel('Qué respondió').fill('Los mismos.')
  await technician.getByRole('button', { name: 'Registrar la respuesta' }).click()
  await complete(technician, { answer: 'SÍ', note: 'Prueba repetida con éxito.' })

  // The letter, signed by the head and seen by the director.
  await openFromTray(secretary, 'mias', title)
  await secretary.getByText('Redacta el oficio de respuesta').first().waitFor()
  await complete(secretary)
  for (const [signer, button] of [
    [head, 'Dar la firma'],
    [director, 'Dar el visto bueno'],
  ] as const) {
    await openFromTray(signer, 'cargo', title)
    await signer.getByLabel('Su contraseña, para firmar').fill('ventanilla')
    await signer.getByRole('button', { name: button }).click()
    await signer.getByText('El expediente siguió su curso.').waitFor()
  }

  // Handed over, and written into the book.
  await openFromTray(secretary, 'mias', title)
  await secretary.getByRole('group', { name: 'Resultado' }).getByLabel('creado').check()
  await secretary.getByLabel('Nombre del servidor').fill('INV-PRU-01')
  await secretary.getByLabel('Dirección IP').fill('10.20.42.17')
  await secretary.getByLabel('Número de oficio').fill('DIT-118-2026')
  await secretary.getByRole('button', { name: 'Completar el paso' }).click()
  await secretary.getByText('Este expediente llegó a FIN').waitFor()
  assert.deepEqual(await stepStates(secretary), Array(8).fill('hecho'))

  // The record, newest first: what, who and when.
  const record = await recordOf(secretary)
  assert.match(record[0]!, /FIN|cerr/i)
  const book = record.find((act) => act.includes('libro de servidores virtuales'))
  assert.ok(book, record.join('\n'))
  for (const [what, who] of [
    ['Respondió NO en el paso 6', 'Leandro Huamán Sagastume'],
    ['firma', 'Anselmo Castellón Figueroa'],
    ['visto bueno', 'Maximiliano Tobar Escalante'],
    ['Completó el paso 2', 'Rebeca Cotom Velarde'],
  ])
    assert.ok(
      record.some((act) => act.includes(what!) && act.includes(who!) && /\d\d:\d\d/.test(act)),
      `${what}, ${who}`,
    )
  assert.ok(record.some((act) => act.includes('No responde por SSH.')))

  // The requester reads the end, prints the record and takes the sealed export away.
  await requester.goto(address)
  await requester.getByText('Este expediente llegó a FIN').waitFor()
  await requester.getByRole('link', { name: 'Imprimir la constancia' }).click()
  await requester.getByRole('heading', { level: 1, name: `Constancia del expediente ${number}` }).waitFor()
  const printed = await requester.getByRole('article').innerText()
  for (const text of [title, 'Elvira Baquiax Montufar', 'INV-PRU-01', 'No responde por SSH.', 'oficio 12.pdf'])
    assert.ok(printed.includes(text), text)
  await requester.emulateMedia({ media: 'print' })
  assert.equal(await requester.getByRole('navigation').count(), 0)
  await requester.emulateMedia({ media: 'screen' })
  await requester.getByRole('link', { name: 'Volver al expediente' }).click()
  const [download] = await Promise.all([
    requester.waitForEvent('download'),
    requester.getByRole('link', { name: 'Descargar el expediente sellado' }).click(),
  ])
  assert.equal(download.suggestedFilename(), `${number}.json`)
  const sealed = readFileSync(await download.path(), 'utf8')
  const { text: publicKey } = await desk.anonymous.get('/.well-known/ventanilla/public-key.pem')
  const verified = verifyExport(sealed, publicKey)
  assert.deepEqual(verified.faults, [])
  assert.equal(verified.number, number)
  assert.notDeepEqual(verifyExport(sealed.replace('10.20.42.17', '10.20.42.18'), publicKey).faults, [])

  for (const tab of [requester, reception, secretary, technician, head, director]) assert.deepEqual(tab.errors(), [])
})
