import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { rebuildProjections } from '#src/cases/rebuild-projections.ts'
import { fileStore } from '#src/platform/files/file-store.ts'
import { rebuildSearch } from '#src/search/rebuild-search.ts'
import { assertRecordIsSound, openTrial, projections } from '../record/desk.ts'
import {
  careWorld,
  close,
  closedCaseOf,
  contentsWith,
  eraseAll,
  faultsOf,
  NEEDLE,
  REASON,
  tablesWith,
} from './world.ts'

const world = await careWorld()
const { api, db, clock, program, filesFolder } = world
const asker = api('eurizar')
const confirmer = api('mtobar')
const PASSWORD = { contrasena: 'ventanilla' }
const HOME = '/administracion/datos-personales'

async function ask(path: string): Promise<string> {
  const asked = await asker.form(`${HOME}/${path}`, REASON)
  assert.equal(asked.status, 303, asked.text)
  return asked.headers.get('location')!
}

test('what stands of a contact goes, everywhere, and the record stays whole', async () => {
  const { number, contact } = await closedCaseOf(world, 'Xilonem Tzaquitzal', 'xilonem@correo.example')
  // Named in a case of somebody else, as somebody outside.
  const other = await openTrial(api('lsolares'), 8, { form: { Asunto: 'De otra persona' } })
  const told = await api('ebaquiax').post(`/api/cases/${other}/contact-messages`, {
    message: `Xilonem confirma la entrega.`,
    direction: 'received',
    contact: { name: 'X. T.', email: 'xilonem@correo.example' },
  })
  assert.equal(told.status, 200, told.text)
  // Open cases are not erased, and nothing can be asked while all of them are.
  const early = await asker.form(`${HOME}/contacto/${contact}`, REASON)
  assert.equal(early.status, 409)
  assert.match(early.text, /siguen abiertos/)
  await close(world, number)
  await close(world, other, 'Se entregó.')
  await program.follow()
  assert.deepEqual(await faultsOf(world, number), [])
  assert.ok((await tablesWith(db, NEEDLE)).length > 5)
  assert.ok(contentsWith(filesFolder, NEEDLE).length > 1)
  // One of its files was found to be infected since: apart from the others, it is no less the person's.
  const { rows: apart } = await sql<{ sha256: string }>`
    insert into content_scan (sha256, state, signature, asked_at, scanned_at, next_at)
    select f.sha256, 'infected', 'Prueba', now(), now(), now() from stored_file f join case_file c on c.id = f.case_id
    where c.number = ${number} and f.name like ${`otro de ${NEEDLE}%`} returning sha256`.execute(db)
  await fileStore(filesFolder).quarantine(apart[0]!.sha256)
  assert.ok(contentsWith(filesFolder, NEEDLE).some((path) => path.includes('cuarentena')))

  const page = await asker.get(`${HOME}/contacto/${contact}`)
  assert.match(page.text, new RegExp(number))
  assert.match(page.text, new RegExp(other))
  assert.doesNotMatch(page.text, /colonia/, 'whoever erases reads nothing')
  const request = await ask(`contacto/${contact}`)
  assert.equal((await asker.form(`${HOME}/contacto/${contact}`, REASON)).status, 409, 'one at a time')

  // Two persons, and the second one proves who it is.
  assert.equal((await asker.form(`${request}/confirmar`, PASSWORD)).status, 403)
  assert.equal((await confirmer.form(`${request}/confirmar`, { contrasena: 'otra' })).status, 422)
  assert.ok((await tablesWith(db, NEEDLE)).includes('public.act_private'))
  const confirmed = await confirmer.form(`${request}/confirmar`, PASSWORD)
  assert.equal(confirmed.status, 303, confirmed.text)
  await eraseAll(world)
  await program.follow()

  assert.deepEqual(await tablesWith(db, NEEDLE), [])
  assert.deepEqual(await tablesWith(db, 'tzaquitzal'), [])
  assert.deepEqual(contentsWith(filesFolder, NEEDLE), [])
  assert.equal((await api('eurizar').get(`/administracion/antivirus/${apart[0]!.sha256}`)).status, 404)
  await assertRecordIsSound(db)
  assert.deepEqual(await faultsOf(world, number), [])
  assert.deepEqual(await faultsOf(world, other), [])
  const kept = await api('ebaquiax').get(`/api/cases/${other}`)
  assert.match(kept.text, /De otra persona/, 'what is of others stays')

  const reader = api('ebaquiax')
  for (const path of [`/expedientes/${number}`, `/expedientes/${number}/constancia`, `/expedientes/${other}`]) {
    const shown = await reader.get(path)
    assert.equal(shown.status, 200, path)
    assert.match(shown.text, /[Bb]orr(?:ado|ó) por ley/, path)
  }
  assert.equal((await reader.get(`/api/cases/${number}`)).status, 200)
  assert.equal((await reader.get(`/api/cases/${number}/conversation`)).status, 200)
  assert.equal((await reader.get(`/expedientes/${number}/formas/PRU-01/hoja.pdf`)).status, 404)
  assert.equal((await reader.get(`/contactos/${contact}`)).status, 200)
  assert.equal((await confirmer.get('/estadisticas')).status, 200)
  assert.match((await asker.get(request)).text, /También sus datos del directorio/)
  const acts = await asker.get('/api/admin-acts')
  for (const action of ['erasure.ask', 'erasure.confirm', 'erasure.done']) assert.match(acts.text, new RegExp(action))
})

