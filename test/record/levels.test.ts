import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { CalendarData } from '#src/calendar/types.ts'
import { calendarEffect } from '#src/cases/calendar-effect.ts'
import { insertTable } from '#src/cases/desk/desk-tables.store.ts'
import { giveWarnings } from '#src/cases/desk/give-warnings.ts'
import { rebuildProjections } from '#src/cases/rebuild-projections.ts'
import { recomputeWhenChanged } from '#src/cases/recompute-dues.ts'
import { DECLARED_MANUAL } from '#src/levels/fixtures/declared-manual.ts'
import { LEVELS_MANUAL } from '#src/levels/fixtures/levels-manual.ts'
import { loadDirectory } from '#src/people/index.ts'
import { createLog } from '#src/platform/log.ts'
import { FIRST_TABLE, type PriorityTable } from '#src/procedure/index.ts'
import { type Api, testProgram } from '../support/program.ts'
import { assertRecordIsSound, complete } from './desk.ts'

const world = await testProgram(undefined, { manuals: false })
const { api, clock, db, program, publish, personId } = world
await publish(LEVELS_MANUAL)
const silent = createLog('silent')

const KIND = { manual: 'PRU-NIV-01', procedure: '1' }
const TABLE: PriorityTable = {
  ...FIRST_TABLE,
  kinds: [{ ...KIND, impact: 2, urgency: 2, level: 1 }],
  targets: [
    {
      kind: null,
      priority: 1,
      attention: { count: 30, unit: 'minutes' },
      solution: { count: 4, unit: 'hours' },
      suspends: null,
    },
    {
      kind: null,
      priority: 2,
      attention: { count: 1, unit: 'hours' },
      solution: { count: 8, unit: 'hours' },
      suspends: 'la norma general 2',
    },
    {
      kind: null,
      priority: 3,
      attention: { count: 2, unit: 'hours' },
      solution: { count: 2, unit: 'working-days' },
      suspends: 'la norma general 2',
    },
  ],
  warnings: [
    { percent: 50, to: ['assignee'] },
    { percent: 80, to: ['assignee'] },
    { percent: 100, to: ['assignee', 'head'] },
  ],
}
await insertTable(db, { from: '2026-01-01', table: TABLE, reason: 'De prueba.', now: '2026-01-01T14:00:00Z', by: null })

const REQUESTER = 'lsolares'
const FIRST = 'bchavajay'
const COLLEAGUE = 'kflamenco'
const HEAD = 'sportillo'
const SECOND = 'wcalderon'
const DIRECTOR = 'mtobar'

async function open(extra: object = {}, who: Api = api(REQUESTER)): Promise<string> {
  const body = { ...KIND, start: 'Asistencia', channel: 'portal', title: 'No imprime', ...extra }
  const opened = await who.post('/api/cases', body)
  assert.equal(opened.status, 200, opened.text)
  return opened.json.number
}

async function row(number: string) {
  const { rows } = await sql<{
    priority: number
    level: number
    targetAt: string | null
    warnAt: string | null
    tasks: number[]
    // biome-ignore lint/suspicious/noExplicitAny: a test reads what the case's state has, and asserts on it
    state: any
    id: number
  }>`
    select id, priority, level, target_at as "targetAt", warn_at as "warnAt", state,
      (select coalesce(json_agg(priority), '[]') from task where case_id = c.id) as tasks
    from case_file c where number = ${number}`.execute(db)
  return rows[0]!
}

const warningsOf = async (number: string) => {
  const { rows } = await sql<{ at: string; text: string }>`
    select a.at, a.text from act a join case_file c on c.id = a.case_id
    where c.number = ${number} and a.kind = 'case-warned' order by a.seq`.execute(db)
  return rows.map(({ at, text }) => ({ at, body: JSON.parse(text).body }))
}

/** Scans at each of these instants, and says in how many cases somebody was warned. */
async function scanAt(...instants: string[]): Promise<number[]> {
  const given: number[] = []
  for (const at of instants) {
    clock.set(at)
    given.push(await giveWarnings(program.cases, silent))
  }
  return given
}

const quiet = async () => {
  const { rows } = await sql<{ number: string }>`select number from case_file where status = 'open'`.execute(db)
  for (const { number } of rows) {
    const done = await api(DIRECTOR).post(`/api/cases/${number}/annulment`, { reason: 'De prueba.' })
    assert.equal(done.status, 200, done.text)
  }
}

