// What is counted against a straight recount of the record: other code, other order, nothing kept between acts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
import { complete, openTrial } from '../../../test/record/desk.ts'
import { type Api, testProgram } from '../../../test/support/program.ts'
import { checkStatistics } from './check-statistics.ts'
import { rebuildStatistics } from './rebuild-statistics.ts'

const world = await testProgram(undefined, { cases: true, now: '2026-11-02T14:00:00Z' })
const { api, db, publish, clock, program } = world
await publish(TRIAL_MANUAL)
const now = () => clock.now().toString()

const check = async () => {
  await program.follow()
  const { differences, listed, cases } = await checkStatistics(db, program.cases, now())
  assert.deepEqual([differences, listed], [0, []])
  return cases
}

interface Said {
  readonly caseId: number
  readonly at: string
  readonly body: Readonly<Record<string, unknown>>
}

async function everyAct(): Promise<Said[]> {
  const { rows } = await sql<{ caseId: number; at: string; text: string }>`
    select case_id as "caseId", at, text from act order by case_id, seq`.execute(db)
  return rows.map(({ caseId, at, text }) => ({ caseId, at, body: JSON.parse(text).body }))
}

/** Counted from the acts by the shortest way there is. */
async function straight() {
  const day = (at: string) => Temporal.Instant.from(at).toZonedDateTimeISO('America/Guatemala').toPlainDate().toString()
  const counts: Record<string, number> = {}
  const add = (what: string, at: string) => {
    counts[`${what} ${day(at)}`] = (counts[`${what} ${day(at)}`] ?? 0) + 1
  }
  for (const [, acts] of Map.groupBy(await everyAct(), ({ caseId }) => caseId)) {
    const ends: Said[] = []
    const again: Said[] = []
    for (const act of acts) {
      const { kind } = act.body
      if (kind === 'case-closed' || kind === 'case-annulled') ends.push(act)
      if (kind === 'case-reopened') again.push(act)
      // Of a merging that was undone, neither the end nor the reopening counts.
      if (kind === 'case-unmerged') for (const list of [ends, again]) list.pop()
    }
    add('reported', acts[0]!.at)
    if (ends.length === again.length) add('still_open', acts[0]!.at)
    else add(ends.at(-1)!.body.kind === 'case-closed' ? 'attended' : 'annulled', ends.at(-1)!.at)
    for (const { at } of ends) add('left_open', at)
    for (const { at } of again) add('reopened', at)
  }
  return counts
}

async function counted() {
  const { rows } = await sql<Record<string, string | number>>`
    select to_char(day, 'YYYY-MM-DD') as day, sum(reported)::int as reported, sum(still_open)::int as still_open, sum(attended)::int as attended,
      sum(annulled)::int as annulled, sum(reopened)::int as reopened, sum(left_open)::int as left_open
    from statistic_period where dimension = 'total' and grain = 'day' group by day`.execute(db)
  return Object.fromEntries(
    rows.flatMap(({ day, ...each }) =>
      Object.entries(each).flatMap(([what, n]) => (n === 0 ? [] : [[`${what} ${day}`, n] as const])),
    ),
  )
}

/** Of a number in a row, the next: the same walk every time. */
function dice(seed: number) {
  let state = seed
  return (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * sides)
  }
}

test('the demonstration’s cases are counted as their acts say', async () => {
  assert.ok((await check()) > 5)
  assert.deepEqual(await counted(), await straight())
})

test('after random walks, with corrections, rulings, annulments and reopenings, every count is that of the record', async () => {
  const roll = dice(20_261_126)
  const people: readonly Api[] = ['ebaquiax', 'lhuaman', 'rcotom', 'mtobar', 'acastellon', 'dxicara'].map((name) =>
    api(name),
  )
  const numbers: string[] = []
  for (let step = 0; step < 160; step++) {
    if (step % 20 === 0)
      clock.set(
        clock
          .now()
          .add({ hours: 7 + roll(60) })
          .toString(),
      )
    if (step % 8 === 0) {
      numbers.push(await openTrial(api('lsolares'), [1, 2, 3, 5, 7][roll(5)]!))
      continue
    }
    const number = numbers[roll(numbers.length)]!
    const who = people[roll(people.length)]!
    const { json, status } = await who.get(`/api/cases/${number}`)
    if (status !== 200) continue
    const task = json.tasks.find((each: { mayAct: boolean }) => each.mayAct)
    const path = `/api/cases/${number}`
    const chance = roll(12)
    if (chance === 0) await who.post(`${path}/annulment`, { reason: 'Se pidió por error' })
    else if (chance === 1) await who.post(`${path}/reopening`, { reason: 'Faltó una parte' })
    else if (chance === 2) await who.post(`${path}/ruling`, { to: 'end', reason: 'No se previó' })
    else if (chance === 3 && task) await who.post(`${path}/tasks/${task.task}/claim`)
    else if (chance === 4 && task) await who.post(`${path}/tasks/${task.task}/release`)
    else if (chance === 5) await who.post(`${path}/resolution`, { solution: 'CFG-01', cause: 'EQUIPO' })
    else if (task) {
      const proof = task.kind === 'signature' ? { proof: await who.prove(number, task.task) } : {}
      await who.post(`${path}/tasks/${task.task}/completion`, { answer: roll(2) === 0 ? 'SÍ' : 'NO', ...proof })
      await who.post(`${path}/tasks/${task.task}/completion`, proof)
    }
    if (step % 11 === 0) await program.follow()
    if (step % 17 === 0) await program.passTime()
  }
  await check()
  const was = await straight()
  assert.deepEqual(await counted(), was)
  for (const what of ['reported', 'attended', 'annulled', 'still_open'])
    assert.ok(
      Object.keys(was).some((key) => key.startsWith(`${what} `)),
      `the walks had ${what}`,
    )
})

