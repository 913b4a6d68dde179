import { sql } from 'kysely'
import type { Session } from '../session.ts'
import type { World } from '../world.ts'
import { COPIED } from './copied.ts'
import { CARDS, complete, openCase } from './templates.ts'

/** One thing that people do all day, and what it may cost. */
export interface Operation {
  readonly name: string
  /** Milliseconds of processor of program and database together, at most: a fiftieth (or other share) of the systems replaced. */
  readonly most: number
  /** How often it is done for a figure. */
  readonly times: number
  /** Makes ready so many doings, which is not measured. */
  prepare(
    world: World,
    sessions: readonly Session[],
    times: number,
  ): Promise<readonly ((session: Session) => Promise<void>)[]>
}

/** What the two best-known open ticket systems need on this kind of machine, in milliseconds of processor, divided by what was asked. */
const ALL: readonly Operation[] = [
  {
    name: 'create a case',
    most: 108 / 50,
    times: 1_000,
    async prepare(_world, _sessions, times) {
      return repeat(times, async (session) => void (await openCase(session)))
    },
  },
  {
    name: 'read a case (page)',
    most: 27 / 25,
    times: 2_000,
    prepare: (world, _sessions, times) => pagesOfCases(world, times, (number) => `/expedientes/${number}`),
  },
  {
    name: 'read a case (API)',
    most: 27 / 25,
    times: 2_000,
    prepare: (world, _sessions, times) => pagesOfCases(world, times, (number) => `/api/cases/${number}`),
  },
  { name: 'tray (API)', most: 65 / 50, times: 1_500, prepare: sameAddress('/api/trays/cargo') },
  { name: 'tray (page)', most: 497 / 100, times: 1_000, prepare: sameAddress('/bandejas/cargo') },
  {
    name: 'search',
    most: 82 / 50,
    times: 1_000,
    async prepare(_world, _sessions, times) {
      return repeat(times, (session, place) =>
        read(session, `/api/search?q=${encodeURIComponent(SEARCHES[place % SEARCHES.length]!)}`),
      )
    },
  },
  {
    name: 'reply and change state',
    most: 134 / 50,
    times: 1_000,
    async prepare(_world, sessions, times) {
      const numbers: string[] = []
      await Promise.all(
        sessions.map(async (session) => {
          while (numbers.length < times) {
            const number = await openCase(session)
            numbers.push(number)
            await complete(session, number, ...CARDS[0])
          }
        }),
      )
      return numbers.slice(0, times).map((number) => (session) => complete(session, number, ...CARDS[1]))
    },
  },
  { name: 'dashboard', most: 128 / 50, times: 500, prepare: sameAddress('/estadisticas') },
]

/** `DESK_ONLY=search,dashboard` measures some. */
const only = process.env.DESK_ONLY?.split(',')
export const OPERATIONS = ALL.filter(({ name }) => only === undefined || only.some((part) => name.includes(part)))

const SEARCHES = [
  'impresora tercer nivel',
  'sistema de planillas',
  'certificado',
  'correo institucional lentitud',
  'directorio activo',
  'escaner recepcion',
  'servidor archivos instalar',
  'extension telefonica 4711',
]

async function repeat(
  times: number,
  work: (session: Session, place: number) => Promise<void>,
): Promise<readonly ((session: Session) => Promise<void>)[]> {
  return Array.from({ length: times }, (_, place) => (session: Session) => work(session, place))
}

function sameAddress(path: string): Operation['prepare'] {
  return (_world, _sessions, times) => repeat(times, (session) => read(session, path))
}

async function pagesOfCases(world: World, times: number, path: (number: string) => string) {
  // Closed and open ones of all months, as people look for them.
  const { rows } = await sql<{ number: string }>`
    select number from case_file tablesample system (5) where ${COPIED} limit ${times}`.execute(world.owner.db)
  if (rows.length === 0) throw new Error('the desk has no cases to read')
  return repeat(times, (session, place) => read(session, path(rows[(place * 7) % rows.length]!.number)))
}

async function read(session: Session, path: string): Promise<void> {
  const answer = await session.get(path)
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body.slice(0, 300)}`)
}