test('a case has at its opening what its kind gives it, and a graded one what the table gives for its grades', async () => {
  clock.set('2026-11-03T14:00:00Z') // Tuesday, 8:00
  const number = await open()
  const first = await row(number)
  assert.deepEqual([first.priority, first.level, first.tasks], [3, 1, [3]])
  assert.equal(first.targetAt, '2026-11-03T16:00:00Z', 'attention in two hours')
  assert.equal(first.state.desk.targets.solution.due.at, '2026-11-05T22:00:00Z')

  const foreign = await api('apumarica').post(`/api/cases/${number}/priority`, { impact: 1, urgency: 1, reason: 'Sí' })
  assert.equal(foreign.status, 404)
  const asker = await api(REQUESTER).post(`/api/cases/${number}/priority`, { impact: 1, urgency: 1, reason: 'Me urge' })
  assert.deepEqual([asker.status, asker.json.code], [403, 'may-not-prioritise'])

  clock.set('2026-11-03T14:20:00Z')
  const graded = await api(FIRST).post(`/api/cases/${number}/priority`, {
    impact: 1,
    urgency: 1,
    reason: 'Nadie imprime.',
  })
  assert.equal(graded.status, 200, graded.text)
  const after = await row(number)
  assert.deepEqual([after.priority, after.tasks], [1, [1]])
  assert.equal(after.targetAt, '2026-11-03T14:30:00Z', 'half an hour from the opening, not from the grading')
  assert.equal(after.state.desk.targets.solution.due.at, '2026-11-03T18:00:00Z')
  const again = await api(HEAD).post(`/api/cases/${number}/priority`, { impact: 1, urgency: 1, reason: 'Otra vez' })
  assert.deepEqual([again.status, again.json.code], [409, 'same-priority'])
  const read = await api(FIRST).get(`/api/cases/${number}`)
  assert.match(JSON.stringify(read.json.record), /Fijó la prioridad 1: impacto alto, urgencia alta\./)
  await quiet()
})

test('a stated priority is kept and has its targets', async () => {
  clock.set('2026-11-03T15:00:00Z')
  const number = await open({ priority: 1 })
  const found = await row(number)
  assert.deepEqual([found.priority, found.tasks, found.targetAt], [1, [1], '2026-11-03T15:30:00Z'])
  await quiet()
})

test('what the opening form declares gives the priority, by API, page and portal, unless the table fixes it for the kind', async () => {
  clock.set('2026-11-03T14:00:00Z')
  await publish(DECLARED_MANUAL)
  const kind = { manual: 'PRU-DEC-01', procedure: '1' }
  const form = { Asunto: 'Nadie imprime', Descripción: 'En todo el edificio.', Impacto: 'alto', Urgencia: 'alta' }
  const ask = (extra: object = {}) => open({ ...kind, start: 'Asistencia declarada', form, ...extra })
  const graded = async (number: string) => {
    const { priority, impact, urgency, because } = (await row(number)).state.desk.priority
    return [priority, impact, urgency, because]
  }
  const declared = await ask()
  assert.deepEqual(await graded(declared), [1, 1, 1, 'declared'])
  assert.deepEqual((await row(declared)).tasks, [1])
  assert.equal((await row(declared)).targetAt, '2026-11-03T14:30:00Z', 'the times are those of its priority')
  const read = await api(FIRST).get(`/api/cases/${declared}`)
  assert.match(JSON.stringify(read.json.record), /La solicitud declara impacto alto y urgencia alta: prioridad 1\./)
  const preset = await api(FIRST).get(`/expedientes/${declared}?abrir=prioridad`, { accept: 'text/html' })
  assert.match(preset.text, /name="impacto" value="1" checked/)
  assert.match(preset.text, /La da lo que se declaró en la solicitud/)
  assert.deepEqual(await graded(await ask({ form: { ...form, Impacto: 'bajo', Urgencia: 'media' } })), [
    4,
    3,
    2,
    'declared',
  ])
  assert.equal((await row(await ask({ priority: 2 }))).priority, 2, 'who states a priority states it')

  const fields = { Asunto: 'Nadie imprime', Descripción: 'En todo el edificio.', Impacto: 'alto', Urgencia: 'alta' }
  const typed = Object.fromEntries(Object.entries(fields).map(([name, value]) => [`SOL-DE-01:${name}`, value]))
  const address = 'PRU-DEC-01/1/asistencia-declarada'
  for (const path of [`/tramites/${address}`, `/portal/pedir/${address}`]) {
    const sent = await api(REQUESTER).form(path, { asunto: 'Nadie imprime', canal: 'portal', prioridad: '', ...typed })
    assert.equal(sent.status, 303)
    assert.deepEqual(await graded(/2026-\d{6}/.exec(sent.headers.get('location')!)![0]), [1, 1, 1, 'declared'], path)
  }

  const keep = (rule: object) =>
    insertTable(db, {
      from: '2026-01-02',
      table: { ...TABLE, kinds: [...TABLE.kinds, { ...kind, impact: 3, urgency: 3, level: 1, ...rule }] },
      reason: 'De prueba.',
      now: '2026-01-02T14:00:00Z',
      by: null,
    })
  await keep({})
  assert.deepEqual(await graded(await ask()), [4, 3, 3, 'kind'], 'the office decides for this kind')
  await keep({ declared: true })
  assert.deepEqual(await graded(await ask()), [1, 1, 1, 'declared'])
  assert.deepEqual(
    await graded(await ask({ channel: 'teléfono', form: undefined })),
    [4, 3, 3, 'kind'],
    'where nothing is declared, what the kind has',
  )
  await quiet()
})

