import { type QueryExecutorProvider, sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { PersonId } from '#src/procedure/types.ts'

/** A time in which an administrator saw the program as somebody else. */
export interface PastViewing {
  readonly id: string
  readonly administrator: PersonId
  readonly person: PersonId
  readonly reason: string
  readonly startedAt: InstantText
  readonly endsAt: InstantText
  /** When it was ended; null while it lasts. */
  readonly endedAt: InstantText | null
}

const COLUMNS = sql`id, administrator_id as administrator, person_id as person, reason, started_at as "startedAt",
  ends_at as "endsAt", ended_at as "endedAt"`

export async function insertViewing(
  db: QueryExecutorProvider,
  { id, administrator, person, reason, startedAt, endsAt }: Omit<PastViewing, 'endedAt'>,
): Promise<void> {
  await sql`insert into viewing (id, administrator_id, person_id, reason, started_at, ends_at)
    values (${id}, ${administrator}, ${person}, ${reason}, ${startedAt}, ${endsAt})`.execute(db)
}

/** Ends one; null when it was over already. */
export async function endViewingRow(
  db: QueryExecutorProvider,
  id: string,
  now: InstantText,
): Promise<PastViewing | null> {
  const { rows } = await sql<PastViewing>`update viewing set ended_at = least(${now}::timestamptz, ends_at)
    where id = ${id} and ended_at is null returning ${COLUMNS}`.execute(db)
  return rows[0] ?? null
}

/** Ends those whose time is over. */
export async function endOldViewings(db: QueryExecutorProvider, now: InstantText): Promise<readonly PastViewing[]> {
  const { rows } = await sql<PastViewing>`update viewing set ended_at = ends_at
    where ended_at is null and ends_at <= ${now} returning ${COLUMNS}`.execute(db)
  return rows
}

/** Who saw the program as this person, the latest first. */
export async function viewingsOf(db: QueryExecutorProvider, person: PersonId): Promise<readonly PastViewing[]> {
  const { rows } = await sql<PastViewing>`select ${COLUMNS} from viewing where person_id = ${person}
    order by started_at desc limit 20`.execute(db)
  return rows
}
