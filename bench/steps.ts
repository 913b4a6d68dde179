import { sql } from 'kysely'
import { CARDS, complete, openCase } from './desk/templates.ts'
import { line, median } from './figures.ts'
import { type Session, signIn } from './session.ts'
import type { World } from './world.ts'

const CLIENTS = 8
const ROUNDS = 3
const SECONDS = 5
/** Durable step completions by the HTTP API with 8 clients, beside one client's single-row commits on the same database. */
export async function benchSteps(world: World): Promise<void> {
  const sessions: Session[] = []
  for (let client = 0; client < CLIENTS; client++) sessions.push(await signIn(world.port, 'kflamenco', world.password))
  await sql`create table floor (id bigint generated always as identity primary key, text text not null)`.execute(
    world.owner.db,
  )
  // A first round unmeasured: caches, prepared plans and the compiler's own warming.
  await completions(sessions, await openCases(sessions, 100), 2)
  const steps: number[] = []
  const floors: number[] = []
  const opens: number[] = []
  const program: number[] = []
  const database: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    floors.push(await commits(world, SECONDS))
    const begun = performance.now()
    const cases = await openCases(sessions, 1_200)
    opens.push((cases.length / (performance.now() - begun)) * 1000)
    const before = world.processor()
    const { rate, count } = await completions(sessions, cases, SECONDS)
    const after = world.processor()
    steps.push(rate)
    program.push((after.program - before.program) / count)
    database.push((after.database - before.database) / count)
  }
  for (const session of sessions) session.close()
  const [floor, done] = [median(floors), median(steps)]
  const { now, most } = world.memory()
  line('single-row commits, 1 client (floor)', `${floor.toFixed(0)}/s`)
  line('cases opened, 8 clients', `${median(opens).toFixed(0)}/s`)
  line('step completions, 8 clients', `${done.toFixed(0)}/s`, { text: 'at least 500/s', kept: done >= 500 })
  line('step completions against the floor', (done / floor).toFixed(2), {
    text: 'at least 0.25',
    kept: done / floor >= 0.25,
  })
  line('processor a step: program + database', `${median(program).toFixed(2)} + ${median(database).toFixed(2)} ms`)
  line('memory of the program under load', `${most} MB`, { text: `below 300 MB (${now} MB now)`, kept: most < 300 })
}

/** Commits a second of one client that inserts a row a transaction. */
export async function commits(world: World, seconds: number): Promise<number> {
  const client = await world.owner.pool.connect()
  const begun = performance.now()
  let count = 0
  while (performance.now() - begun < seconds * 1000) {
    await client.query({
      name: 'floor',
      text: 'insert into floor (text) values ($1)',
      values: ['a row of ordinary length'],
    })
    count += 1
  }
  client.release()
  return (count / (performance.now() - begun)) * 1000
}

async function openCases(sessions: readonly Session[], count: number): Promise<string[]> {
  const numbers: string[] = []
  let left = count
  await Promise.all(
    sessions.map(async (session) => {
      while (left-- > 0) {
        numbers.push(await openCase(session))
      }
    }),
  )
  return numbers
}

/** Steps completed a second: each client takes a case through its three cards to FIN, then the next. */
async function completions(
  sessions: readonly Session[],
  numbers: readonly string[],
  seconds: number,
): Promise<{ rate: number; count: number }> {
  const waiting = [...numbers]
  const begun = performance.now()
  let count = 0
  let ended = begun
  await Promise.all(
    sessions.map(async (session) => {
      for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
        for (const [task, input] of CARDS) {
          await complete(session, number, task, input)
          count += 1
          ended = performance.now()
          if (ended - begun > seconds * 1000) return
        }
      }
    }),
  )
  return { rate: (count / (ended - begun)) * 1000, count }
}