test('a form of the desk says everything that it lacks at once, also for many cases, and the subject is asked for once', async () => {
  clock.set('2026-11-03T14:00:00Z')
  const number = await open()
  const desk = api(FIRST)
  const escalated = await desk.form(`/expedientes/${number}/escalar`, { tarea: '1', motivo: '', intentado: '' })
  assert.equal(escalated.status, 422)
  assert.equal(escalated.text.match(/class="field-error"/g)?.length, 3)
  const asked = await desk.form(`/expedientes/${number}/escalar-jefatura`, { tarea: '1', pide: '', motivo: '' })
  assert.equal(asked.text.match(/class="field-error"/g)?.length, 2)
  const graded = await desk.form(`/expedientes/${number}/prioridad`, { motivo: '' })
  assert.equal(graded.text.match(/class="field-error"/g)?.length, 3)
  const rows = { accion: 'prioritise', pedido: '1', fila: `${number}/1`, impacto: '', urgencia: '', motivo: '' }
  const batch = await desk.form('/bandejas/lote', rows)
  assert.equal(batch.status, 422)
  assert.equal(batch.text.match(/class="field-error"/g)?.length, 3)

  const start = '/tramites/PRU-DEC-01/1/asistencia-declarada'
  const page = { accept: 'text/html' }
  assert.doesNotMatch((await desk.get(start, page)).text, /name="asunto"/)
  await desk.post(`/api/cases/${number}/messages`, { message: 'Lo revisamos.' })
  const split = `/expedientes/${number}/separar?tramite=${encodeURIComponent(start)}`
  const offered = (await desk.get(split, page)).text
  assert.doesNotMatch(offered, /name="asunto"/)
  assert.match(offered, /name="SOL-DE-01:Asunto"[^>]*value="No imprime"/)
  await quiet()
})

test('attention is met by whoever takes the case up, and not by its requester', async () => {
  clock.set('2026-11-03T14:00:00Z')
  const number = await open()
  clock.set('2026-11-03T15:00:00Z')
  assert.equal((await api(FIRST).post(`/api/cases/${number}/tasks/1/claim`)).status, 200)
  const found = await row(number)
  assert.equal(found.state.desk.targets.attention.met, '2026-11-03T15:00:00Z')
  assert.equal(found.targetAt, '2026-11-05T22:00:00Z', 'what is left is the solution')
  await quiet()
})

