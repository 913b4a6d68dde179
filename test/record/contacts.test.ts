// Contacts as the program serves them: who may, what a case keeps of them, what nobody may see, files that come and go.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
import { rebuildProjections } from '#src/cases/rebuild-projections.ts'
import { returnTasks } from '#src/cases/return-tasks.ts'
import { loadDirectory } from '#src/people/index.ts'
import { testProgram } from '../support/program.ts'
import { assertRecordIsSound, complete, openTrial, trial } from './desk.ts'

const world = await testProgram()
const { api, db, clock, program, database } = world
await world.publish(TRIAL_MANUAL)
const miriam = api('mguarcax')
const elias = api('eurizar')
const html = { accept: 'text/html' }
const evil = '"><script>alert(1)</script>'

const register = async (raw: object) => {
  const made = await miriam.post('/api/contacts', raw)
  assert.equal(made.status, 201, made.text)
  return made.json
}
const nora = await register({
  name: 'Nora Sic',
  entityCode: '0456',
  entityName: 'Municipalidad de Río Claro',
  phones: '2410-5000 ext. 12',
})
const open = (who: typeof miriam, extra: object) => who.post('/api/cases', trial(1, { channel: 'oficio', ...extra }))

test('the API finds every candidate of a number, and persons and contacts together', async () => {
  await register({ name: 'Hugo Peláez', entityCode: '0456', phones: ['2410-5000', '5555 1234'] })
  const found = (await miriam.get('/api/contacts?buscar=%2B502%202410-5000')).json.contacts
  assert.deepEqual(
    found.map(({ name }: { name: string }) => name),
    ['Hugo Peláez', 'Nora Sic'],
  )
  const callers = (await miriam.get('/api/callers?buscar=2101')).json.callers
  assert.deepEqual(
    callers.map(({ kind, name }: { kind: string; name: string }) => [kind, name]),
    [['person', 'Ileana Arredondo Paiz']],
  )
  const outside = (await miriam.get('/api/callers?buscar=nora')).json.callers
  assert.ok(outside.some(({ id }: { id: string }) => id === nora.id))
})

