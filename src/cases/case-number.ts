import { sql } from 'kysely'
import type { Db, Queryable, Tx } from '#src/platform/db/types.ts'

/** Numbers of cases, `2026-000123`: one row a year holds the last, so that there are no gaps and none is given twice. */
export function caseNumber(year: number, serial: number): string {
  return `${year}-${String(serial).padStart(6, '0')}`
}

/** The year and the serial of a number that this program gave. */
export function readNumber(number: string): { readonly year: number; readonly serial: number } {
  const [year, serial] = number.split('-')
  return { year: Number(year), serial: Number(serial) }
}

/** The next number of a year, its row locked until the transaction ends. The case that takes it moves the row on (`record.ts`). */
export async function lockNextNumber(tx: Tx, year: number): Promise<string> {
  const last = async () => {
    const { rows } = await sql<{ last: number }>`select last from case_number where year = ${year} for update`.execute(
      tx,
    )
    return rows[0]?.last
  }
  const known = await last()
  if (known !== undefined) return caseNumber(year, known + 1)
  await sql`insert into case_number (year, last) values (${year}, 0) on conflict do nothing`.execute(tx)
  return caseNumber(year, (await last())! + 1)
}

/**
 * The next number of a year as far as this process knows, without a lock: whoever takes it finds out whether it is still the next, and
 * calls `forget` if not. Null before the first case of the year.
 */
export async function guessNextNumber(db: Db, connection: Queryable, year: number): Promise<string | null> {
  const known = lastOf(db)
  let last = known.get(year)
  if (last === undefined) {
    const { rows } = await sql<{ last: number }>`select last from case_number where year = ${year}`.execute(connection)
    if (rows[0] === undefined) return null
    // Somebody else of this process may have read it meanwhile, and have gone on.
    last = Math.max(rows[0].last, known.get(year) ?? 0)
  }
  known.set(year, last + 1)
  return caseNumber(year, last + 1)
}

export function forgetLastNumber(db: Db, year: number): void {
  lastOf(db).delete(year)
}

const lasts = new WeakMap<Db, Map<number, number>>()

function lastOf(db: Db): Map<number, number> {
  const known = lasts.get(db) ?? new Map<number, number>()
  lasts.set(db, known)
  return known
}
