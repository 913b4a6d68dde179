import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
import { passTime } from '#src/cases/pass-time.ts'
import { recomputeWhenChanged } from '#src/cases/recompute-dues.ts'
import { openDatabase } from '#src/platform/db/pool.ts'
import { createLog } from '#src/platform/log.ts'
import { testProgram } from '../support/program.ts'
import { assertRecordIsSound, complete, openTrial, trial, tryToComplete } from './desk.ts'

const world = await testProgram()
const { api, db, publish, clock, program } = world
await publish(TRIAL_MANUAL)
await publish(TRIAL_MANUAL.replace('PRU-MNP-01', 'PRU-SV-01').replace('calendario: GT', 'calendario: SV'))
const beside = await testProgram(undefined, { beside: world })
const silent = createLog('silent')

function setClocks(instant: string): void {
  clock.set(instant)
  beside.clock.set(instant)
}

async function bodies(number: string, kind: string) {
  const { rows } = await sql<{ text: string }>`
    select text from act where kind = ${kind} and case_id = (select id from case_file where number = ${number}) order by seq`.execute(
    db,
  )
  return rows.map(
    ({ text }) => JSON.parse(text) as { at: string; actor: { kind: string }; body: Record<string, unknown> },
  )
}

async function read(username: string, number: string) {
  const { json, status, text } = await api(username).get(`/api/cases/${number}`)
  assert.equal(status, 200, text)
  return json
}

async function dueOf(username: string, number: string): Promise<string> {
  return (await read(username, number)).tasks[0].dueAt
}

test('a deadline that names an answer gives it, as the system, at its instant and not before', async () => {
  setClocks('2026-11-02T14:00:00Z')
  const number = await openTrial(api('lsolares'), 4)
  assert.equal(await dueOf('lsolares', number), '2026-11-02T16:00:00Z')
  setClocks('2026-11-02T15:59:59Z')
  assert.equal(await program.passTime(), 0)
  setClocks('2026-11-02T16:00:00Z')
  assert.equal(await program.passTime(), 1)
  assert.equal(await program.passTime(), 0)
  const file = await read('lsolares', number)
  assert.equal(file.status, 'closed')
  const [expired] = await bodies(number, 'deadline-expired')
  assert.deepEqual([expired!.actor.kind, expired!.body.consequence], ['system', 'answer'])
  const [answered] = await bodies(number, 'task-completed')
  assert.deepEqual(answered!.body.answered, { step: 1, answer: 'NO' })
  const late = await api('rcotom').post(`/api/cases/${number}/tasks/1/completion`, { answer: 'SÍ' })
  assert.equal(late.status, 409)
  assert.match(late.json.title, /el sistema, al vencer su plazo/)
})

test('a deadline escalates the task once; another only tells, and the task stays', async () => {
  setClocks('2026-11-03T14:00:00Z')
  const escalates = await openTrial(api('lsolares'), 5)
  const tells = await openTrial(api('lsolares'), 6)
  setClocks('2026-11-03T16:00:30Z')
  assert.equal(await program.passTime(), 2)
  assert.equal((await bodies(escalates, 'task-escalated')).length, 1)
  assert.equal((await tryToCompleteQuietly('mtobar', escalates)).status, 200)
  assert.equal((await bodies(tells, 'role-notified')).length, 1)
  setClocks('2026-11-05T16:00:30Z')
  assert.equal(await program.passTime(), 0, 'each had its consequence once')
  await complete(api('rcotom'), tells)
})

function tryToCompleteQuietly(username: string, number: string) {
  return tryToComplete(api(username), number)
}

test('thirty due timers, two programs scanning at once: each is handled once', async () => {
  setClocks('2026-11-04T14:00:00Z')
  const numbers = await Promise.all(Array.from({ length: 30 }, () => openTrial(api('lsolares'), 4)))
  setClocks('2026-11-04T18:00:00Z')
  const handled = await Promise.all([
    program.passTime(),
    beside.program.passTime(),
    program.passTime(),
    beside.program.passTime(),
  ])
  assert.equal(
    handled.reduce((sum, each) => sum + each, 0),
    30,
  )
  for (const number of numbers) {
    assert.equal((await bodies(number, 'deadline-expired')).length, 1)
    assert.equal((await bodies(number, 'case-closed')).length, 1)
  }
})