test('a claim is taken back also where it met the attention, one by one and in a batch', async () => {
  clock.set('2026-11-03T14:00:00Z')
  const number = await open()
  clock.set('2026-11-03T15:00:00Z')
  const claimed = await api(FIRST).post(`/api/cases/${number}/tasks/1/claim`)
  const undone = await api(FIRST).post(`/api/cases/${number}/undo`, { seq: claimed.json.seq })
  assert.equal(undone.status, 200, undone.text)
  assert.equal((await row(number)).state.tasks[0].tray.assignee, null)
  const again = await open()
  const batch = await api(FIRST).post('/api/bulk', { action: 'claim', rows: [{ number: again, task: 1 }] })
  const { seq } = batch.json.results[0]
  const back = await api(FIRST).post('/api/bulk', { action: 'undo', rows: [{ number: again, task: 1, seq }] })
  assert.equal(back.json.results[0].outcome, 'done', back.text)
  assert.equal((await row(again)).state.tasks[0].tray.assignee, null)
  await quiet()
})

test('warnings come at the exact working instant, each once, to whom the table says', async () => {
  clock.set('2026-11-03T20:00:00Z') // Tuesday 14:00, two hours before the office closes
  const number = await open({ priority: 2 }) // attention 1 h, solution 8 h: Wednesday 14:00
  await api(FIRST).post(`/api/cases/${number}/tasks/1/claim`)
  assert.equal((await row(number)).warnAt, '2026-11-04T16:00:00Z')
  assert.deepEqual(await scanAt('2026-11-03T22:30:00Z', '2026-11-04T08:00:00Z', '2026-11-04T15:59:59Z'), [0, 0, 0])
  assert.deepEqual(await scanAt('2026-11-04T16:00:00Z', '2026-11-04T16:00:01Z'), [1, 0])
  assert.deepEqual(await scanAt('2026-11-04T18:24:00Z', '2026-11-04T18:30:00Z'), [1, 0])
  assert.deepEqual(await scanAt('2026-11-04T20:00:00Z', '2026-11-04T20:00:01Z', '2026-11-05T15:00:00Z'), [1, 0, 0])
  const given = await warningsOf(number)
  assert.deepEqual(
    given.map(({ at, body }) => [at, body.percent, body.persons.toSorted()]),
    [
      ['2026-11-04T16:00:00Z', 50, [personId(FIRST)]],
      ['2026-11-04T18:24:00Z', 80, [personId(FIRST)]],
      ['2026-11-04T20:00:00Z', 100, [personId(FIRST), personId(HEAD)].toSorted()],
    ],
  )
  const { rows } = await sql<{ person: string; percent: number }>`
    select person_id as person, percent from case_warning w join case_file c on c.id = w.case_id where number = ${number} order by percent, person_id`.execute(
    db,
  )
  assert.equal(rows.length, 4)
  await quiet()
})

test('nothing is said at night, at the weekend or on a feast; what a stopped program missed comes at the next working minute, once', async () => {
  clock.set('2026-10-30T21:30:00Z') // Friday 15:30; Monday 2 November is worked, Sunday 1 November is All Saints
  const number = await open({ priority: 2 })
  // Attention is due after half an hour of Friday and half an hour of Monday.
  assert.equal((await row(number)).targetAt, '2026-11-02T14:30:00Z')
  // 50 % is at the very end of Friday's slot: nobody is there any more.
  assert.equal((await row(number)).warnAt, '2026-11-02T14:00:00Z')
  assert.deepEqual(await scanAt('2026-10-30T22:00:00Z', '2026-10-31T16:00:00Z', '2026-11-01T16:00:00Z'), [0, 0, 0])
  // The program was stopped from Friday until Monday night.
  assert.deepEqual(await scanAt('2026-11-03T03:00:00Z', '2026-11-03T03:00:01Z'), [0, 0])
  assert.equal((await row(number)).warnAt, '2026-11-03T14:00:00Z', 'put off until the office opens')
  // Two processes scan at the same moment.
  clock.set('2026-11-03T14:00:00Z')
  const both = await Promise.all([giveWarnings(program.cases, silent), giveWarnings(program.cases, silent)])
  assert.equal(both[0]! + both[1]!, 1)
  const given = await warningsOf(number)
  // One act stands for all that had come due of a target; whoever shares the tray is told, since nobody has the task.
  assert.deepEqual(
    given.map(({ at, body }) => [at, body.target, body.percent, body.passed]),
    [
      ['2026-11-03T14:00:00Z', 'attention', 100, [50, 80]],
      ['2026-11-03T14:00:00Z', 'solution', 100, [50, 80]],
    ],
  )
  assert.ok(given[0]!.body.persons.includes(personId(FIRST)) && given[0]!.body.persons.includes(personId(COLLEAGUE)))
  await quiet()
})

