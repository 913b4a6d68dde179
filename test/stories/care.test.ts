// What the law gives, in a real browser: a dry run of retention, an erasure that two administrators make, and a case that says so.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
import { close, closedCaseOf, contentsWith, eraseAll, faultsOf, NEEDLE, tablesWith } from '../care/world.ts'
import { openDesk } from './desk.ts'

const desk = await openDesk()
await desk.publish(TRIAL_MANUAL)
const named = await desk.api('eurizar').post(`/api/people/${desk.personId('mtobar')}/administrator`)
assert.equal(named.status, 200, named.text)
const { number } = await closedCaseOf(desk, 'Xilonem Tzaquitzal', 'xilonem@correo.example')
await close(desk, number)
await desk.program.follow()

test('an administrator does a dry run, asks for an erasure; another one confirms; the case says it', async () => {
  desk.clock.set('2028-12-01T16:00:00Z')
  const elias = await desk.person('eurizar')
  await elias.goto('/administracion')
  await elias.getByRole('link', { name: 'Conservación' }).click()
  await elias.getByLabel('Trámite').selectOption({ label: 'PRU-MNP-01, 8. PEDIDO CON FORMA' })
  await elias.getByLabel('Años después de terminar').fill('2')
  await elias.getByLabel('Los datos de quien lo solicitó', { exact: false }).check()
  await elias.getByRole('button', { name: 'Proponer una regla' }).click()
  // What was chosen stays, and the fault says what is missing.
  await elias.getByRole('alert').getByText('Escriba el fundamento legal').waitFor()
  assert.equal(await elias.getByLabel('Años después de terminar').inputValue(), '2')
  await elias.getByLabel('Fundamento legal').fill('Tabla de plazos documentales, serie 4')
  await elias.getByRole('button', { name: 'Proponer una regla' }).click()
  await elias.getByRole('heading', { name: 'Qué se borraría hoy' }).waitFor()
  await elias.getByRole('rowheader', { name: number }).waitFor()
  await elias.getByText('Usted la propuso.').waitFor()

  await elias.goto('/administracion/datos-personales')
  await elias.getByLabel('Nombre, contacto o número de expediente').fill('xilonem')
  await elias.getByRole('main').getByRole('button', { name: 'Buscar' }).click()
  await elias.getByRole('link', { name: 'Xilonem Tzaquitzal' }).click()
  await elias.getByRole('cell', { name: 'Se borra' }).waitFor()
  await elias.getByLabel('Motivo').fill('Oficio 12 de la interesada.')
  await elias.getByLabel('Fundamento legal').fill('Ley de protección de datos, artículo 7')
  await elias.getByRole('button', { name: 'Pedir el borrado' }).click()
  await elias.getByText('Usted la pidió.').waitFor()
  assert.equal(await elias.getByRole('button', { name: 'Confirmar y borrar' }).count(), 0)

  const monica = await desk.person('mtobar')
  await monica.goto('/administracion/datos-personales')
  await monica.getByRole('link', { name: 'Xilonem Tzaquitzal' }).click()
  await monica.getByLabel('Su contraseña').fill('no es esta')
  await monica.getByRole('button', { name: 'Confirmar y borrar' }).click()
  await monica.getByText('Esa no es su contraseña').waitFor()
  await monica.getByLabel('Su contraseña').fill('ventanilla')
  await monica.getByRole('button', { name: 'Confirmar y borrar' }).click()
  await monica.getByText('Confirmado: se está borrando.').waitFor()
  await eraseAll(desk)
  await desk.program.follow()
  await monica.reload()
  await monica.getByRole('heading', { name: 'Lo que se borró' }).waitFor()
  await monica.getByText('También sus datos del directorio de contactos.').waitFor()

  const reception = await desk.person('ebaquiax')
  await reception.goto(`/expedientes/${number}`)
  await reception.getByRole('heading', { level: 1, name: 'Borrado por ley el 1 de diciembre de 2028' }).waitFor()
  await reception.getByText('Fundamento: Ley de protección de datos, artículo 7').first().waitFor()
  await reception.goto(`/expedientes/${number}/constancia`)
  await reception.getByText('Borrado por ley el', { exact: false }).first().waitFor()

  assert.deepEqual(await tablesWith(desk.db, NEEDLE), [])
  assert.deepEqual(contentsWith(desk.filesFolder, NEEDLE), [])
  assert.deepEqual(await faultsOf(desk, number), [])
  for (const tab of [elias, monica, reception]) assert.deepEqual(tab.errors(), [])
})