test('a worker that dies inside its transaction loses no timer', async () => {
  setClocks('2026-11-05T14:00:00Z')
  const number = await openTrial(api('lsolares'), 4)
  setClocks('2026-11-05T16:00:00Z')
  const dies = async (tx: Parameters<(typeof program.cases.projections)[number]>[0]) => {
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
  }
  const doomed = openDatabase<unknown>({ url: world.database.url, log: silent })
  doomed.pool.on('connect', (client) => client.on('error', () => {}))
  assert.equal(await passTime({ ...program.cases, db: doomed.db, projections: [dies] }, silent), 0)
  await doomed.close()
  assert.equal((await bodies(number, 'deadline-expired')).length, 0)
  setClocks('2026-11-05T16:01:00Z')
  assert.equal(await beside.program.passTime(), 1)
  assert.equal((await bodies(number, 'deadline-expired')).length, 1)
})

test('cases whose timer cannot be handled are put off for longer each time, and do not keep others waiting', async () => {
  setClocks('2026-11-06T14:00:00Z')
  const poisoned = await Promise.all(Array.from({ length: 12 }, () => openTrial(api('lsolares'), 5)))
  await sql`update case_file set state = jsonb_set(state, '{tasks,0,row}', '"77"') where number = any(${poisoned}::text[])`.execute(
    db,
  )
  setClocks('2026-11-06T14:01:00Z')
  const sound = await openTrial(api('lsolares'), 4)
  // Days later, all of them long overdue: more of the faulty ones than one round takes, and all of them come first.
  setClocks('2026-11-09T20:00:00Z')
  const deps = program.cases
  assert.equal(await passTime(deps, silent, 10), 0)
  assert.equal(await passTime(deps, silent, 10), 1, 'the second round comes to the sound one')
  assert.equal((await read('lsolares', sound)).status, 'closed')
  const failures = async () => {
    const { rows } = await sql<{ failures: number }>`
      select distinct failures from timer where case_id in (select id from case_file where number = any(${poisoned}::text[])) order by 1`.execute(
      db,
    )
    return rows.map((row) => row.failures)
  }
  assert.deepEqual(await failures(), [1])
  await passTime(deps, silent, 10)
  assert.deepEqual(await failures(), [1], 'not tried again at once')
  setClocks('2026-11-09T20:00:12Z')
  await passTime(deps, silent, 10)
  await passTime(deps, silent, 10)
  assert.deepEqual(await failures(), [2])
  setClocks('2026-11-09T20:00:24Z')
  await passTime(deps, silent, 10)
  assert.deepEqual(await failures(), [2], 'longer after the second time')
  // Put right by somebody, they go on by themselves.
  await sql`update case_file set state = jsonb_set(state, '{tasks,0,row}', '"1"') where number = any(${poisoned}::text[])`.execute(
    db,
  )
  setClocks('2026-11-09T21:30:00Z')
  assert.equal((await passTime(deps, silent, 10)) + (await passTime(deps, silent, 10)), 12)
  await assertRecordIsSound(db)
})