test('what is sent of a contact is changed and the rest stays; an old revision is refused', async () => {
  const patch = async (body: object) => {
    const { csrf } = await miriam.session()
    const headers = { 'content-type': 'application/json', 'x-csrf-token': csrf }
    return miriam.send(`/api/contacts/${nora.id}`, { method: 'PATCH', headers, body: JSON.stringify(body) })
  }
  const done = await patch({ unit: 'Tesorería', revision: 1 })
  assert.equal(done.status, 200, done.text)
  assert.deepEqual(
    [done.json.unit, done.json.phones[0].extension, done.json.entity.code, done.json.revision],
    ['Tesorería', '12', '0456', 2],
  )
  assert.equal((await patch({ unit: 'Otra', revision: 1 })).status, 409)
  assert.equal((await patch({ color: 'x', revision: 2 })).status, 400)
  const { csrf } = await miriam.session()
  assert.ok(csrf)
  const without = await miriam.send(`/api/contacts/${nora.id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: '{"revision":2}',
  })
  assert.equal(without.status, 403)
})

test('who holds no position neither looks contacts up nor opens cases for others', async () => {
  const { rows } = await sql<{
    id: string
  }>`insert into person (username, name) values ('sincargo', 'Sin Cargo') returning id`.execute(db)
  assert.equal(rows.length, 1)
  const made = await elias.post(`/api/people/${rows[0]!.id}/password-reset`)
  assert.equal(made.status, 200, made.text)
  const { openSession } = await import('#src/people/session.store.ts')
  await sql`update credential set must_change = false where person_id = ${rows[0]!.id}`.execute(db)
  const { token } = await openSession(db, { person: rows[0]!.id, now: clock.now().toString() })
  const cookie = `ventanilla=${token}`
  const session = await fetch(`${world.url}/api/session`, { headers: { cookie } })
  const { csrf } = (await session.json()) as { csrf: string }
  const ask = (path: string, body?: object) =>
    fetch(`${world.url}${path}`, {
      redirect: 'manual',
      headers: {
        cookie,
        'x-csrf-token': csrf,
        ...(body ? { 'content-type': 'application/json' } : { accept: 'text/html' }),
      },
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    })
  for (const path of [
    '/contactos',
    `/contactos/${nora.id}`,
    '/api/contacts',
    '/api/callers?buscar=nora',
    '/tramites/otros-expedientes?codigo=0456',
  ])
    assert.equal((await ask(path)).status, 403, path)
  for (const extra of [{ contact: { id: nora.id } }, { contact: { name: 'Otra' } }, { requester: miriam.person }]) {
    const answer = await ask('/api/cases', trial(1, extra))
    assert.deepEqual([answer.status, ((await answer.json()) as { code: string }).code], [403, 'may-not-ask-for-others'])
  }
  assert.equal((await ask('/api/cases', trial(1))).status, 200)
  const page = await (await ask('/tramites/PRU-MNP-01/1/pedido-sencillo')).text()
  assert.ok(!page.includes('who-picker'))
})

test('a case keeps its contact, and the next of the entity asks whether it is another matter', async () => {
  const first = await open(miriam, { contact: { id: nora.id } })
  assert.equal(first.status, 200, first.text)
  const { rows } = await sql<{ contact: string; name: string }>`
    select contact_id as contact, requester_name as name from case_file where number = ${first.json.number}`.execute(db)
  assert.deepEqual(rows[0], { contact: nora.id, name: 'Nora Sic' })
  const asked = await open(miriam, { contact: { name: 'Olga Tum', entityCode: '0456', phone: '2410-5000 ext. 99' } })
  assert.deepEqual([asked.status, asked.json.code], [409, 'entity-has-open-cases'])
  assert.ok(asked.text.includes(first.json.number))
  assert.equal(
    (await miriam.get('/api/contacts?buscar=olga')).json.contacts.length,
    0,
    'nothing is left of what was refused',
  )
  const second = await open(miriam, {
    contact: { name: 'Olga Tum', entityCode: '0456', phone: '2410-5000 ext. 99' },
    distinct: true,
  })
  assert.equal(second.status, 200, second.text)
  const opening = (await miriam.get(`/api/cases/${second.json.number}`)).json.record[0].sentence
  assert.match(opening, new RegExp(`asunto distinto .*${first.json.number}`))
  // Whoever may not read the earlier case learns that there is one, and nothing of it.
  const foreign = await open(api('hzelada'), { contact: { id: nora.id } })
  assert.equal(foreign.status, 409)
  assert.ok(!foreign.text.includes(first.json.number) && foreign.text.includes('+2'))
  const page = await api('hzelada').get(`/contactos/${nora.id}`, html)
  assert.ok(!page.text.includes(first.json.number))
  assert.match(page.text, /Hay 1 expediente más que usted no puede ver/)
  await assertRecordIsSound(db)
  // The link is of the record, and so can be made anew.
  await sql`update case_file set contact_id = null`.execute(db)
  await rebuildProjections(db as never, await loadDirectory(db, clock.now().toString()))
  const again = await sql<{
    contact: string
  }>`select contact_id as contact from case_file where number = ${first.json.number}`.execute(db)
  assert.equal(again.rows[0]!.contact, nora.id)
})

test('the cases of a merged record are those of the one that stays', async () => {
  const twin = await register({ name: 'N. Sic Tzunún', phones: '7777-0000' })
  const opened = await open(miriam, { contact: { id: twin.id } })
  assert.equal(opened.status, 200, opened.text)
  const merged = await miriam.post(`/api/contacts/${nora.id}/merge`, { other: twin.id })
  assert.equal(merged.status, 200, merged.text)
  const page = await miriam.get(`/contactos/${nora.id}`, html)
  assert.ok(page.text.includes(opened.json.number))
  assert.match(page.text, /Incluye lo que se registró como N\. Sic Tzunún/)
  assert.match((await miriam.get(`/contactos/${twin.id}`, html)).text, /están en Nora Sic/)
  const panel = await miriam.get(`/expedientes/${opened.json.number}`, html)
  assert.ok(panel.text.includes(`/contactos/${nora.id}`))
})

test('markup in every field of a contact is text on every page', async () => {
  const bad = await register({
    name: `Evil ${evil}`,
    entityCode: 'EV-1',
    entityName: evil,
    unit: evil,
    mails: 'a@b.example',
    notes: evil,
  })
  const pages = [
    '/contactos',
    `/contactos?buscar=${encodeURIComponent('evil')}`,
    `/contactos?buscar=${encodeURIComponent(evil)}`,
    `/contactos/${bad.id}`,
    `/contactos/${bad.id}/datos`,
    `/contactos/${bad.id}/unir?con=${nora.id}`,
    `/contactos/entidades/${bad.entity.id}`,
    `/contactos/nuevo?name=${encodeURIComponent(evil)}`,
    `/tramites/PRU-MNP-01/1/pedido-sencillo?contacto=${bad.id}`,
    `/tramites/PRU-MNP-01/1/pedido-sencillo?buscar=evil`,
    `/directorio?buscar=${encodeURIComponent(evil)}`,
  ]
  for (const path of pages) {
    const answer = await miriam.get(path, html)
    assert.equal(answer.status, 200, path)
    assert.ok(!answer.text.includes('<script>alert'), path)
  }
  const refused = await miriam.form('/contactos/nuevo', { name: evil, phones: evil, mails: evil, entityCode: evil })
  assert.equal(refused.status, 422)
  assert.ok(!refused.text.includes('<script>alert') && refused.text.includes('&lt;script&gt;'))
})

test('a file is looked at, then let in once; an export comes back the same and runs no formula', async () => {
  const send = (text: string | Uint8Array<ArrayBuffer>) => {
    const body = new FormData()
    body.set('archivo', new Blob([text]), 'contactos.csv')
    return elias.form('/contactos/importar', body)
  }
  for (const [text, words] of [
    ['', 'Elija un archivo CSV'],
    ['apellido\nx', 'Ninguna columna se llama'],
    [new Uint8Array([80, 75, 0, 1]), 'no es texto CSV'],
    [`nombre\n${'x\n'.repeat(2_001)}`, 'demasiado grande'],
    [`nombre\n${'x'.repeat(2_200_000)}`, 'demasiado grande'],
  ] as const) {
    const answer = await send(text)
    assert.equal(answer.status, 422, String(words))
    assert.ok(answer.text.includes(words), words)
  }
  const sent = await send(
    'nombre;código;teléfonos;notas\nNora Sic;0456;4444-1111;\n=HYPERLINK("x");F-1;;-1+2\nMala;;no tiene;\n',
  )
  const path = sent.headers.get('location')!
  const plan = await elias.get(path, html)
  for (const words of ['1 se rechaza', '1 cambia', '1 se agrega', 'no tiene'])
    assert.ok(plan.text.includes(words), words)
  assert.equal((await miriam.get('/api/contacts?buscar=4444')).json.contacts.length, 0, 'a look changes nothing')
  assert.equal((await api('mguarcax').get(path, html)).status, 403)
  assert.equal((await elias.form(path, {})).status, 303)
  assert.equal((await elias.form(path, {})).status, 303, 'a second time does nothing')
  const found = (await miriam.get('/api/contacts?buscar=44441111')).json.contacts
  assert.deepEqual(
    found.map(({ name, phones }: { name: string; phones: unknown[] }) => [name, phones.length]),
    [['Nora Sic', 3]],
  )
  const out = await elias.get('/contactos/exportar.csv')
  assert.equal(out.status, 200)
  assert.match(out.headers.get('content-disposition')!, /^attachment;/)
  assert.ok(out.text.includes(`"'=HYPERLINK(""x"")"`) && out.text.includes("'-1+2"))
  assert.ok(!/(^|[\r\n,])[=+\-@]/.test(out.text), 'no cell is a formula')
  const back = await send(out.text)
  const same = await elias.get(back.headers.get('location')!, html)
  assert.ok(
    same.text.includes('0 se agregan') && same.text.includes('0 cambian') && same.text.includes('0 se rechazan'),
    same.text.slice(0, 3000),
  )
  assert.equal((await api('mguarcax').get('/contactos/exportar.csv')).status, 403)
})

test('people record their own absence with a colleague, after seeing its effect; heads that of their people', async () => {
  const leandro = api('lhuaman')
  const number = await openTrial(api('lsolares'), 1)
  await complete(api('ebaquiax'), number)
  await leandro.post(`/api/cases/${number}/tasks/2/claim`)
  const page = `/directorio/personas/${leandro.person}/ausencias/nueva`
  const fields = { from: '2026-11-05', until: '2026-11-06', reason: 'Vacaciones', deputy: world.personId('gxol') }
  const shown = await leandro.form(page, { ...fields, paso: 'ver' })
  assert.equal(shown.status, 200, shown.text)
  assert.match(shown.text, /podrá atender las tareas de/)
  assert.match(shown.text, /1 tarea está a su nombre/)
  assert.equal(
    (await loadDirectory(db, clock.now().toString())).rows.absences.some(({ person }) => person === leandro.person),
    false,
  )
  assert.equal((await leandro.form(page, { ...fields, paso: 'guardar' })).status, 303)
  const stranger = await leandro.form(page, {
    ...fields,
    from: '2026-12-01',
    until: '2026-12-02',
    deputy: world.personId('iarredondo'),
    paso: 'guardar',
  })
  assert.equal(stranger.status, 422)
  assert.match(stranger.text, /misma dependencia o de la misma jefatura/)
  // A foreign person’s absence is nobody’s business but the head’s.
  assert.equal((await api('yhuarcaya').get(page, html)).status, 403)
  assert.equal((await api('yhuarcaya').form(page, { ...fields, paso: 'guardar' })).status, 403)
  const head = api('acastellon')
  const twice = await head.post('/api/absences', { person: leandro.person, from: '2026-11-06' })
  assert.deepEqual([twice.status, twice.json.errors[0].code], [422, 'overlap'])
  const other = await head.post('/api/absences', {
    person: world.personId('gxol'),
    from: '2026-11-06',
    until: '2026-11-06',
    deputy: leandro.person,
  })
  assert.deepEqual([other.status, other.json.errors[0].code], [422, 'away'], 'who is away cannot stand in')
  assert.equal(
    (await head.post('/api/absences', { person: world.personId('gxol'), from: '2026-11-09', until: '2026-11-09' }))
      .status,
    201,
  )
  assert.equal((await leandro.post('/api/absences', { person: head.person, from: '2026-11-09' })).status, 403)
  const person = await leandro.get(`/directorio/personas/${leandro.person}`, html)
  assert.match(person.text, /Mis ausencias/)
  assert.match(person.text, /Vacaciones/)
  const colleague = await api('yhuarcaya').get(`/directorio/personas/${leandro.person}`, html)
  assert.equal(colleague.status, 200)
  assert.ok(!colleague.text.includes('Vacaciones'), 'why somebody is away is not everybody’s')
})

test('who leaves a position is told what is claimed, and it goes back into the tray of the role', async () => {
  const leandro = api('lhuaman')
  const back = returnTasks(program.cases, database.log)
  await back()
  const claimed = async () =>
    (
      await sql<{ count: number }>`select count(*)::int as count from task where assignee = ${leandro.person}`.execute(
        db,
      )
    ).rows[0]!.count
  assert.equal(await claimed(), 1)
  const directory = await loadDirectory(db, clock.now().toString())
  const tenure = directory.rows.tenures.find(({ person }) => person === leandro.person)!
  const form = `/administracion/personas/${leandro.person}/cargos/${tenure.id}/fin`
  assert.match((await elias.get(form, html)).text, /Tiene 1 tarea a su nombre/)
  assert.equal((await elias.form(form, { until: '2026-11-03' })).status, 303)
  assert.equal(await back(), 0, 'until the last day it is the person’s')
  clock.set('2026-11-04T14:00:00Z')
  assert.equal(await back(), 1)
  assert.equal(await claimed(), 0)
  assert.equal(await back(), 0)
  await assertRecordIsSound(db)
})
