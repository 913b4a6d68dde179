import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '../../test/support/database.ts'
import { loadCalendars } from './calendars.ts'
import { loadDirectory } from './directory.ts'
import { calendars, ministry, NOW } from './fixtures/ministry.ts'
import { loadPeople } from './load-people.ts'

const { db } = await testDatabase()
await loadPeople(db, ministry, { calendars, now: NOW })
const AFTER_LEAVE = '2026-11-07T06:00:00Z' // Saturday 00:00 in Guatemala: the leave ended on Friday
const directory = await loadDirectory(db, NOW)
const named = (username: string) => directory.personByUsername(username)!.id
const names = (people: readonly string[]) => people.map((id) => directory.personById(id)!.username)
const head = directory.position('departamento de INFRAESTRUCTURA', 'Jefe del departamento de infraestructura')!

test('a role is found by unit and post without case or accents', () => {
  assert.equal(directory.nameOf(head)?.post, 'Jefe del Departamento de Infraestructura')
  assert.equal(directory.position('Direccion de Tecnologia', 'secretaria'), directory.position('DT', 'Secretaria'))
  assert.equal(directory.position(null, 'tecnico en infraestructura') !== null, true)
  assert.equal(directory.position(null, 'Secretaria'), null, 'two units have one')
  assert.equal(directory.position('Unidad que no existe', 'Secretaria'), null)
  assert.equal(directory.hasUnit('despacho superior'), true)
  assert.equal(directory.hasUnit('despacho'), false)
})

test('an absent holder is left out and the deputy acts', async () => {
  assert.deepEqual(names(directory.holders(head)), ['rmon'])
  assert.equal(directory.holds(named('rmon'), head), true)
  assert.equal(directory.holds(named('jsol'), head), false)
  assert.equal(directory.away(named('jsol')), true)
  assert.deepEqual(
    directory.actingPostsOf(named('rmon')).map(({ title, standsInFor }) => [title, standsInFor]),
    [
      ['Técnico en Infraestructura', null],
      ['Jefe del Departamento de Infraestructura', named('jsol')],
    ],
  )
  assert.equal(directory.trayPositionsOf(named('jsol')).includes(head), true, 'the own tray stays in sight')
  const later = await loadDirectory(db, AFTER_LEAVE)
  assert.deepEqual(names(later.holders(head)), ['jsol'])
  assert.equal(later.holds(named('rmon'), head), false)
})

test('who stands in for a deputy does not stand in for the absent holder', async (context) => {
  await sql`insert into absence (person_id, from_on, until_on) values (${named('rmon')}, '2026-11-03', '2026-11-03')`.execute(
    db,
  )
  context.after(() => sql`delete from absence where person_id = ${named('rmon')}`.execute(db))
  const both = await loadDirectory(db, '2026-11-03T14:00:00Z')
  assert.deepEqual(both.holders(head), [])
  const technician = both.position('DIT', 'Técnico en Infraestructura')!
  assert.deepEqual(names(both.holders(technician)), ['tcal'], 'his own post is covered')
})

test('a tenure ends with its last day, in the institution’s time zone', async () => {
  const secretary = directory.position('DIT', 'Secretaria')!
  assert.deepEqual(directory.holders(secretary), [])
  // 23:59 of 31 October in Guatemala is 1 November in UTC.
  const lastMinute = await loadDirectory(db, '2026-11-01T05:59:59Z')
  assert.deepEqual(names(lastMinute.holders(secretary)), ['tcal'])
  assert.equal(lastMinute.today, '2026-10-31')
  assert.equal(directory.away(named('eruiz')), true, 'left every position')
  assert.equal(directory.away(named('admin')), false, 'never had one')
})

test('a vacant position is covered by its own deputy', () => {
  assert.deepEqual(names(directory.holders(directory.position('DT', 'Secretaria')!)), ['tcal'])
})

test('heads: of a unit, of a position, of a person, and above a head', () => {
  const director = directory.position('DT', 'Director de Tecnología')
  assert.equal(directory.headOfUnit('Departamento de Infraestructura'), head)
  assert.equal(directory.headOfUnit('Departamento de Soporte'), director, 'walks up where a unit has none')
  assert.equal(directory.headOfUnit('Nada'), null)
  assert.equal(directory.headOfPosition(directory.position('DIT', 'Secretaria')!), head)
  assert.equal(directory.headOfPosition(head), director)
  assert.equal(directory.headOfPosition(directory.position('MC', 'Ministra')!), null)
  assert.equal(directory.headOfPerson(named('tcal')), head)
  assert.equal(directory.headOfPerson(named('jsol')), director)
})

test('groups and lists', () => {
  assert.deepEqual(names(directory.group('GUARDIA')).toSorted(), ['eruiz', 'rmon'])
  assert.deepEqual(directory.group('nadie'), [])
  assert.deepEqual(
    directory.list('Sedes').map(({ name }) => name),
    ['Departamento de Soporte', 'Sede Occidente'],
  )
  assert.equal(directory.list('sedes')[0]!.unit, directory.rows.units.find(({ code }) => code === 'DST')!.id)
})

test('the same snapshot is given until the directory changes, and a rolled-back change leaves nothing', async () => {
  assert.equal(await loadDirectory(db, NOW), await loadDirectory(db, NOW))
  const undone = db.transaction().execute(async (tx) => {
    await sql`update person set name = 'Otra' where username = 'dlux'`.execute(tx)
    assert.equal((await loadDirectory(tx, NOW)).personByUsername('dlux')!.name, 'Otra')
    throw new Error('undone')
  })
  await assert.rejects(undone, /undone/)
  await sql`update person set phone = '2299 0000' where username = 'mpaz'`.execute(db)
  const after = await loadDirectory(db, NOW)
  assert.equal(after.personByUsername('dlux')!.name, 'Diego Lux')
  assert.equal(after.personByUsername('mpaz')!.phone, '2299 0000')
})

test('a second load adds nothing and overwrites nothing', async () => {
  const before = (await loadDirectory(db, NOW)).rows
  await loadPeople(db, ministry, { calendars, now: AFTER_LEAVE })
  const { rows } = await loadDirectory(db, NOW)
  for (const part of ['units', 'posts', 'people', 'tenures', 'absences', 'deputies', 'groups', 'lists'] as const)
    assert.equal(rows[part].length, before[part].length, part)
  assert.equal(rows.people.find(({ username }) => username === 'mpaz')!.phone, '2299 0000')
})

test('the database refuses a person twice in a post at one time', async () => {
  const twice =
    sql`insert into tenure (person_id, position_id, from_on) values (${named('jsol')}, ${head}, '2026-01-01')`.execute(
      db,
    )
  await assert.rejects(twice, /tenure_no_overlap/)
})

test('calendars by code, 24 horas among them', async () => {
  const calendar = await loadCalendars(db)
  assert.equal(calendar('GT').timeZone, 'America/Guatemala')
  assert.deepEqual(calendar('24 horas').slotsOn('2026-11-01'), [{ from: '00:00', to: '24:00' }])
  assert.throws(() => calendar('XX'), RangeError)
  assert.equal((await loadCalendars(db))('GT'), calendar('GT'))
})