test('the time of waiting for the requester is left out where the table says so; the weekend in it is not counted twice; grading keeps it', async () => {
  clock.set('2026-11-06T20:00:00Z') // Friday 14:00
  const number = await open({ priority: 2 }) // solution 8 h: two on Friday, six on Monday, 14:00
  await api(FIRST).post(`/api/cases/${number}/tasks/1/claim`)
  await complete(api(FIRST), number)
  clock.set('2026-11-06T21:00:00Z') // one hour is used
  await complete(api(FIRST), number) // step 2 waits for the requester now
  const waiting = await row(number)
  assert.deepEqual([waiting.targetAt, waiting.warnAt], [null, null])
  const text = JSON.stringify((await api(FIRST).get(`/api/cases/${number}`)).json.record)
  assert.match(text, /Se suspende mientras se espera a la persona solicitante, según la norma general 2/)
  clock.set('2026-11-09T15:00:00Z') // Monday 9:00: two working hours were waited
  await complete(api(FIRST), number, { row: '2' })
  const resumed = await row(number)
  // Seven hours are left, from Monday 9:00.
  assert.equal(resumed.targetAt, '2026-11-09T22:00:00Z')
  const worse = await api(FIRST).post(`/api/cases/${number}/priority`, {
    impact: 2,
    urgency: 2,
    reason: 'Ya se puede trabajar.',
  })
  assert.equal(worse.status, 200, worse.text)
  const slower = await row(number)
  assert.equal(slower.priority, 3)
  // Two working days are Tuesday 16:00; two hours of pause move it to Wednesday 10:00.
  assert.equal(slower.targetAt, '2026-11-11T16:00:00Z')
  // Priority 1 has no norm that suspends: nothing is left out.
  await api(FIRST).post(`/api/cases/${number}/priority`, { impact: 1, urgency: 1, reason: 'Se detuvo todo.' })
  assert.equal((await row(number)).targetAt, '2026-11-09T16:00:00Z')
  await api(FIRST).post(`/api/cases/${number}/priority`, { impact: 1, urgency: 2, reason: 'Menos.' })
  assert.equal((await row(number)).targetAt, '2026-11-09T22:00:00Z', 'the pause is remembered')
  await quiet()
})

test('a decreed holiday moves the targets of the case, and the act says why', async () => {
  clock.set('2026-11-10T14:00:00Z')
  const number = await open()
  assert.equal((await row(number)).state.desk.targets.solution.due.at, '2026-11-12T22:00:00Z')
  const decreed = await api('eurizar').post('/api/calendars/GT/holidays', {
    revision: 1,
    date: '2026-11-11',
    name: 'Asueto por la visita oficial',
    source: 'Acuerdo Gubernativo 210-2026',
    fromTime: null,
    office: null,
  })
  assert.ok(decreed.status < 300, decreed.text)
  await recomputeWhenChanged(program.cases, silent)
  const moved = await row(number)
  assert.equal(moved.state.desk.targets.solution.due.at, '2026-11-13T22:00:00Z')
  const record = (await api(FIRST).get(`/api/cases/${number}`)).json.record
  const said = record.find((entry: { kind: string }) => entry.kind === 'targets-moved')
  assert.match(said.sentence, /Acuerdo Gubernativo 210-2026/)
  await quiet()
})

