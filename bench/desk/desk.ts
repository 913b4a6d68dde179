import { sql } from 'kysely'
import { line, quantile } from '../figures.ts'
import { type Session, signIn } from '../session.ts'
import { commits } from '../steps.ts'
import type { World } from '../world.ts'
import { benchAgents } from './agents.ts'
import { fillDesk, OPEN_TASKS } from './fill.ts'
import { type Cost, measure } from './measure.ts'
import { OPERATIONS } from './operations.ts'
import { makeTemplates } from './templates.ts'

const CLIENTS = 8
const SIZES = (process.env.DESK_SIZES ?? '50000,1000000').split(',').map(Number)

/**
 * What each thing that people do costs in processor time of program and database, at two sizes of the desk, beside single-row commits
 * on the same database; then three hundred agents at once.
 */
export async function benchDesk(world: World): Promise<void> {
  await sql`create table if not exists floor (id bigint generated always as identity primary key, text text not null)`.execute(
    world.owner.db,
  )
  const first = await signIn(world.port, 'kflamenco', world.password)
  const templates = await makeTemplates(world, first)
  first.close()
  const costs = new Map<string, Cost[]>()
  for (const size of SIZES) {
    await fillDesk(world, templates, size)
    // Only now: filling takes longer than the program keeps an idle connection.
    const sessions: Session[] = []
    for (let client = 0; client < CLIENTS; client++)
      sessions.push(await signIn(world.port, 'kflamenco', world.password))
    const floor = await commits(world, 5)
    line(`${size} cases, ${OPEN_TASKS} open tasks: commits of one row (floor)`, `${floor.toFixed(0)}/s`)
    for (const operation of OPERATIONS) {
      try {
        const cost = await measure(world, sessions, operation)
        costs.set(operation.name, [...(costs.get(operation.name) ?? []), cost])
        say(operation.name, cost, operation.most)
      } catch (error) {
        line(operation.name, 'failed', { text: (error as Error).message.slice(0, 120), kept: false })
      }
    }
    for (const session of sessions) session.close()
  }
  for (const [name, [small, large]] of costs) {
    if (small === undefined || large === undefined) continue
    const ratio = total(large) / total(small)
    line(`${name}: cost at the larger size against the smaller`, ratio.toFixed(2), {
      text: 'at most 1.5',
      kept: ratio <= 1.5,
    })
  }
  await benchAgents(world)
  const { now, most } = world.memory()
  line('memory of the program', `${most} MB`, { text: `below 250 MB (${now} MB now)`, kept: most < 250 })
}

function say(name: string, cost: Cost, most: number): void {
  const ms = (value: number) => value.toFixed(2)
  line(`${name}: processor, program + database`, `${ms(cost.program)} + ${ms(cost.database)} ms`, {
    text: `at most ${ms(most)} ms; p50 ${quantile(cost.times, 0.5).toFixed(1)}, p95 ${quantile(cost.times, 0.95).toFixed(1)} ms`,
    kept: total(cost) <= most,
  })
}

const total = (cost: Cost) => cost.program + cost.database