test('a case that is reopened and closed again counts once as attended, on the day of the last closing', async () => {
  const number = await openTrial(api('lsolares'), 1)
  const walk = async () => {
    await complete(api('ebaquiax'), number)
    await complete(api('lhuaman'), number, { answer: 'SÍ' })
    await complete(api('ebaquiax'), number)
  }
  await walk()
  await check()
  const before = await counted()
  clock.set(clock.now().add({ hours: 72 }).toString())
  const again = await api('mtobar').post(`/api/cases/${number}/reopening`, {
    reason: 'El equipo volvió a fallar',
    step: 1,
  })
  assert.equal(again.status, 200, again.text)
  await check()
  const total = (what: string, of: Record<string, unknown>) =>
    Object.entries(of).reduce((sum, [key, n]) => (key.startsWith(`${what} `) ? sum + Number(n) : sum), 0)
  const open = await counted()
  assert.deepEqual(
    ['attended', 'still_open', 'reopened', 'reported'].map((what) => total(what, open) - total(what, before)),
    [-1, 1, 1, 0],
  )
  await walk()
  await check()
  const after = await counted()
  assert.equal(total('attended', after), total('attended', before))
  assert.deepEqual(after, await straight())
})

test('a case that goes on in another counts as annulled, and as open again when that is undone', async () => {
  const [main, double] = [await openTrial(api('lsolares'), 1), await openTrial(api('lsolares'), 1)]
  await check()
  const before = await counted()
  const merged = await api('ebaquiax').post(`/api/cases/${double}/merge`, { into: main, reason: 'Es el mismo pedido' })
  assert.equal(merged.status, 200, merged.text)
  await check()
  const of = (what: string, counts: Record<string, unknown>) =>
    Object.entries(counts).reduce((sum, [key, n]) => (key.startsWith(`${what} `) ? sum + Number(n) : sum), 0)
  const apart = (after: Record<string, unknown>) =>
    ['annulled', 'still_open', 'left_open'].map((what) => of(what, after) - of(what, before))
  assert.deepEqual(apart(await counted()), [1, -1, 1])
  const undone = await api('ebaquiax').post(`/api/cases/${double}/unmerging`, { reason: 'No era el mismo' })
  assert.equal(undone.status, 200, undone.text)
  await check()
  assert.deepEqual(apart(await counted()), [0, 0, 0])
})

test('a visit keeps how long it waited and was worked on, in working time', async () => {
  clock.set('2026-12-04T20:00:00Z')
  const number = await openTrial(api('lsolares'), 1)
  const { json } = await api('ebaquiax').get(`/api/cases/${number}`)
  const { task } = json.tasks[0]
  // Friday 14:00 to 15:00 in the tray; taken, and done on Monday at 9:00: the office works from 8 to 16.
  clock.set('2026-12-04T21:00:00Z')
  await api('ebaquiax').post(`/api/cases/${number}/tasks/${task}/claim`)
  clock.set('2026-12-07T15:00:00Z')
  await complete(api('ebaquiax'), number)
  await check()
  const { rows } = await sql<{ wait: number; work: number; total: number }>`
    select wait, work, total from statistic_visit v join case_file c on c.id = v.case_id
    where c.number = ${number} and v.task = ${task}`.execute(db)
  assert.equal(rows[0]!.wait, 3_600_000)
  assert.equal(rows[0]!.total, rows[0]!.wait + rows[0]!.work)
  assert.ok(rows[0]!.work >= 3_600_000 && rows[0]!.work <= 4 * 3_600_000, `worked ${rows[0]!.work}`)
})

test('what somebody changed behind is found, and rebuilding makes it right', async () => {
  await sql`update statistic_period set reported = reported + 1 where (dimension, grain) = ('total', 'day')`.execute(db)
  await sql`delete from statistic_visit where case_id = (select max(case_id) from statistic_visit)`.execute(db)
  const { differences, listed } = await checkStatistics(db, program.cases, now())
  assert.ok(differences > 1)
  assert.ok(listed.some((each) => each.includes('visitas')) && listed.some((each) => each.includes('Contador')))
  const cases = await rebuildStatistics(db, program.cases, now())
  assert.equal(await check(), cases)
  assert.deepEqual(await counted(), await straight())
  // And it goes on from there.
  await openTrial(api('lsolares'), 1)
  assert.equal(await check(), cases + 1)
})
