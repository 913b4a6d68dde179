import { sql } from 'kysely'
import type { CaseFile } from '#src/cases/types.ts'
import { foldText } from '#src/manual/index.ts'
import type { Queryable } from '#src/platform/db/types.ts'

export interface FoundCase {
  readonly number: string
  readonly title: string
  readonly status: CaseFile['status']
}

// How many of the latest cases of each reader, and in all, are looked through: the cost does not grow with the archive.
const OF_A_READER = 500
const IN_ALL = 3_000

/** The latest cases that one of `readers` may read whose number or subject has all these words; at most twenty. */
export async function searchCases(
  db: Queryable,
  readers: readonly string[],
  search: string,
): Promise<readonly FoundCase[]> {
  const wanted = foldText(search.slice(0, 100)).split(' ').filter(Boolean).slice(0, 8).map(likeWord)
  if (wanted.length === 0) return []
  const { rows } = await sql<FoundCase>`
    select number, title, status from (
      select distinct latest.case_id from unnest(${readers}::uuid[]) as own (reader) cross join lateral (
        select case_id from case_reader where reader = own.reader order by case_id desc limit ${OF_A_READER}
      ) latest order by latest.case_id desc limit ${IN_ALL}
    ) readable join case_file on case_file.id = readable.case_id
    where lower(translate(number || ' ' || title, 'ÁÉÍÓÚÜÑáéíóúüñ', 'AEIOUUNaeiouun')) like all (${wanted}::text[])
    order by case_file.id desc limit 20`.execute(db)
  return rows
}

function likeWord(word: string): string {
  return `%${word.replace(/[\\%_]/g, (each) => `\\${each}`)}%`
}
