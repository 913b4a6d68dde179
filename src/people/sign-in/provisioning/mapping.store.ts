import { type QueryExecutorProvider, sql } from 'kysely'
import type { PersonId } from '#src/procedure/types.ts'
import type { Source } from '../identity.store.ts'
import type { Grant, Mapping } from './types.ts'

export async function readMappings(db: QueryExecutorProvider): Promise<readonly Mapping[]> {
  const { rows } = await sql<Mapping>`select id, group_name as "group", kind, unit_id as unit, position_id as position,
      person_group_id as "personGroup"
    from group_mapping order by lower(group_name), kind, id`.execute(db)
  return rows
}

/** Adds a mapping; false when it is there already. */
export async function addMapping(db: QueryExecutorProvider, mapping: Omit<Mapping, 'id'>): Promise<string | null> {
  const { rows } = await sql<{
    id: string
  }>`insert into group_mapping (group_name, kind, unit_id, position_id, person_group_id)
    values (${mapping.group}, ${mapping.kind}, ${mapping.unit}, ${mapping.position}, ${mapping.personGroup})
    on conflict do nothing returning id`.execute(db)
  return rows[0]?.id ?? null
}

export async function removeMapping(db: QueryExecutorProvider, id: string): Promise<boolean> {
  const { rows } = await sql`delete from group_mapping where id = ${id} returning id`.execute(db)
  return rows.length > 0
}

/** What mappings gave, of one source; of one person where told. */
export async function readGrants(
  db: QueryExecutorProvider,
  source: Source,
  person: PersonId | null = null,
): Promise<readonly Grant[]> {
  const { rows } = await sql<Grant>`select id, person_id as person, source, kind, unit_id as unit, tenure_id as tenure,
      person_group_id as "personGroup"
    from mapped_grant where source = ${source} and (${person}::uuid is null or person_id = ${person}::uuid)`.execute(db)
  return rows
}
