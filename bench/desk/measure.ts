import type { Session } from '../session.ts'
import type { World } from '../world.ts'
import type { Operation } from './operations.ts'

export interface Cost {
  /** Milliseconds of processor for one, of program and database. */
  readonly program: number
  readonly database: number
  /** Milliseconds until each was answered. */
  readonly times: readonly number[]
}

/** Does an operation many times over all sessions at once, after as many to warm up: a server runs for weeks. */
export async function measure(world: World, sessions: readonly Session[], operation: Operation): Promise<Cost> {
  const warming = operation.times
  const works = await operation.prepare(world, sessions, operation.times + warming)
  await spread(sessions, works.slice(0, warming))
  const before = world.processor()
  const times = await spread(sessions, works.slice(warming))
  const after = world.processor()
  return {
    program: (after.program - before.program) / times.length,
    database: (after.database - before.database) / times.length,
    times,
  }
}

async function spread(
  sessions: readonly Session[],
  works: readonly ((session: Session) => Promise<void>)[],
): Promise<number[]> {
  const waiting = works.toReversed()
  const times: number[] = []
  const ends = await Promise.allSettled(
    sessions.map(async (session) => {
      for (let work = waiting.pop(); work !== undefined; work = waiting.pop()) {
        const begun = performance.now()
        await work(session)
        times.push(performance.now() - begun)
      }
    }),
  )
  // Only now: a connection whose answer is still on its way cannot be used again.
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  return times
}