test('functional escalation: to the area that the norm names, with what was tried, and back with a reason', async () => {
  clock.set('2026-11-16T14:00:00Z')
  const number = await open()
  const path = `/api/cases/${number}/functional-escalation`
  const input = { task: 1, area: 0, reason: 'Hay que ir al lugar.', tried: 'Reinicié la cola a distancia.' }
  assert.equal((await api(REQUESTER).post(path, input)).json.code, 'may-not-move')
  assert.equal((await api(FIRST).post(path, { ...input, area: 7 })).json.code, 'area-unknown')
  const done = await api(FIRST).post(path, input)
  assert.equal(done.status, 200, done.text)
  const there = await row(number)
  assert.equal(there.level, 2)
  const tray = await api(SECOND).get('/api/trays/cargo')
  assert.deepEqual(
    tray.json.tasks.map((task: { number: string }) => task.number),
    [number],
  )
  const read = await api(SECOND).get(`/api/cases/${number}`)
  assert.equal(read.json.tasks[0].mayAct, true)
  assert.match(read.json.tasks[0].why, /Se escaló al nivel 2: la tabla de la norma 1/)
  assert.equal((await api(FIRST).get(`/api/cases/${number}`)).json.tasks[0].mayAct, false)
  clock.set('2026-11-16T15:00:00Z')
  await api(SECOND).post(`/api/cases/${number}/tasks/1/claim`)
  await program.follow()
  const measured = await sql<
    Record<string, unknown>
  >`select kind, to_level, working_ms, outcome from escalation where case_id = ${there.id}`.execute(db)
  assert.deepEqual(measured.rows, [{ kind: 'functional', to_level: 2, working_ms: 3_600_000, outcome: 'taken' }])
  const back = await api(SECOND).post(`/api/cases/${number}/level-return`, {
    task: 1,
    reason: 'Se resuelve a distancia.',
  })
  assert.equal(back.status, 200, back.text)
  assert.equal((await row(number)).level, 1)
  assert.equal((await api(FIRST).get(`/api/cases/${number}`)).json.tasks[0].mayAct, true)
  assert.equal(
    (await api(FIRST).post(`/api/cases/${number}/level-return`, { task: 1, reason: 'x' })).json.code,
    'not-escalated-here',
  )
  await quiet()
})

test('where the procedure’s own step orders it, the step changes the level and the desk does not', async () => {
  clock.set('2026-11-16T14:00:00Z')
  const number = await open({ procedure: '2', start: 'Asistencia por pasos' })
  const input = { task: 1, area: 0, reason: 'No sé.', tried: 'Todo.' }
  const refused = await api(FIRST).post(`/api/cases/${number}/functional-escalation`, input)
  assert.deepEqual([refused.status, refused.json.code], [409, 'step-escalates'])
  await complete(api(FIRST), number, { answer: 'NO', choice: 1 })
  const found = await row(number)
  assert.deepEqual([found.level, found.state.desk.level.by], [3, 'step'])
  await quiet()
})

test('level 3 leans on a supplier, and the time with it is measured', async () => {
  clock.set('2026-11-16T14:00:00Z')
  const { rows } = await sql<{
    id: string
  }>`insert into supplier (name) values ('Impresoras del Istmo, S. A.') returning id`.execute(db)
  const supplier = rows[0]!.id
  const number = await open()
  const early = await api(FIRST).post(`/api/cases/${number}/supplier`, { supplier, reference: 'T-1' })
  assert.equal(early.json.code, 'supplier-at-level-3')
  await api(FIRST).post(`/api/cases/${number}/functional-escalation`, {
    task: 1,
    area: 1,
    reason: 'Servidor.',
    tried: 'Nada.',
  })
  const third = api('lhuaman')
  assert.equal(
    (await third.post(`/api/cases/${number}/supplier`, { supplier: personId(FIRST), reference: 'T-1' })).json.code,
    'supplier-unknown',
  )
  assert.equal((await third.post(`/api/cases/${number}/supplier`, { supplier, reference: 'T-1' })).status, 200)
  assert.equal(
    (await third.post(`/api/cases/${number}/supplier`, { supplier, reference: 'T-2' })).json.code,
    'supplier-has-it',
  )
  clock.set('2026-11-17T16:00:00Z') // Tuesday 10:00
  assert.equal((await third.post(`/api/cases/${number}/supplier-end`, { note: 'Cambió el tambor.' })).status, 200)
  const [turn] = (await row(number)).state.desk.suppliers
  assert.deepEqual([turn.reference, turn.millis], ['T-1', 10 * 3_600_000])
  await quiet()
})

