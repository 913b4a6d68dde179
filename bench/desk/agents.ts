import { line, quantile } from '../figures.ts'
import { type Session, signIn } from '../session.ts'
import type { World } from '../world.ts'
import { OPERATIONS } from './operations.ts'

const AGENTS = 300
/** Actions an hour that a busy agent makes, times ten. */
const ACTIONS_AN_HOUR = 80
const SECONDS = 30

/** Three hundred agents at ten times an ordinary pace, then as many actions a second as the desk bears with all of them pressing. */
export async function benchAgents(world: World): Promise<void> {
  const sessions: Session[] = []
  const names = ['kflamenco', 'lsolares']
  for (let agent = 0; agent < 16; agent++) sessions.push(await signIn(world.port, names[0]!, world.password))
  const works = await mixture(world, sessions)
  const pace = (AGENTS * ACTIONS_AN_HOUR) / 3_600
  const calm = await press(world, sessions, works, pace)
  line(`${AGENTS} agents, ${pace.toFixed(1)} actions/s, p50 / p95`, `${ms(calm.times, 0.5)} / ${ms(calm.times, 0.95)}`)
  line('processor in use (of one core)', `${calm.share.toFixed(0)} %`)
  const full = await press(world, sessions, works, Number.POSITIVE_INFINITY)
  const rate = full.times.length / full.seconds
  line('most actions/s that it bears, 16 clients', `${rate.toFixed(0)}/s`, {
    text: `${(rate / pace).toFixed(0)} times the agents' ten-fold pace`,
    kept: rate >= pace,
  })
  line('then p50 / p95', `${ms(full.times, 0.5)} / ${ms(full.times, 0.95)}`)
  for (const session of sessions) session.close()
}

/** What a day is made of: mostly looking, some doing. */
async function mixture(world: World, sessions: readonly Session[]) {
  const shares: Record<string, number> = {
    'tray (page)': 300,
    'read a case (page)': 400,
    search: 100,
    'create a case': 80,
    'reply and change state': 100,
    dashboard: 20,
  }
  const works = []
  for (const operation of OPERATIONS) {
    const times = (shares[operation.name] ?? 0) * 6
    if (times > 0) works.push(...(await operation.prepare(world, sessions, times)))
  }
  // Shuffled alike every time.
  let seed = 1
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 2_147_483_647
  }
  for (let place = works.length - 1; place > 0; place--) {
    const other = Math.floor(random() * (place + 1))
    ;[works[place], works[other]] = [works[other]!, works[place]!]
  }
  return works
}

async function press(
  world: World,
  sessions: readonly Session[],
  works: ((session: Session) => Promise<void>)[],
  pace: number,
): Promise<{ times: number[]; seconds: number; share: number }> {
  const times: number[] = []
  const begun = performance.now()
  const before = world.processor()
  let given = 0
  await Promise.all(
    sessions.map(async (session) => {
      for (;;) {
        const elapsed = (performance.now() - begun) / 1000
        if (elapsed > SECONDS || works.length === 0) return
        const due = given++ / pace
        if (due > elapsed) await new Promise((done) => setTimeout(done, (due - elapsed) * 1000))
        const work = works.pop()
        if (work === undefined) return
        const at = performance.now()
        await work(session)
        times.push(performance.now() - at)
      }
    }),
  )
  const seconds = (performance.now() - begun) / 1000
  const after = world.processor()
  const used = after.program - before.program + (after.database - before.database)
  return { times, seconds, share: used / seconds / 10 }
}

const ms = (times: readonly number[], share: number) => `${quantile(times, share).toFixed(1)} ms`
