// The director reads the month, follows a number to its cases and a cause to an action; the analyst measures a procedure and proposes its times.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
import { complete, openTrial } from '../record/desk.ts'
import { axeViolations } from '../support/browser.ts'
import { openDesk } from './desk.ts'

const desk = await openDesk({ cases: true, now: '2026-11-03T14:00:00Z' })
await desk.publish(TRIAL_MANUAL)

test('from the month to a case, and from a cause to an action', async () => {
  for (let day = 3; day < 6; day++) {
    desk.clock.set(`2026-11-0${day}T15:00:00Z`)
    const number = await openTrial(desk.api('lsolares'), 1)
    await complete(desk.api('ebaquiax'), number)
    await complete(desk.api('lhuaman'), number, { answer: 'SÍ' })
    await complete(desk.api('ebaquiax'), number)
  }
  const last = await openTrial(desk.api('lsolares'), 1, { title: 'Pantalla rota' })
  await complete(desk.api('ebaquiax'), last)
  await complete(desk.api('lhuaman'), last, { answer: 'SÍ' })
  await complete(desk.api('ebaquiax'), last)

  // Whoever closed it says with what it was solved, on the case page.
  const closer = await desk.person('ebaquiax')
  await closer.goto(`/expedientes/${last}`)
  await closer.getByLabel('Tipo y código de solución').selectOption('REP-02')
  await closer.getByLabel('Causa').selectOption('EQUIPO')
  await closer.getByRole('button', { name: 'Anotar la solución' }).click()
  await closer.getByText('REP-02 · Se cambió una pieza o el equipo').waitFor()
  await desk.program.follow()

  const director = await desk.person('mtobar')
  await director.goto('/')
  await director.getByRole('link', { name: 'Estadísticas' }).click()
  await director.getByRole('heading', { name: 'Estadísticas', level: 1 }).waitFor()
  assert.equal(await director.locator('svg.statistic-chart').count(), 4)
  assert.equal(await director.locator('main [style]').count(), 0)
  await director.getByText('Los datos de la gráfica').first().click()
  await director.getByRole('link', { name: 'Semana', exact: true }).count()
  await director.getByLabel('Período', { exact: true }).selectOption('semana')
  await director.getByRole('button', { name: 'Mostrar' }).click()
  await director.getByText('Semana: 2 nov 2026 al 8 nov 2026').waitFor()
  await director.getByRole('link', { name: /^4\. Ver los expedientes: Atendidos, Pedido sencillo/ }).click()
  await director.getByRole('link', { name: 'Pantalla rota' }).waitFor()
  await director.goBack()

  await director.getByRole('link', { name: 'Abrir una acción por la causa Falla del equipo' }).click()
  const offer = director.getByLabel('Trámite con el que se abre')
  await offer.selectOption({ label: 'Pedido sencillo (PRU-MNP-01, 1)' })
  await director.getByRole('button', { name: 'Continuar' }).click()
  await director.getByLabel('Preventiva').check()
  await director.getByLabel('Asunto').fill('Renovar las pantallas')
  await director.getByRole('button', { name: 'Abrir el expediente' }).click()
  await director.getByText('quedó enlazado con la causa').waitFor()
  await director.goto('/estadisticas/acciones')
  await director.getByRole('link', { name: 'Renovar las pantallas' }).waitFor()
  assert.deepEqual(await axeViolations(director), [])
  assert.deepEqual(director.errors(), [])

  const analyst = await desk.person('hzelada')
  await analyst.goto('/estadisticas/manuales')
  await analyst.getByRole('link', { name: '1. PEDIDO SENCILLO' }).click()
  await analyst.getByText('El paso 2').first().waitFor({ state: 'attached' })
  assert.ok((await analyst.locator('.fc-heat').count()) >= 2)
  // What is proposed stands beside what is printed, without scrolling; where the table scrolls, its step stays.
  const frame = analyst.getByRole('region', { name: 'Norma contra realidad' })
  const edges = async (name: string) => (await frame.getByRole('columnheader', { name }).boundingBox())!
  const proposed = await edges('Tiempo propuesto')
  const seen = (await frame.boundingBox())!
  assert.ok(proposed.x + proposed.width <= seen.x + seen.width)
  await frame.evaluate((element) => element.scrollTo({ left: 1_000 }))
  assert.equal((await edges('Paso')).x, seen.x)
  assert.deepEqual(await axeViolations(analyst), [])
  assert.deepEqual(analyst.errors(), [])
})