test('the letter without address: on the 22nd working day it lands in the tray of Reception, who closes it', async () => {
  setClocks('2026-11-09T14:00:00Z')
  const form = {
    'Número de oficio': '114-2026',
    'Fecha del oficio': '2026-11-06',
    'Entidad que envía': 'Municipalidad de Valdoria',
    'Código de la entidad': '0417',
    Asunto: 'Corrección de un registro duplicado',
    Autorización: 'DCT-88',
    Folios: 2,
  }
  const opened = await api('mguarcax').post('/api/cases', {
    manual: 'SSI-MNP-03',
    procedure: '3.5',
    start: 'Oficio',
    channel: 'oficio',
    title: 'Oficio 114-2026',
    contact: { name: 'Municipalidad de Valdoria' },
    form,
  })
  assert.equal(opened.status, 200, opened.text)
  const { number } = opened.json
  await complete(api('mguarcax'), number)
  await complete(api('nmanchame'), number)
  await complete(api('allanos'), number, { answer: 'NO' })
  await complete(api('allanos'), number, { answer: 'NO' })
  await complete(api('mguarcax'), number)
  const tray = async () =>
    (await api('mguarcax').get('/api/trays/mias')).text + (await api('mguarcax').get('/api/trays/cargo')).text
  assert.ok(!(await tray()).includes(number))
  // 21 working days after Monday 9 November; none of them is a holiday in Guatemala.
  setClocks('2026-12-08T21:59:59Z')
  await program.passTime()
  assert.ok(!(await tray()).includes(number))
  setClocks('2026-12-09T14:00:00Z')
  await program.passTime()
  assert.ok((await tray()).includes(number), 'first thing on the 22nd')
  await complete(api('mguarcax'), number)
  assert.equal((await read('mguarcax', number)).status, 'closed')
})

test('a decreed holiday moves open deadlines, the acts say so, and the explanation names it', async () => {
  setClocks('2026-11-10T14:00:00Z')
  const number = await openTrial(api('lsolares'), 9)
  await complete(api('rcotom'), number)
  await recomputeWhenChanged(program.cases, silent)
  const wait = async () => {
    const { rows } = await sql<{
      at: string
    }>`select at from timer where case_id = (select id from case_file where number = ${number})`.execute(db)
    return rows[0]!.at
  }
  assert.equal(await wait(), '2026-11-13T22:00:00Z')
  const decreed = await api('eurizar').post('/api/calendars/GT/holidays', {
    revision: 1,
    date: '2026-11-12',
    name: 'Asueto por duelo nacional',
    source: 'Acuerdo Gubernativo de prueba 1-2026',
    fromTime: null,
    office: null,
  })
  assert.ok(decreed.status < 300, decreed.text)
  await recomputeWhenChanged(program.cases, silent)
  assert.equal(await wait(), '2026-11-16T22:00:00Z')
  const [moved] = await bodies(number, 'due-moved')
  assert.equal(moved!.actor.kind, 'system')
  assert.deepEqual(
    [moved!.body.from, (moved!.body as { due: { at: string } }).due.at],
    ['2026-11-13T22:00:00Z', '2026-11-16T22:00:00Z'],
  )
  const task = (await read('rcotom', number)).tasks[0]
  assert.match(JSON.stringify(task), /Asueto por duelo nacional/)
  // Again, by both programs: nothing more to move.
  await Promise.all([recomputeWhenChanged(program.cases, silent), recomputeWhenChanged(beside.program.cases, silent)])
  assert.equal((await bodies(number, 'due-moved')).length, 1)
  setClocks('2026-11-13T22:00:00Z')
  await program.passTime()
  assert.equal((await bodies(number, 'wait-ended')).length, 0)
  setClocks('2026-11-16T22:00:00Z')
  await program.passTime()
  assert.equal((await bodies(number, 'wait-ended')).length, 1)
})

test('a weekend counts once, whoever claims, releases or hands over meanwhile', async () => {
  setClocks('2026-11-20T21:00:00Z') // Friday, 15:00
  const number = await openTrial(api('lsolares'), 5)
  const due = '2026-11-23T15:00:00Z' // Monday, 9:00
  assert.equal(await dueOf('lsolares', number), due)
  setClocks('2026-11-21T18:00:00Z')
  await api('rcotom').post(`/api/cases/${number}/tasks/1/claim`)
  setClocks('2026-11-22T18:00:00Z')
  await api('rcotom').post(`/api/cases/${number}/tasks/1/release`)
  await recomputeWhenChanged(program.cases, silent)
  assert.equal(await dueOf('lsolares', number), due)
  // What lands on a Sunday counts from Monday's first minute.
  const sunday = await openTrial(api('lsolares'), 5)
  assert.equal(await dueOf('lsolares', sunday), '2026-11-23T16:00:00Z')
})

