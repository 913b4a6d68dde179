import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { transaction } from '#src/platform/db/pool.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { loadDirectory } from '../directory.ts'
import { calendars, ministry, NOW, PASSWORD } from '../fixtures/ministry.ts'
import { loadPeople } from '../load-people.ts'
import { contactChanges, contactsOfNumber, findContact, listContacts, searchContacts } from './contact.store.ts'
import { phonePlan } from './phone-plan.ts'
import { createContact, editContact, editEntity, findOrCreateContact, mergeContacts } from './save-contact.ts'

const { db } = await testDatabase()
await loadPeople(db, ministry, { calendars, now: NOW, demoPassword: PASSWORD })
const by = (await loadDirectory(db, NOW)).personByUsername('rmon')!.id
const saving = { by, now: NOW, plan: phonePlan('502') }
const create = (raw: object, anyway = false) => createContact(db, raw as never, { ...saving, anyway })
const names = async (asked: string) => (await searchContacts(db, asked)).contacts.map(({ name }) => name)

const nora = await create({
  name: 'Nora Sic Tzunún',
  entityCode: '0456',
  entityName: 'Municipalidad de Río Claro',
  unit: 'Tesorería',
  phones: '2410-5000 ext. 12 / 5555-1234',
  mails: 'Nora@rioclaro.example',
})
const hugo = await create({ name: 'Hugo Peláez', entityCode: '0456', phones: '2410-5000 ext. 13' })
const ana = await create({ name: 'Ana María Ñopo', entityName: 'Hospital del Sur', phones: '+51 987 654 321' })

test('found without accents, by code, by entity, by mail and by any part of a number', async () => {
  assert.deepEqual(await names('nora'), ['Nora Sic Tzunún'])
  assert.deepEqual(await names('TZUNUN nora'), ['Nora Sic Tzunún'])
  assert.deepEqual(await names('pelaez'), ['Hugo Peláez'])
  assert.deepEqual(await names('nopo'), ['Ana María Ñopo'])
  assert.deepEqual(await names('0456'), ['Hugo Peláez', 'Nora Sic Tzunún'])
  assert.deepEqual(await names('rio claro'), ['Hugo Peláez', 'Nora Sic Tzunún'])
  assert.deepEqual(await names('rioclaro.example'), ['Nora Sic Tzunún'])
  assert.deepEqual(await names('an'), ['Ana María Ñopo'])
  for (const asked of [
    '2410-5000',
    '24105000',
    '+502 2410 5000',
    '00502 2410-5000',
    '(502) 2410.5000',
    '4105',
    '2410 5000',
  ])
    assert.deepEqual(await names(asked), ['Hugo Peláez', 'Nora Sic Tzunún'], `every candidate of ${asked}`)
  assert.deepEqual(await names('2410-5000 nora'), ['Nora Sic Tzunún'])
  assert.deepEqual(await names('987654321'), ['Ana María Ñopo'])
  assert.deepEqual(await names('%'), [])
  assert.deepEqual(await names('_'), [])
  assert.deepEqual(await names(''), [])
  assert.deepEqual((await contactsOfNumber(db, '50224105000')).map(({ id }) => id).sort(), [nora, hugo].sort())
})

test('the code of an entity brings the name that it has, whatever was typed', async () => {
  const other = await create({ name: 'Rita Coy', entityCode: '0456', entityName: 'Muni Rio Claro' })
  assert.deepEqual((await findContact(db, other))!.entity!.name, 'Municipalidad de Río Claro')
  const same = await create({ name: 'Luis Coy', entityName: 'municipalidad de RIO CLARO' })
  assert.equal((await findContact(db, same))!.entity!.code, '0456')
})

test('who seems to be there already is refused with the candidate, and kept when it is somebody else', async () => {
  const again = { name: 'Nora Sic', phones: '24105000' }
  await assert.rejects(create(again), /contact-repeated/)
  await assert.rejects(create({ name: 'N. Sic', mails: 'nora@RIOCLARO.example' }), /contact-repeated/)
  // The switchboard is everybody's.
  await create({ name: 'Bruno Caal', phones: '24105000' })
  const kept = await create(again, true)
  assert.equal((await findContact(db, kept))!.phones[0]!.digits, '50224105000')
})