test('what is made anew of erased acts is what stands', async () => {
  const before = await projections(db)
  const titles = await sql`select number, title, erased_parts, held from case_file order by id`.execute(db)
  const { directory } = await program.cases.institution(db, clock.now().toString())
  await rebuildProjections(db, directory, program.cases.projections)
  assert.deepEqual(await projections(db), before)
  assert.deepEqual(
    (await sql`select number, title, erased_parts, held from case_file order by id`.execute(db)).rows,
    titles.rows,
  )
  await rebuildSearch(db, () => clock.now().toString())
  assert.deepEqual(await tablesWith(db, NEEDLE), [])
})

test('a person: what was asked for goes, what others asked for stays', async () => {
  const own = await openTrial(api('lsolares'), 8, { title: 'Asunto de Quetzalina', form: { Asunto: 'quetzalina' } })
  await close(world, own)
  const open = await openTrial(api('lsolares'), 8, { form: { Asunto: 'Sigue' } })
  const request = await ask(`persona/${world.personId('lsolares')}`)
  assert.equal((await confirmer.form(`${request}/confirmar`, PASSWORD)).status, 303)
  await eraseAll(world)
  await program.follow()
  assert.deepEqual(await tablesWith(db, 'quetzalina'), [])
  const shown = await asker.get(request)
  assert.match(shown.text, /Seguía abierto/)
  assert.match((await api('lsolares').get(`/api/cases/${open}`)).text, /Sigue/)
  for (const path of [`/portal/solicitudes/${own}`, '/portal/solicitudes', '/mis-expedientes', `/expedientes/${own}`])
    assert.equal((await api('lsolares').get(path)).status, 200, path)
})

test('a request is refused or withdrawn with a reason, and erases nothing', async () => {
  const { number } = await closedCaseOf(world, 'Citlali Remate', 'citlali@correo.example')
  await close(world, number)
  const first = await ask(`expediente/${number}`)
  assert.equal((await confirmer.form(`${first}/retirar`, { motivo: 'No es mía' })).status, 403)
  assert.equal((await asker.form(`${first}/retirar`, { motivo: '' })).status, 422)
  assert.equal((await asker.form(`${first}/retirar`, { motivo: 'Se pidió por error.' })).status, 303)
  const second = await ask(`expediente/${number}`)
  assert.equal((await asker.form(`${second}/rechazar`, { motivo: 'La mía' })).status, 403)
  assert.equal((await confirmer.form(`${second}/rechazar`, { motivo: 'No procede.' })).status, 303)
  assert.equal((await confirmer.form(`${second}/confirmar`, PASSWORD)).status, 409)
  await eraseAll(world)
  assert.ok((await tablesWith(db, 'citlali')).includes('public.act_private'))
})

test('a legal hold keeps a case from being erased until it is lifted', async () => {
  const { number } = await closedCaseOf(world, 'Nicté Ejemplo', 'nicte@correo.example')
  await close(world, number)
  const holds = '/administracion/conservacion/retenciones'
  const hold = { expediente: number, motivo: 'Juicio 33.' }
  assert.equal((await asker.form(holds, { ...hold, expediente: '2026-999999' })).status, 422)
  assert.equal((await asker.form(holds, hold)).status, 303)
  assert.equal((await asker.form(holds, hold)).status, 409, 'held already')
  assert.match((await api('ebaquiax').get(`/expedientes/${number}`)).text, /retención legal/)
  assert.equal((await asker.form(`${HOME}/expediente/${number}`, REASON)).status, 409)
  assert.equal((await asker.form(`${holds}/levantar`, { expediente: number, motivo: 'Terminó.' })).status, 303)
  const request = await ask(`expediente/${number}`)
  // Held after it was confirmed, before the job came to it.
  assert.equal((await asker.form(holds, hold)).status, 303)
  assert.equal((await confirmer.form(`${request}/confirmar`, PASSWORD)).status, 303)
  await eraseAll(world)
  assert.match((await asker.get(request)).text, /En retención legal/)
  assert.ok((await tablesWith(db, 'nicté')).includes('public.act_private'))
  await assertRecordIsSound(db)
})
