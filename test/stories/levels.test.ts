// A printer stops: the operator grades it and passes it to level 2, the technician raises it to the head, who answers. The head edits
// the table of priorities, and sees what a decreed day off would move before saving it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LEVELS_MANUAL } from '#src/levels/fixtures/levels-manual.ts'
import { axeViolations } from '../support/browser.ts'
import { openDesk, type Tab } from './desk.ts'
import { claimFromTray, openFromTray, recordOf } from './steps.ts'

const desk = await openDesk({ now: '2026-11-03T14:00:00Z' })
await desk.publish(LEVELS_MANUAL)
const PICTURES = process.env.PICTURES

/** Nothing that axe finds and nothing to scroll sideways, in both widths and themes; pictures where somebody wants them. */
async function looks(tab: Tab, name: string): Promise<void> {
  for (const width of [1280, 390])
    for (const colorScheme of ['light', 'dark'] as const) {
      await tab.setViewportSize({ width, height: 900 })
      await tab.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      // Each width in one of the themes is enough, unless somebody is looking.
      if (PICTURES !== undefined || (width === 1280) === (colorScheme === 'light'))
        assert.deepEqual(await axeViolations(tab), [], `${name} ${width} ${colorScheme}`)
      const over = Number(await tab.evaluate('document.documentElement.scrollWidth - window.innerWidth'))
      assert.ok(over <= 0, `${name} ${width}: ${over} px too wide`)
      if (PICTURES !== undefined)
        await tab.screenshot({ path: `${PICTURES}/${name}-${width}-${colorScheme}.png`, fullPage: true })
    }
  await tab.setViewportSize({ width: 1280, height: 800 })
  await tab.emulateMedia({ colorScheme: 'light' })
}

const panelOf = (tab: Tab) => tab.locator('section#prioridad')

