import { type RawBuilder, sql } from 'kysely'
import type { Queryable } from '#src/platform/db/types.ts'
import { searchPatterns, searchWords } from './contact-search.ts'
import type { Contact, ContactChange, ContactId, Entity, EntityId } from './types.ts'

const COLUMNS = sql`
  c.id, c.name, case when e.id is null then null else json_build_object('id', e.id, 'code', e.code, 'name', e.name) end as entity,
  c.unit_text as unit, c.notes, c.merged_into as "mergedInto", c.created_at as "createdAt", c.created_by as "createdBy",
  c.changed_at as "changedAt", c.changed_by as "changedBy", c.revision,
  coalesce((select json_agg(json_build_object('number', p.number, 'digits', p.digits, 'extension', p.extension) order by p.place)
    from contact_phone p where p.contact_id = c.id), '[]') as phones,
  coalesce((select json_agg(m.address order by m.place) from contact_mail m where m.contact_id = c.id), '[]') as mails`

export async function findContact(db: Queryable, id: ContactId): Promise<Contact | null> {
  const { rows } = await sql<Contact>`
    select ${COLUMNS} from contact c left join entity e on e.id = c.entity_id where c.id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** The same, its row locked until the transaction ends. */
export async function lockContact(db: Queryable, id: ContactId): Promise<Contact | null> {
  await sql`select 1 from contact where id = ${id} for update`.execute(db)
  return findContact(db, id)
}

export const CONTACTS_PAGE = 50

/** The place after which a page of the list begins. */
export interface ContactPlace {
  readonly name: string
  readonly id: ContactId
}

/** Contacts by name, one more than a page when there is another. */
export async function listContacts(db: Queryable, after: ContactPlace | null): Promise<(Contact & { nameKey: string })[]> {
  // Two statements and not one with `or`: each then has its one plan, which begins where the page does.
  const from = after === null ? sql`` : sql`and (c.name_key, c.id) > (${after.name}, ${after.id}::uuid)`
  const { rows } = await sql<Contact & { nameKey: string }>`
    select ${COLUMNS}, c.name_key as "nameKey" from contact c left join entity e on e.id = c.entity_id
    where c.merged_into is null ${from} order by c.name_key, c.id limit ${CONTACTS_PAGE + 1}`.execute(db)
  return rows
}

/** Most candidates that are put in order; whoever finds more is asked for another word. */
export const MOST_CANDIDATES = 500

/**
 * Contacts in which every word is found, in any part of a name, code, address or number; names that begin with what was asked first.
 * `more` when there are others. A number finds everybody who has it.
 */
export async function searchContacts(
  db: Queryable,
  asked: string,
  limit: number = CONTACTS_PAGE,
): Promise<{ readonly contacts: readonly Contact[]; readonly more: boolean }> {
  const patterns = searchPatterns(asked)
  if (patterns.length === 0) return { contacts: [], more: false }
  const begins = `${searchWords(asked).join(' ').replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<Contact & { among: number }>`
    with candidate as materialized (
      select id from contact where merged_into is null ${all(patterns)} limit ${MOST_CANDIDATES + 1}
    ), chosen as (
      select c.id, c.name_key, c.name_key like ${begins} as begins from candidate join contact c using (id)
      order by begins desc, c.name_key, c.id limit ${limit + 1}
    )
    select ${COLUMNS}, (select count(*) from candidate) as among
    from chosen join contact c using (id) left join entity e on e.id = c.entity_id
    order by chosen.begins desc, chosen.name_key, chosen.id`.execute(db)
  return { contacts: rows.slice(0, limit).map(({ among: _, ...contact }) => contact), more: rows.length > limit }
}

const all = (patterns: readonly string[]): RawBuilder<unknown> =>
  sql.join(
    patterns.map((pattern) => sql`and search_text like ${pattern}`),
    sql` `,
  )

/** Everybody who has exactly this number, by its digits; an extension narrows it only where somebody has it. */
export async function contactsOfNumber(db: Queryable, digits: string): Promise<Contact[]> {
  const { rows } = await sql<Contact>`
    select ${COLUMNS} from contact c left join entity e on e.id = c.entity_id
    where c.merged_into is null and c.id in (select contact_id from contact_phone where digits = ${digits})
    order by c.name_key, c.id limit 200`.execute(db)
  return rows
}

/** Contacts who share a number of an outside line or an address with these. */
export async function contactsThatShare(
  db: Queryable,
  { digits, mails }: { readonly digits: readonly string[]; readonly mails: readonly string[] },
): Promise<(Contact & { nameKey: string })[]> {
  if (digits.length === 0 && mails.length === 0) return []
  const { rows } = await sql<Contact & { nameKey: string }>`
    select ${COLUMNS}, c.name_key as "nameKey" from contact c left join entity e on e.id = c.entity_id
    where c.merged_into is null and c.id in (
      select contact_id from contact_phone where digits = any(${digits}::text[])
      union select contact_id from contact_mail where lower(address) = any(${mails.map((mail) => mail.toLowerCase())}::text[]))
    order by c.name_key, c.id limit 200`.execute(db)
  return rows
}

/** Contacts of an entity by name, one more than a page when there is another. */
export async function contactsOfEntity(db: Queryable, entity: EntityId): Promise<Contact[]> {
  const { rows } = await sql<Contact>`
    select ${COLUMNS} from contact c left join entity e on e.id = c.entity_id
    where c.entity_id = ${entity} and c.merged_into is null order by c.name_key, c.id limit ${CONTACTS_PAGE + 1}`.execute(db)
  return rows
}

/** What a contact was after each change, newest first. */
export async function contactChanges(db: Queryable, id: ContactId): Promise<ContactChange[]> {
  const { rows } = await sql<ContactChange>`
    select revision, at, by, kind, content from contact_change where contact_id = ${id} order by revision desc limit 100`.execute(db)
  return rows
}

/** Contacts that were merged into one. */
export async function mergedInto(db: Queryable, id: ContactId): Promise<{ id: ContactId; name: string }[]> {
  const { rows } = await sql<{ id: ContactId; name: string }>`
    select id, name from contact where merged_into = ${id} order by name_key, id limit 100`.execute(db)
  return rows
}

const ENTITY = sql`id, code, name, kind, notes, revision`

export async function findEntity(db: Queryable, id: EntityId): Promise<Entity | null> {
  const { rows } = await sql<Entity>`select ${ENTITY} from entity where id = ${id}`.execute(db)
  return rows[0] ?? null
}

export async function findEntityByCode(db: Queryable, code: string): Promise<Entity | null> {
  const { rows } = await sql<Entity>`select ${ENTITY} from entity where lower(code) = lower(${code}) and code is not null`.execute(db)
  return rows[0] ?? null
}