test('hierarchical escalation: the head above is asked, answers, and may turn to the next one', async () => {
  clock.set('2026-11-16T14:00:00Z')
  const number = await open()
  const path = `/api/cases/${number}/hierarchical-escalation`
  assert.equal((await api(REQUESTER).post(path, { asks: 'decision', reason: 'Quiero ya.' })).json.code, 'may-not-ask')
  const asked = await api(FIRST).post(path, { asks: 'resources', reason: 'No hay tóner.' })
  assert.equal(asked.status, 200, asked.text)
  const [first] = (await row(number)).state.desk.superiors
  assert.equal(
    (await api(FIRST).post(path, { asks: 'decision', reason: 'x', to: first.to })).json.code,
    'superior-asked-already',
  )
  const wrong = await api(FIRST).post(`/api/cases/${number}/superior-answer`, {
    asked: first.seq,
    outcome: 'resolved',
    reason: 'Yo',
  })
  assert.equal(wrong.json.code, 'not-asked-of-you')
  // The head turns to the one above, and answers when it is settled.
  assert.equal((await api(HEAD).post(path, { asks: 'authorise', reason: 'Compra urgente.' })).status, 200)
  const second = (await row(number)).state.desk.superiors[1]
  assert.notEqual(second.to, first.to)
  clock.set('2026-11-16T16:00:00Z')
  assert.equal(
    (
      await api(DIRECTOR).post(`/api/cases/${number}/superior-answer`, {
        asked: second.seq,
        outcome: 'resolved',
        reason: 'Autorizado.',
      })
    ).status,
    200,
  )
  assert.equal(
    (
      await api(HEAD).post(`/api/cases/${number}/superior-answer`, {
        asked: first.seq,
        outcome: 'resolved',
        reason: 'Hay tóner.',
      })
    ).status,
    200,
  )
  assert.equal(
    (
      await api(HEAD).post(`/api/cases/${number}/superior-answer`, {
        asked: first.seq,
        outcome: 'returned',
        reason: 'x',
      })
    ).json.code,
    'nothing-asked',
  )
  const { rows } = await sql<
    Record<string, unknown>
  >`select outcome, working_ms from escalation where case_id = ${(await row(number)).id} order by seq`.execute(db)
  assert.deepEqual(rows, [
    { outcome: 'resolved', working_ms: 7_200_000 },
    { outcome: 'resolved', working_ms: 7_200_000 },
  ])
  await quiet()
})

test('the head of the tray assigns; nobody else does', async () => {
  clock.set('2026-11-16T14:00:00Z')
  const number = await open()
  const path = `/api/cases/${number}/tasks/1/assignment`
  assert.equal((await api(FIRST).post(path, { to: personId(COLLEAGUE) })).json.code, 'only-the-head-assigns')
  assert.equal((await api('apumarica').post(path, { to: personId(COLLEAGUE) })).status, 404)
  assert.equal((await api(HEAD).post(path, { to: personId(COLLEAGUE), reason: 'Tiene menos.' })).status, 200)
  const tray = await api(COLLEAGUE).get('/api/trays/mias')
  assert.ok(tray.json.tasks.some((task: { number: string }) => task.number === number))
  await quiet()
})

test('a head above the unit hands over and assigns, one by one and in a batch, to persons whom the task may have', async () => {
  clock.set('2026-11-16T14:00:00Z')
  const number = await open()
  const director = api(DIRECTOR)
  const claimed = await director.post(`/api/cases/${number}/tasks/1/claim`)
  assert.match(claimed.json.title, /Como jefatura, usted decide a quién se pasa/)
  const candidates = await director.get(`/api/cases/${number}/tasks/1/candidates`)
  assert.equal(candidates.status, 200, candidates.text)
  const offered = candidates.json.candidates.map(({ person }: { person: string }) => person)
  for (const who of [COLLEAGUE, HEAD, 'acastellon']) assert.ok(offered.includes(personId(who)), who)
  assert.ok(!offered.includes(personId('apumarica')), 'nobody of another directorate')

  const names = async (who: string, page: string) => {
    const { text } = await api(who).get(page, { accept: 'text/html' })
    const select = /<select[^>]*name="a"[\s\S]*?<\/select>/.exec(text)?.[0] ?? ''
    return [...select.matchAll(/value="([0-9a-f-]{36})"/g)].map(([, id]) => id!)
  }
  const card = `/expedientes/${number}?abrir=pasar-1`
  assert.ok((await names(DIRECTOR, card)).includes(personId('acastellon')))
  assert.deepEqual(
    await names(FIRST, card),
    [personId(COLLEAGUE)],
    'of the same position, and nobody who would be refused',
  )
  const batch = `/bandejas/lote?accion=hand-over&fila=${number}/1`
  assert.deepEqual(await names(FIRST, batch), [personId(COLLEAGUE)])
  assert.ok((await names(DIRECTOR, batch)).includes(personId(HEAD)))
  assert.deepEqual(await names(SECOND, batch), [], 'who may not hand it over is offered nobody')

  const refused = await api(FIRST).form(`/expedientes/${number}/tareas/1/pasar`, { a: personId(HEAD), motivo: 'Apoyo' })
  assert.equal(refused.status, 422)
  assert.equal(refused.text.match(/Solo la jefatura puede trasladarle la tarea/g)?.length, 1, 'it is said once')

  const rows = [{ number, task: 1 }]
  const handed = await director.post('/api/bulk', { action: 'hand-over', rows, to: personId(COLLEAGUE) })
  assert.equal(handed.json.results[0].outcome, 'done', handed.text)
  const released = await director.post('/api/bulk', { action: 'release', rows })
  assert.equal(released.json.results[0].outcome, 'done', released.text)
  const path = `/api/cases/${number}/tasks/1/assignment`
  assert.equal((await director.post(path, { to: personId(COLLEAGUE) })).status, 200)
  await quiet()
})

