import { sql } from 'kysely'
import type { Queryable } from '#src/platform/db/types.ts'

/** A code of solution with its type, or a cause; both are lists of the institution. */
export interface SolutionCode {
  readonly kind: 'solution' | 'cause'
  readonly code: string
  /** Of a solution; null for a cause. */
  readonly type: string | null
  readonly name: string
  readonly retiredAt: string | null
}

const COLUMNS = sql`kind, code, type, name, retired_at as "retiredAt"`

/** All codes, the retired ones too, by kind, type and code. */
export async function listSolutionCodes(db: Queryable): Promise<readonly SolutionCode[]> {
  const { rows } = await sql<SolutionCode>`select ${COLUMNS} from solution_code order by kind desc, type, code`.execute(
    db,
  )
  return rows
}

/** A code that may be chosen now; null for an unknown or a retired one. */
export async function findSolutionCode(
  db: Queryable,
  kind: SolutionCode['kind'],
  code: string,
): Promise<SolutionCode | null> {
  const { rows } = await sql<SolutionCode>`
    select ${COLUMNS} from solution_code where kind = ${kind} and code = ${code} and retired_at is null`.execute(db)
  return rows[0] ?? null
}

/** Adds a code, or gives the one that there is another name and type, in use again. */
export async function saveSolutionCode(
  db: Queryable,
  { kind, code, type, name }: Omit<SolutionCode, 'retiredAt'>,
): Promise<void> {
  await sql`
    insert into solution_code (kind, code, type, name) values (${kind}, ${code}, ${type}, ${name})
    on conflict (kind, code) do update set type = excluded.type, name = excluded.name, retired_at = null`.execute(db)
}

/** Takes a code out of the lists; cases that have it keep it. */
export async function retireSolutionCode(db: Queryable, kind: string, code: string, now: string): Promise<void> {
  await sql`
    update solution_code set retired_at = ${now}::timestamptz
    where kind = ${kind} and code = ${code} and retired_at is null`.execute(db)
}
