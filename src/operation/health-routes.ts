import type { FastifyInstance } from 'fastify'
import type { Db } from '#src/platform/db/types.ts'
import { type FollowerStanding, followersStanding, lastMigration } from './standing.store.ts'

export interface HealthDeps {
  readonly db: Db
  readonly clock: () => string
  /** The number of the last migration that this program knows. */
  readonly migration: number
  /** True from when the program was told to stop. */
  readonly stopping: () => boolean
  /** How the virus scanner stands. Without it uploads wait and everything else works, so it makes nothing unready. */
  readonly scanner: () => Promise<{ readonly kind: 'off' | 'answers' | 'silent' }>
}

/** A follower that has left something waiting for so many seconds is stuck, not busy. */
export const STUCK_SECONDS = 15 * 60

const PATIENCE_MILLIS = 2_000

/** `/salud/viva` and `/salud/lista`, for whatever watches over the process. Open to all: they tell nothing of the institution. */
export function serveHealth(server: FastifyInstance, deps: HealthDeps): void {
  const open = { schema: { hide: true } as object, logLevel: 'warn' as const }
  server.get('/salud/viva', open, async (_request, reply) => reply.send({ estado: 'viva' }))
  server.get('/salud/lista', open, async (_request, reply) => {
    const [standing, scanner] = await Promise.all([readiness(deps), withPatience(deps.scanner())])
    const antivirus = SCANNER[scanner?.kind ?? 'silent']
    return reply.code(standing.estado === 'lista' ? 200 : 503).send({ ...standing, antivirus })
  })
}

const SCANNER = { off: 'sin-usar', answers: 'responde', silent: 'no-responde' } as const

type Readiness = {
  readonly estado: 'lista' | 'no-lista'
  readonly deteniendo: boolean
  readonly base: 'responde' | 'no-responde'
  readonly migraciones: 'al-dia' | 'atrasadas' | 'sin-dato'
  readonly seguidores: 'al-dia' | 'detenidos' | 'sin-dato'
}

/** Ready: the database answers, has what this program needs, nothing that follows the record is stuck, and nobody said stop. */
async function readiness({ db, clock, migration, stopping }: HealthDeps): Promise<Readiness> {
  const read = await withPatience(Promise.all([lastMigration(db), followersStanding(db, clock())]))
  const deteniendo = stopping()
  if (read === null)
    return { estado: 'no-lista', deteniendo, base: 'no-responde', migraciones: 'sin-dato', seguidores: 'sin-dato' }
  const [last, followers] = read
  const migraciones = last >= migration ? 'al-dia' : 'atrasadas'
  const seguidores = followers.some(isStuck) ? 'detenidos' : 'al-dia'
  const ready = !deteniendo && migraciones === 'al-dia' && seguidores === 'al-dia'
  return { estado: ready ? 'lista' : 'no-lista', deteniendo, base: 'responde', migraciones, seguidores }
}

const isStuck = ({ behind }: FollowerStanding): boolean => behind > STUCK_SECONDS

/** Null when it fails or takes too long: that is the answer, and no error of this program. */
async function withPatience<Answer>(work: Promise<Answer>): Promise<Answer | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((settle) => {
    timer = setTimeout(() => settle(null), PATIENCE_MILLIS)
  })
  try {
    return await Promise.race([work.catch(() => null), late])
  } finally {
    clearTimeout(timer)
  }
}