test('from the operator to the second level, to the head and back', async () => {
  // The director of technology administers Ventanilla too, from today on.
  const made = await desk.api('eurizar').post(`/api/people/${desk.personId('mtobar')}/administrator`)
  assert.ok(made.status < 300, made.text)

  const director = await desk.person('mtobar')
  await director.goto('/administracion')
  await director.getByRole('link', { name: 'Prioridades y plazos' }).click()
  await director.getByRole('heading', { level: 1, name: 'Prioridades y plazos' }).waitFor()
  await director.getByLabel('Prioridad, fila 1').selectOption({ index: 0 })
  await director.getByLabel('Atención en, fila 1', { exact: true }).fill('30')
  await director.getByLabel('Atención en, fila 1: Unidad').selectOption('minutos')
  await director.getByLabel('Solución en, fila 1', { exact: true }).fill('4')
  await director.getByLabel('Se suspende según, fila 1').fill('la norma general 6')
  await director.getByLabel('Prioridad, fila 2').selectOption({ index: 1 })
  await director.getByLabel('Solución en, fila 2', { exact: true }).fill('2')
  await director.getByLabel('Solución en, fila 2: Unidad').selectOption('días hábiles')
  await director.getByRole('button', { name: 'Guardar la tabla' }).click()
  // Without a reason it is not saved, and nothing typed is lost.
  await director.getByRole('alert').filter({ hasText: 'Escriba el motivo' }).waitFor()
  assert.equal(await director.getByLabel('Solución en, fila 2', { exact: true }).inputValue(), '2')
  await looks(director, 'tabla-rehusada')
  await director.getByLabel('Motivo', { exact: true }).fill('Compromiso con las dependencias para 2026.')
  await director.getByRole('button', { name: 'Guardar la tabla' }).click()
  await director.getByText('La tabla se guardó.').waitFor()
  await looks(director, 'tabla')

  const opened = await desk.api('lsolares').post('/api/cases', {
    manual: 'PRU-NIV-01',
    procedure: '1',
    start: 'Asistencia',
    channel: 'teléfono',
    title: 'La impresora del despacho no imprime',
  })
  assert.equal(opened.status, 200, opened.text)
  const { number } = opened.json

  const operator = await desk.person('bchavajay')
  await claimFromTray(operator, 'La impresora del despacho no imprime')
  const panel = panelOf(operator)
  await panel.getByText('La ordinaria: nadie la ha fijado.').waitFor()
  await panel.getByText('Fijar la prioridad').first().click()
  await panel.getByRole('group', { name: 'Impacto' }).getByLabel(/^Alto/).check()
  await panel
    .getByRole('group', { name: 'Urgencia' })
    .getByLabel(/^Media/)
    .check()
  await panel.getByRole('button', { name: 'Fijar la prioridad' }).click()
  // The reason was left out: the form is there again with what was chosen.
  await panel.getByText('Escriba el motivo: queda en el registro del expediente.').waitFor()
  await panel.getByLabel('Motivo').first().fill('El despacho entero depende de ella.')
  await panel.getByRole('button', { name: 'Fijar la prioridad' }).click()
  await operator.getByText('Se fijó la prioridad.').waitFor()
  assert.match(await panel.innerText(), /Impacto alto y urgencia media; la fijó/)
  await panel.getByText('¿Por qué?').first().click()
  assert.match(await panel.innerText(), /Vence el .*2 días hábiles contados desde/)

  await panel.getByText('Escalar a nivel 2').first().click()
  await panel
    .getByLabel(/Área competente/)
    .selectOption({ label: 'Nivel 2: Departamento de Soporte Técnico / Técnico Informático' })
  await panel.getByLabel('Qué se intentó').fill('Se reinició la cola y se reinstaló el controlador.')
  await panel
    .locator('form', { has: operator.getByLabel('Qué se intentó') })
    .getByLabel('Motivo')
    .fill('Hay que abrir el equipo.')
  await looks(operator, 'panel')
  await panel.getByRole('button', { name: 'Escalar a nivel 2' }).click()
  await operator.getByText('La tarea pasó al otro nivel.').waitFor()

  const technician = await desk.person('wcalderon')
  await claimFromTray(technician, 'La impresora del despacho no imprime')
  await panelOf(technician).getByText('Nivel 2', { exact: true }).waitFor()
  await panelOf(technician).getByText('Escalar a la jefatura').first().click()
  await panelOf(technician).getByLabel('Qué se le pide').selectOption('Recursos')
  await panelOf(technician)
    .getByLabel('Explique qué necesita y por qué')
    .fill('Hace falta un fusor nuevo y no hay en bodega.')
  await panelOf(technician).getByRole('button', { name: 'Escalar a la jefatura' }).click()
  await technician.getByText('Se escaló a la jefatura').waitFor()

  const head = await desk.person('sportillo')
  await head.goto('/avisos')
  await head.getByRole('link', { name: 'Escaladas a mí' }).click()
  await head.getByText('Hace falta un fusor nuevo y no hay en bodega.').waitFor()
  await looks(head, 'escaladas')
  await head.getByRole('link', { name: `Contestar lo que se pide en ${number}` }).click()
  await panelOf(head).getByLabel('Resultado').selectOption('Resuelto: se decide, se da o se autoriza')
  await panelOf(head).getByLabel('Respuesta').fill('Tome el del equipo de reserva.')
  await looks(head, 'panel-jefatura')
  await panelOf(head)
    .getByRole('button', { name: /^Contestar/ })
    .click()
  await head.getByText('Su respuesta quedó en el expediente.').waitFor()
  assert.match(await panelOf(head).innerText(), /Respuesta: Tome el del equipo de reserva\./)

  // The head sees who has how much to do, and gives the task to somebody who knows the matter.
  await head.goto('/destrezas')
  await head.getByLabel('Persona', { exact: true }).selectOption('Walter Calderón Mamani')
  await head.getByLabel('Materia, área o trámite').fill('Asistencia')
  await head.getByRole('button', { name: 'Agregar' }).click()
  await head.getByText('Se anotó la destreza.').waitFor()
  await looks(head, 'destrezas')
  await head.goto(`/expedientes/${number}/tareas/1/asignar`)
  await head.getByText('Orden sugerido:').waitFor()
  await looks(head, 'asignar')
  await head.getByRole('radio').first().check()
  await head.getByRole('button', { name: 'Asignar la tarea' }).click()
  await head.getByText('La tarea quedó a nombre de').waitFor()
  const record = (await recordOf(head)).join('\n')
  for (const said of ['Escaló del nivel 1 al nivel 2', 'pide recursos', 'Contestó y resolvió', 'Fijó la prioridad 2'])
    assert.ok(record.includes(said), said)

  // A decree: what it would move is shown before it is saved, and nothing is lost on the way back.
  await director.goto('/administracion/calendarios/GT/asuetos/nuevo')
  await director.getByLabel('Fecha').fill('2026-11-04')
  await director.getByLabel('Nombre').fill('Duelo nacional')
  await director.getByLabel('Decreto o acuerdo que lo fija').fill('Acuerdo Gubernativo 210-2026')
  await director.getByRole('button', { name: 'Agregar el asueto' }).click()
  await director.getByRole('heading', { name: /Se moverán? \d+ vencimiento/ }).waitFor()
  await director.getByRole('rowheader', { name: number }).first().waitFor()
  await looks(director, 'asueto')
  await director.getByRole('button', { name: 'Volver a corregir' }).click()
  assert.equal(await director.getByLabel('Nombre').inputValue(), 'Duelo nacional')
  await director.getByRole('button', { name: 'Agregar el asueto' }).click()
  await director.getByRole('button', { name: 'Agregar el asueto' }).click()
  await director.getByRole('cell', { name: 'Duelo nacional', exact: true }).waitFor()

  // When half of what is left has passed, whoever has the task is told; the head when it is over.
  await desk.moveTo('2026-11-05T22:00:00Z', ['sportillo', head])
  await desk.moveTo('2026-11-06T14:00:00Z', ['sportillo', head])
  await head.goto('/avisos')
  await looks(head, 'avisos')
  for (const tab of [director, operator, technician, head]) assert.deepEqual(tab.errors(), [])
  await openFromTray(head, 'unidad', 'La impresora del despacho no imprime')
})
