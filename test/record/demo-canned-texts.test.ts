import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadDemoCannedTexts } from '#src/demo/load-canned-texts.ts'
import { demoFolder } from '#src/program/places.ts'
import { testProgram } from '../support/program.ts'

const { api, program } = await testProgram()

test('the help desk and infrastructure find their canned texts once, filled in for a case, and their heads may edit them', async () => {
  await loadDemoCannedTexts(program.cases, demoFolder)
  await loadDemoCannedTexts(program.cases, demoFolder)
  const titles = async (who: string): Promise<string[]> =>
    (await api(who).get('/api/canned-texts')).json.texts.map(({ title }: { title: string }) => title)
  assert.deepEqual(await titles('bchavajay'), [
    'Avisar antes de una sesión remota',
    'Confirmar que quedó resuelto',
    'Pedir más datos del equipo',
    'Recibimos su solicitud',
  ])
  assert.deepEqual(await titles('lhuaman'), [
    'Faltan datos del servidor',
    'Servidor entregado',
    'Ventana de mantenimiento',
  ])
  const opened = await api('yhuarcaya').post('/api/cases', {
    manual: 'DTI-MNP-01',
    procedure: '2',
    start: 'Soporte técnico',
    channel: 'portal',
    title: 'No enciende la computadora',
    form: {
      Asunto: 'No enciende la computadora',
      Descripción: 'Ni con otro cable.',
      Impacto: 'bajo',
      Urgencia: 'media',
    },
  })
  assert.equal(opened.status, 200, opened.text)
  const { number } = opened.json
  const filled = await api('bchavajay').get(`/api/cases/${number}/canned-texts`)
  assert.equal(filled.status, 200, filled.text)
  const texts = filled.json.texts as { title: string; text: string }[]
  assert.equal(texts.length, 4)
  for (const { title, text } of texts) {
    assert.match(text, /Yésica Huarcaya Poma/, title)
    assert.doesNotMatch(text, /[{}]/, title)
  }
  for (const [head, title] of [
    ['sportillo', 'Recibimos su solicitud'],
    ['acastellon', 'Servidor entregado'],
  ] as const) {
    const { texts: own } = (await api(head).get('/api/canned-texts')).json
    const { id } = own.find((each: { title: string }) => each.title === title)
    assert.equal((await api(head).get(`/respuestas-tipo/${id}`)).status, 200)
  }
})