test('half days and the noon break of El Salvador: minutes run only inside the slots', async () => {
  const open = async (procedure: number) => {
    const opened = await api('lsolares').post('/api/cases', trial(procedure, { manual: 'PRU-SV-01' }))
    assert.equal(opened.status, 200, opened.text)
    return opened.json.number as string
  }
  setClocks('2026-11-24T17:00:00Z') // 11:00; the slot ends at 12:00 and the next is 12:40–15:30
  assert.equal(await dueOf('lsolares', await open(5)), '2026-11-24T19:40:00Z')
  const decreed = await api('eurizar').post('/api/calendars/SV/holidays', {
    revision: 1,
    date: '2026-11-25',
    name: 'Media jornada decretada',
    source: 'Decreto de prueba 2-2026',
    fromTime: '12:00',
    office: null,
  })
  assert.ok(decreed.status < 300, decreed.text)
  setClocks('2026-11-25T17:00:00Z') // 11:00 of the half day: one hour today, one tomorrow from 7:30
  assert.equal(await dueOf('lsolares', await open(5)), '2026-11-26T14:30:00Z')
  // A half day is a working day: the third one after the 24th is Friday the 27th, until the end of its last slot.
  setClocks('2026-11-24T17:00:00Z')
  const waits = await open(9)
  await complete(api('rcotom'), waits)
  const { rows } = await sql<{
    at: string
  }>`select at from timer where case_id = (select id from case_file where number = ${waits})`.execute(db)
  assert.equal(rows[0]!.at, '2026-11-27T21:30:00Z')
})

test('nothing escalates at midnight: whenever cases are opened, deadlines have their consequence inside working time', async () => {
  const walkTo = async (until: string) => {
    for (;;) {
      const { rows } = await sql<{
        at: string
      }>`select at from timer where at <= ${until}::timestamptz order by at limit 1`.execute(db)
      if (rows[0] === undefined) break
      setClocks(rows[0].at)
      assert.ok((await program.passTime()) > 0)
    }
    setClocks(until)
  }
  for (const at of [
    '2026-12-18T04:00:00Z',
    '2026-12-18T21:59:00Z',
    '2026-12-19T12:00:00Z',
    '2026-12-24T15:00:00Z',
    '2026-12-31T17:30:00Z',
  ]) {
    await walkTo(at)
    for (const procedure of [4, 5, 6, 9]) {
      await openTrial(api('lsolares'), procedure)
      const sv = await api('lsolares').post('/api/cases', trial(procedure, { manual: 'PRU-SV-01' }))
      assert.equal(sv.status, 200)
    }
  }
  await walkTo('2027-02-01T14:00:00Z')
  const { calendar } = await program.cases.institution(db, clock.now().toString())
  const { rows } = await sql<{ at: string; manual: string; kind: string }>`
    select a.at, v.manual_code as manual, a.kind from act a join case_file c on c.id = a.case_id join manual_version v on v.id = c.manual_version_id
    where a.kind in ('deadline-expired', 'task-escalated', 'role-notified', 'wait-ended') and c.opened_at > '2026-12-18'`.execute(
    db,
  )
  assert.ok(rows.length >= 20)
  for (const { at, manual, kind } of rows) {
    const { timeZone, slotsOn } = calendar(manual === 'PRU-SV-01' ? 'SV' : 'GT')
    const local = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone)
    const clockTime = local.toPlainTime().toString({ smallestUnit: 'minute' })
    const slots = slotsOn(local.toPlainDate().toString())
    assert.ok(
      slots.some(({ from, to }) => from <= clockTime && clockTime <= to),
      `${kind} at ${local} in ${manual}`,
    )
  }
})
