import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testProgram } from '../../test/support/program.ts'

const { api, url } = await testProgram()
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])
const VALUES = { Asunto: 'No imprime', Descripción: 'La impresora no responde.', Impacto: 'bajo', Urgencia: 'baja' }

async function upload(username: string, name: string): Promise<string> {
  const { cookie, csrf } = await api(username).session()
  const body = new FormData()
  body.append('file', new Blob([PNG]), name)
  const headers = { cookie: `ventanilla=${cookie}`, 'x-csrf-token': csrf }
  const answer = await fetch(`${url}/api/files`, { method: 'POST', headers, body })
  assert.equal(answer.status, 201)
  return ((await answer.json()) as { id: string }).id
}

async function openWith(file: string): Promise<string> {
  const opened = await api('lsolares').post('/api/cases', {
    manual: 'DTI-MNP-01',
    procedure: '2',
    start: 'Soporte técnico',
    channel: 'portal',
    title: 'No imprime',
    form: { ...VALUES, 'Captura de pantalla': { file } },
    files: [file],
  })
  assert.equal(opened.status, 200, opened.text)
  return opened.json.number
}

test('a file of the case stays in its form when the form is confirmed together with a new document', async () => {
  const kept = await upload('lsolares', 'captura.png')
  const number = await openWith(kept)
  const added = await upload('kflamenco', 'detalle.png')
  const form = { ...VALUES, 'Captura de pantalla': { file: kept } }
  const done = await api('kflamenco').post(`/api/cases/${number}/tasks/1/completion`, { form, files: [kept, added] })
  assert.equal(done.status, 200, done.text)
  const { files } = (await api('kflamenco').get(`/api/cases/${number}`)).json
  assert.deepEqual(files.map(({ name }: { name: string }) => name).toSorted(), ['captura.png', 'detalle.png'])
})

test('a file of another case, or that somebody else uploaded, is refused', async () => {
  const foreign = await upload('lsolares', 'ajena.png')
  await openWith(foreign)
  const number = await openWith(await upload('lsolares', 'propia.png'))
  const loose = await upload('lsolares', 'suelta.png')
  for (const file of [foreign, loose]) {
    const form = { ...VALUES, 'Captura de pantalla': { file } }
    const refused = await api('kflamenco').post(`/api/cases/${number}/tasks/1/completion`, { form, files: [file] })
    assert.equal(refused.status, 422, refused.text)
    assert.equal(refused.json.code, 'file-unknown')
  }
})
