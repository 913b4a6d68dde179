import { sql } from 'kysely'
import type { Queryable } from '#src/platform/db/types.ts'
import type { RemoteTool } from '#src/procedure/index.ts'

/** The address by which a tool found this person's equipment the last time. */
export async function findRemoteAddress(db: Queryable, person: string, tool: RemoteTool): Promise<string | null> {
  const { rows } = await sql<{ address: string }>`
    select address from remote_address where person = ${person}::uuid and tool = ${tool}`.execute(db)
  return rows[0]?.address ?? null
}

export async function keepRemoteAddress(
  db: Queryable,
  person: string,
  tool: RemoteTool,
  address: string,
  now: string,
): Promise<void> {
  await sql`
    insert into remote_address (person, tool, address, used_at) values (${person}::uuid, ${tool}, ${address}, ${now}::timestamptz)
    on conflict (person, tool) do update set address = excluded.address, used_at = excluded.used_at`.execute(db)
}
