import { type QueryExecutorProvider, sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { Picture } from '#src/signing/index.ts'
import type { UnitId } from '../types.ts'

export async function pictureOf(db: QueryExecutorProvider, person: string): Promise<Picture | null> {
  const { rows } = await sql<Picture>`
    select content as bytes, content_type as type from signature_picture where person_id = ${person}::uuid`.execute(db)
  return rows[0] ?? null
}

export async function savePicture(
  db: QueryExecutorProvider,
  person: string,
  { bytes, type }: Picture,
  now: InstantText,
): Promise<void> {
  await sql`insert into signature_picture (person_id, content, content_type, saved_at)
    values (${person}::uuid, ${Buffer.from(bytes)}, ${type}, ${now})
    on conflict (person_id) do update set content = excluded.content, content_type = excluded.content_type, saved_at = excluded.saved_at`.execute(
    db,
  )
}

export async function removePicture(db: QueryExecutorProvider, person: string): Promise<void> {
  await sql`delete from signature_picture where person_id = ${person}::uuid`.execute(db)
}

export async function sealOfUnit(db: QueryExecutorProvider, unit: UnitId): Promise<Picture | null> {
  const { rows } = await sql<Picture>`
    select content as bytes, content_type as type from unit_seal where unit_id = ${unit}::uuid`.execute(db)
  return rows[0] ?? null
}

export async function unitsWithSeal(db: QueryExecutorProvider): Promise<ReadonlySet<UnitId>> {
  const { rows } = await sql<{ unit: UnitId }>`select unit_id as unit from unit_seal`.execute(db)
  return new Set(rows.map(({ unit }) => unit))
}

export async function saveSeal(
  db: QueryExecutorProvider,
  unit: UnitId,
  { bytes, type }: Picture,
  now: InstantText,
): Promise<void> {
  await sql`insert into unit_seal (unit_id, content, content_type, saved_at)
    values (${unit}::uuid, ${Buffer.from(bytes)}, ${type}, ${now})
    on conflict (unit_id) do update set content = excluded.content, content_type = excluded.content_type, saved_at = excluded.saved_at`.execute(
    db,
  )
}

export async function removeSeal(db: QueryExecutorProvider, unit: UnitId): Promise<void> {
  await sql`delete from unit_seal where unit_id = ${unit}::uuid`.execute(db)
}
