import { sql } from 'kysely'
import { line, quantile } from './figures.ts'
import { BENCH_WORDS, fillSearch } from './fill-search.ts'
import { signIn } from './session.ts'
import type { World } from './world.ts'

const REQUESTS = 200

/** Cases that are searched; `BENCH_CASES` for another number. */
const CASES = Number(process.env.BENCH_CASES ?? 1_000_000)

const SEARCHES = {
  'a common word': BENCH_WORDS.common,
  'a middling word': BENCH_WORDS.middling,
  'a rare word': BENCH_WORDS.rare,
  'two words': `${BENCH_WORDS.common} ${BENCH_WORDS.middling}`,
  'a word with a slip': 'xilofnoo',
  'a word and filters': `${BENCH_WORDS.common} estado:abierto tramite:soporte`,
  'a number': '2025-000100',
} as const

/** Searches of somebody who reads twenty cases and of a head who reads a fifth of all, beside the shortest query that can be asked. */
export async function benchSearch(world: World): Promise<void> {
  const { db } = world.owner
  const { rows } = await sql<{ few: string; unit: string }>`
    select (select id from person where username = 'yhuarcaya') as few,
      (select u.id from person p join tenure t on t.person_id = p.id join position o on o.id = t.position_id join unit u on u.id = o.unit_id
        where p.username = 'acastellon' and u.head_position_id = o.id limit 1) as unit`.execute(db)
  const { few, unit } = rows[0]!
  const filled = performance.now()
  await fillSearch(db, CASES, { few, headUnit: unit })
  line(`cases with three texts each`, `${CASES}`)
  line('filled in', `${Math.round((performance.now() - filled) / 1000)} s`)
  const floor: number[] = []
  for (let request = 0; request < REQUESTS; request++) {
    const begun = performance.now()
    await sql`select 1`.execute(db)
    floor.push(performance.now() - begun)
  }
  line('select 1, p95 (floor)', `${quantile(floor, 0.95).toFixed(2)} ms`)
  for (const [who, username] of [
    ['who reads 20', 'yhuarcaya'],
    ['a head', 'acastellon'],
  ] as const) {
    const session = await signIn(world.port, username, world.password)
    for (const [name, q] of Object.entries(SEARCHES)) {
      const path = `/api/search?q=${encodeURIComponent(q)}`
      const times: number[] = []
      let before = world.processor()
      for (let request = -20; request < REQUESTS; request++) {
        if (request === 0) before = world.processor()
        const begun = performance.now()
        const answer = await session.get(path)
        if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body.slice(0, 200)}`)
        if (request >= 0) times.push(performance.now() - begun)
      }
      const after = world.processor()
      const program = (after.program - before.program) / REQUESTS
      const database = (after.database - before.database) / REQUESTS
      const p95 = quantile(times, 0.95)
      line(
        `${name}, ${who}: program, database, p95`,
        `${program.toFixed(2)} + ${database.toFixed(2)}, ${p95.toFixed(1)} ms`,
        {
          text: 'under 50 ms',
          kept: p95 < 50,
        },
      )
    }
    session.close()
  }
}