test('the record stands, and everything that is projected can be made anew from it', async () => {
  assert.ok((await assertRecordIsSound(db)) > 50)
  const projected = () =>
    sql`select (select json_agg(c order by id) from (select id, priority, level, target_at, warn_at from case_file) c) as cases,
      (select json_agg(t order by case_id, id) from task t) as tasks,
      (select json_agg(e order by case_id, seq) from (select case_id, seq, kind, asks, outcome from escalation where kind = 'hierarchical') e) as escalations,
      (select json_agg(w order by case_id, seq, person_id) from case_warning w) as warnings`.execute(db)
  const before = await projected()
  await rebuildProjections(db, await loadDirectory(db, clock.now().toString()), program.cases.projections)
  assert.deepEqual(await projected(), before)
})

test('what a decree would move is told before it is saved, with nothing written, and then that moves', async () => {
  clock.set('2026-11-18T14:00:00Z') // Wednesday, 8:00
  const number = await open()
  const waiting = await open({}, api(FIRST))
  const decree = {
    date: '2026-11-19',
    name: 'Duelo',
    source: 'Acuerdo Gubernativo 211-2026',
    fromTime: null,
    office: null,
  }
  const path = '/api/calendars/GT/holidays'
  const calendars = () => sql`select code, revision from calendar order by code`.execute(db)
  const before = await calendars()
  const asked = await api('eurizar').post(`${path}/effect`, { revision: 2, ...decree })
  assert.equal(asked.status, 200, asked.text)
  // Of each case the time to be solved moves; attention and the first step are due today.
  assert.deepEqual(
    asked.json.moves.map(({ number: each, row: step, from, to }: Record<string, unknown>) => [each, step, from, to]),
    [number, waiting].map((each) => [each, null, '2026-11-20T22:00:00Z', '2026-11-23T22:00:00Z']),
  )
  assert.deepEqual([asked.json.moved, asked.json.checked, asked.json.open], [2, 2, 2])
  assert.deepEqual(await calendars(), before)
  assert.equal((await row(number)).state.desk.targets.solution.due.at, '2026-11-20T22:00:00Z')
  // A day that is no working day moves nothing.
  const sunday = await api('eurizar').post(`${path}/effect`, { revision: 2, ...decree, date: '2026-11-22' })
  assert.deepEqual([sunday.json.moved, sunday.json.moves], [0, []])
  assert.equal((await api(HEAD).post(`${path}/effect`, { revision: 2, ...decree })).status, 403)
  assert.equal((await api('eurizar').post(`${path}/effect`, { revision: 1, ...decree })).status, 409)
  const { rows } = await sql<{ data: CalendarData }>`select data from calendar where code = 'GT'`.execute(db)
  const after: CalendarData = {
    ...rows[0]!.data,
    holidays: [
      ...rows[0]!.data.holidays,
      { id: 'x', name: 'x', source: 'x', day: { kind: 'date', date: '2026-11-19' } },
    ],
  }
  const hurried = await calendarEffect(program.cases, { before: rows[0]!.data, after }, personId(FIRST), 0)
  assert.deepEqual([hurried.moved, hurried.checked, hurried.open], [0, 0, 2], 'no time, and it says so')

  assert.ok((await api('eurizar').post(path, { revision: 2, ...decree })).status < 300)
  await recomputeWhenChanged(program.cases, silent)
  assert.equal((await row(number)).state.desk.targets.solution.due.at, '2026-11-23T22:00:00Z')
})