test('what is typed wrong is refused beside its field', async () => {
  const faults = async (raw: object) => {
    try {
      await create(raw)
    } catch (error) {
      return Object.keys((error as { refusal: { fields?: object } }).refusal.fields ?? {})
    }
    return []
  }
  assert.deepEqual(await faults({ name: ' ', phones: 'no tiene', mails: 'x', entityCode: '<b>' }), [
    'name',
    'entityCode',
    'phones',
    'mails',
  ])
  assert.deepEqual(await faults({ name: 'X', notes: 'x'.repeat(2001) }), ['notes'])
  assert.deepEqual(await faults({ name: 'X', phones: Array.from({ length: 11 }, (_, at) => `2410-50${10 + at}`) }), [
    'phones',
  ])
})

test('a change keeps what was before, and of two who change the same the second is told', async () => {
  const raw = { name: 'Hugo Peláez Ixcot', entityCode: '0456', phones: '2410-5000 ext. 13', revision: 1 }
  await editContact(db, hugo, raw, saving)
  await assert.rejects(editContact(db, hugo, raw, saving), /changed/)
  assert.deepEqual(
    (await contactChanges(db, hugo)).map(({ kind, content }) => [kind, content!.name]),
    [
      ['changed', 'Hugo Peláez Ixcot'],
      ['created', 'Hugo Peláez'],
    ],
  )
  assert.deepEqual(await names('ixcot'), ['Hugo Peláez Ixcot'])
})

test('two records of one person become one, and nothing is lost', async () => {
  const [first, second, third] = [
    await create({ name: 'Irma Tol', phones: '7777-0001', notes: 'Solo por la mañana.' }),
    await create({
      name: 'Irma Tol Pérez',
      entityCode: '0900',
      entityName: 'Escuela 900',
      phones: '7777-0002',
      mails: 'i@e.example',
    }),
    await create({ name: 'I. Tol', phones: '7777-0003' }),
  ]
  await mergeContacts(db, { keep: second, other: third }, saving)
  await mergeContacts(db, { keep: first, other: second }, saving)
  const kept = (await findContact(db, first))!
  assert.deepEqual(kept.phones.map(({ digits }) => digits).sort(), ['50277770001', '50277770002', '50277770003'])
  assert.deepEqual([kept.entity?.code, kept.mails, kept.notes], ['0900', ['i@e.example'], 'Solo por la mañana.'])
  assert.deepEqual(
    [(await findContact(db, second))!.mergedInto, (await findContact(db, third))!.mergedInto],
    [first, first],
  )
  assert.deepEqual(await names('irma'), ['Irma Tol'])
  assert.deepEqual(await names('7777 0003'), ['Irma Tol'])
  await assert.rejects(mergeContacts(db, { keep: first, other: second }, saving), /contact-merged/)
  await assert.rejects(editContact(db, second, { name: 'x', revision: 3 }, saving), /contact-merged/)
  await assert.rejects(mergeContacts(db, { keep: first, other: first }, saving), /contact-same/)
  assert.equal((await contactChanges(db, second))[0]!.kind, 'merged-away')
})

test('for a case, the same data find the contact that is there, and new data make one', async () => {
  const open = (raw: object) => transaction(db, (tx) => findOrCreateContact(tx, raw as never, saving))
  assert.equal((await open({ name: 'ana maria ñopo', phones: '51987654321' })).id, ana)
  const made = await open({ name: 'Celso Ba', entityCode: '0777', entityName: 'Oficina 777' })
  assert.equal((await open({ name: 'Celso Bá', entityCode: '0777' })).id, made.id)
  assert.notEqual((await open({ name: 'Celso Ba', entityCode: '0456' })).id, made.id)
})

test('an entity that gets another name or code is found by it, and its contacts too', async () => {
  const { entity } = (await findContact(db, ana))!
  await editEntity(db, entity!.id, { name: 'Hospital Regional', code: 'HR-1', revision: 1 })
  assert.deepEqual(await names('hospital regional'), ['Ana María Ñopo'])
  assert.deepEqual(await names('hr-1'), ['Ana María Ñopo'])
  await assert.rejects(editEntity(db, entity!.id, { name: 'Hospital', code: '0456', revision: 2 }), /invalid-input/)
})

test('the list goes on where its page ended', async () => {
  const { rows } = await sql<{
    id: string
  }>`select id from contact where merged_into is null order by name_key, id`.execute(db)
  const all = rows.map(({ id }) => id)
  assert.deepEqual(
    (await listContacts(db, null)).map(({ id }) => id),
    all,
  )
  const third = (await listContacts(db, null))[2]!
  assert.deepEqual(
    (await listContacts(db, { name: third.nameKey, id: third.id })).map(({ id }) => id),
    all.slice(3),
  )
})
