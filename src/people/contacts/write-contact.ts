import { sql } from 'kysely'
import { foldText } from '#src/manual/index.ts'
import type { Tx } from '#src/platform/db/types.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { findEntityByCode } from './contact.store.ts'
import { phoneText } from './contact-fields.ts'
import { searchText } from './contact-search.ts'
import type { ContactChangeKind, ContactData, ContactId, EntityId } from './types.ts'

export interface Writing {
  readonly by: PersonId | null
  readonly now: string
  readonly kind: ContactChangeKind
}

/** Makes a contact, with its numbers and addresses, and the entity when it is new. */
export async function insertContact(tx: Tx, data: ContactData, { by, now, kind }: Writing): Promise<ContactId> {
  const entity = await entityOf(tx, data)
  const known = { ...data, entityCode: entity?.code ?? null, entityName: entity?.name ?? null }
  const { rows } = await sql<{ id: ContactId }>`
    insert into contact (name, name_key, entity_id, unit_text, notes, search_text, created_at, created_by, changed_at, changed_by)
    values (${data.name}, ${foldText(data.name)}, ${entity?.id ?? null}, ${data.unit}, ${data.notes}, ${searchText(known)},
      ${now}, ${by}, ${now}, ${by}) returning id`.execute(tx)
  const { id } = rows[0]!
  await writeWays(tx, id, known)
  await writeChange(tx, id, known, { by, now, kind })
  return id
}

/** Writes a contact anew; its row must be locked. */
export async function updateContact(tx: Tx, id: ContactId, data: ContactData, writing: Writing): Promise<void> {
  const entity = await entityOf(tx, data)
  const known = { ...data, entityCode: entity?.code ?? null, entityName: entity?.name ?? null }
  await sql`
    update contact set name = ${data.name}, name_key = ${foldText(data.name)}, entity_id = ${entity?.id ?? null}, unit_text = ${data.unit},
      notes = ${data.notes}, search_text = ${searchText(known)}, changed_at = ${writing.now}, changed_by = ${writing.by},
      revision = revision + 1 where id = ${id}`.execute(tx)
  await sql`delete from contact_phone where contact_id = ${id}`.execute(tx)
  await sql`delete from contact_mail where contact_id = ${id}`.execute(tx)
  await writeWays(tx, id, known)
  await writeChange(tx, id, known, writing)
}

/** Keeps what a contact is now, under its revision. */
export async function writeChange(tx: Tx, id: ContactId, data: ContactData, { by, now, kind }: Writing): Promise<void> {
  const content = JSON.stringify({ ...data, phones: data.phones.map(phoneText) })
  await sql`
    insert into contact_change (contact_id, revision, at, by, kind, content)
    select id, revision, ${now}::timestamptz, ${by}::uuid, ${kind}, ${content}::jsonb from contact where id = ${id}`.execute(
    tx,
  )
}

async function writeWays(tx: Tx, id: ContactId, { phones, mails }: ContactData): Promise<void> {
  if (phones.length > 0)
    await sql`
      insert into contact_phone (contact_id, place, number, digits, extension)
      select ${id}::uuid, place, number, digits, extension
      from unnest(${phones.map(({ number }) => number)}::text[], ${phones.map(({ digits }) => digits)}::text[],
        ${phones.map(({ extension }) => extension)}::text[]) with ordinality as t (number, digits, extension, place)`.execute(
      tx,
    )
  if (mails.length > 0)
    await sql`
      insert into contact_mail (contact_id, place, address)
      select ${id}::uuid, place, address from unnest(${mails}::text[]) with ordinality as t (address, place)`.execute(
      tx,
    )
}

interface KnownEntity {
  readonly id: EntityId
  readonly code: string | null
  readonly name: string
}

/** The entity that a contact names: by its code, whatever it was called; without code by its name; a new one when there is none. */
async function entityOf(tx: Tx, { entityCode, entityName }: ContactData): Promise<KnownEntity | null> {
  if (entityCode !== null) {
    const known = await findEntityByCode(tx, entityCode)
    if (known !== null) return known
    const name = entityName ?? entityCode
    // Two at once may bring the same new code: the second one finds the first's.
    const { rows } = await sql<KnownEntity>`
      insert into entity (code, name, name_key) values (${entityCode}, ${name}, ${foldText(name)})
      on conflict (lower(code)) where code is not null do update set code = entity.code returning id, code, name`.execute(
      tx,
    )
    return rows[0]!
  }
  if (entityName === null) return null
  const key = foldText(entityName)
  const { rows: alone } =
    await sql<KnownEntity>`select id, code, name from entity where name_key = ${key} limit 2`.execute(tx)
  // One entity of that name, with or without code, is the one that is meant.
  if (alone.length === 1) return alone[0]!
  const { rows } = await sql<KnownEntity>`
    insert into entity (name, name_key) values (${entityName}, ${key})
    on conflict (name_key) where code is null do update set name = entity.name returning id, code, name`.execute(tx)
  return rows[0]!
}
