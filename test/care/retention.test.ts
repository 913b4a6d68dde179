import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { assertRecordIsSound } from '../record/desk.ts'
import { careWorld, close, closedCaseOf, contentsWith, eraseAll, faultsOf, NEEDLE, tablesWith } from './world.ts'

const world = await careWorld()
const { api, db, clock, program, filesFolder } = world
const HOME = '/administracion/conservacion'
const RULE = { tramite: 'PRU-MNP-01/8', anios: '2', fundamento: 'Tabla de plazos, serie 4' }

/** A form in which one field stands several times. */
async function propose(who: string, parts: readonly string[], other: Readonly<Record<string, string>> = {}) {
  const client = api(who)
  const { csrf } = await client.session()
  const body = new URLSearchParams({ _csrf: csrf, ...RULE, ...other })
  for (const part of parts) body.append('borra', part)
  return client.send(HOME, { method: 'POST', body, headers: { accept: 'text/html' } })
}

const erased = await closedCaseOf(world, 'Xilonem Atzincuil', 'xilonem1@correo.example')
await close(world, erased.number)
const held = await closedCaseOf(world, 'Xilonem Yolotzin', 'xilonem2@correo.example')
await close(world, held.number)
clock.set('2028-12-01T16:00:00Z')
const young = await closedCaseOf(world, 'Joven Reciente', 'joven@correo.example')
await close(world, young.number)

test('what is typed wrongly is said beside its field, and nothing is lost', async () => {
  for (const [parts, other, sentence] of [
    [[], {}, /Marque al menos una cosa/],
    [['contact'], {}, /marque también el texto/],
    [['text'], { anios: '0' }, /del 1 al 100/],
    [['text'], { anios: '1.5' }, /del 1 al 100/],
    [['text'], { fundamento: ' ' }, /fundamento legal/],
    [['text'], { tramite: 'NO-1/1' }, /Elija un trámite/],
  ] as const) {
    const answer = await propose('eurizar', parts, other)
    assert.equal(answer.status, 422)
    assert.match(answer.text, sentence)
  }
  assert.match((await propose('eurizar', [], {})).text, /serie 4/)
})

test('a rule shows what it would erase, is confirmed by a second person, and works at night alone', async () => {
  const asker = api('eurizar')
  const put = await asker.form(`${HOME}/retenciones`, { expediente: held.number, motivo: 'Auditoría.' })
  assert.equal(put.status, 303, put.text)
  const proposed = await propose('eurizar', ['text', 'files', 'contact'])
  assert.equal(proposed.status, 303, proposed.text)
  const page = proposed.headers.get('location')!
  assert.equal((await propose('mtobar', ['text'])).status, 409, 'one proposal for a kind')
  const dry = (await asker.get(page)).text
  assert.match(dry, new RegExp(erased.number))
  assert.doesNotMatch(dry, new RegExp(`${held.number}|${young.number}`))

  const night = '2028-12-03T06:30:00Z' // half past midnight in Guatemala
  clock.set(night)
  await program.care()
  assert.ok((await tablesWith(db, 'atzincuil')).includes('public.act_private'), 'proposed is not in force')
  assert.equal((await asker.form(`${page}/confirmar`, { contrasena: 'ventanilla' })).status, 403)
  clock.set('2028-12-03T15:00:00Z')
  assert.equal((await api('mtobar').form(`${page}/confirmar`, { contrasena: 'no es' })).status, 422)
  assert.equal((await api('mtobar').form(`${page}/confirmar`, { contrasena: 'ventanilla' })).status, 303)
  await program.care()
  assert.ok((await tablesWith(db, 'atzincuil')).includes('public.act_private'), 'not by day')
  clock.set('2028-12-04T06:30:00Z')
  assert.equal(await program.care(), 1)
  await eraseAll(world)
  await program.follow()

  assert.deepEqual(await tablesWith(db, 'xilonem1'), [])
  assert.deepEqual(await tablesWith(db, 'atzincuil'), [])
  assert.ok((await tablesWith(db, 'yolotzin')).includes('public.act_private'), 'what is held stays')
  assert.ok((await tablesWith(db, 'joven')).includes('public.contact'), 'what is young stays')
  assert.ok(contentsWith(filesFolder, NEEDLE).length > 0, 'the held case has the same files')
  await assertRecordIsSound(db)
  assert.deepEqual(await faultsOf(world, erased.number), [])
  assert.match((await api('ebaquiax').get(`/expedientes/${erased.number}`)).text, /Tabla de plazos, serie 4/)
  assert.match((await api('eurizar').get('/api/admin-acts')).text, /retention\.run/)

  // Nothing twice.
  assert.equal(await program.care(), 0)
  const again = await api('eurizar').post(`/api/cases/${erased.number}/reopening`, {})
  assert.equal(again.status === 200, false, 'an administrator reads no case')
})

test('lifting the hold, ending the rule', async () => {
  const asker = api('eurizar')
  const { rows } = await sql<{ id: string }>`select id from retention_rule where status = 'in-force'`.execute(db)
  assert.equal((await asker.form(`${HOME}/reglas/${rows[0]!.id}/terminar`, {})).status, 303)
  assert.equal(
    (await asker.form(`${HOME}/retenciones/levantar`, { expediente: held.number, motivo: 'Acabó.' })).status,
    303,
  )
  assert.equal(await program.care(), 0, 'an ended rule erases nothing')
  const wider = await propose('eurizar', ['text', 'files'])
  assert.equal(wider.status, 303)
  assert.equal(
    (await api('mtobar').form(`${wider.headers.get('location')}/confirmar`, { contrasena: 'ventanilla' })).status,
    303,
  )
  assert.equal(await program.care(), 1)
  await eraseAll(world)
  assert.equal(contentsWith(filesFolder, NEEDLE).length, 2, 'contents that the young case has too stay')
  // Without the data of who asked, the directory of contacts keeps the contact.
  assert.deepEqual(await tablesWith(db, 'yolotzin'), [
    'public.case_file',
    'public.contact',
    'public.contact_change',
    'public.search_entry',
  ])
})
