import assert from 'node:assert/strict'
import type { Desk } from './desk.ts'

/** Opens a request for a virtual server, over the API, as it would be a minute ago; gives its number. */
export async function askForServer(
  desk: Desk,
  title: string,
  requester = 'hzelada',
  fields: Readonly<Record<string, string>> = {},
): Promise<string> {
  const opened = await desk.api(requester).post('/api/cases', {
    manual: 'DTI-MNP-01',
    procedure: '8',
    start: 'Servidor virtual',
    channel: 'portal',
    title,
    form: {
      Dependencia: 'Dirección de Desarrollo Institucional',
      'Uso del servidor': 'Pruebas del inventario de bienes',
      'Sistema operativo': 'Debian 12',
      Procesadores: 4,
      'Memoria en GB': 16,
      'Disco en GB': 200,
      Ambiente: 'pruebas',
      'Responsable del servidor': desk.personId(requester),
      ...fields,
    },
  })
  assert.equal(opened.status, 200, opened.text)
  return opened.json.number
}

/** Completes the open task of a case over the API. */
export async function completeByApi(desk: Desk, username: string, number: string, input: object = {}): Promise<void> {
  const task = await openTask(desk, username, number)
  const form = await formOf(desk, username, number, task)
  const who = desk.api(username)
  const proof = task.kind === 'signature' ? { proof: await who.prove(number, task.task) } : {}
  const done = await who.post(`/api/cases/${number}/tasks/${task.task}/completion`, { ...form, ...proof, ...input })
  assert.equal(done.status, 200, done.text)
}

async function openTask(
  desk: Desk,
  username: string,
  number: string,
): Promise<{ task: number; row: string; kind: string }> {
  const { json } = await desk.api(username).get(`/api/cases/${number}`)
  return json.tasks.find((task: { assignee: unknown; kind: string }) =>
    ['step', 'reply', 'signature'].includes(task.kind),
  )
}

/** Step 1 confirms the form with which the case was opened. */
async function formOf(desk: Desk, username: string, number: string, task: { row: string }): Promise<object> {
  if (task.row !== '1') return {}
  const { json } = await desk.api(username).get(`/api/cases/${number}`)
  return { form: Object.values(json.forms)[0] }
}

/** Walks a request for a server from a step to the signature of the head: reception, secretary, technician, parameters, test, letter. */
export async function walkToSignature(desk: Desk, number: string, from = 1): Promise<void> {
  if (from <= 1) await completeByApi(desk, 'ebaquiax', number)
  await completeByApi(desk, 'rcotom', number)
  await completeByApi(desk, 'lhuaman', number, { answer: 'SÍ' })
  await completeByApi(desk, 'lhuaman', number, { note: 'VLAN 42' })
  await completeByApi(desk, 'lhuaman', number, { answer: 'SÍ' })
  await completeByApi(desk, 'rcotom', number)
}
