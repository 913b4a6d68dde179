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
export async function listContacts(
  db: Queryable,
  after: ContactPlace | null,
  limit: number = CONTACTS_PAGE,
): Promise<(Contact & { nameKey: string })[]> {
  // Two statements and not one with `or`: each then has its one plan, which begins where the page does.
  const from = after === null ? sql`` : sql`and (c.name_key, c.id) > (${after.name}, ${after.id}::uuid)`
  const { rows } = await sql<Contact & { nameKey: string }>`
    select ${COLUMNS}, c.name_key as "nameKey" from contact c left join entity e on e.id = c.entity_id
    where c.merged_into is null ${from} order by c.name_key, c.id limit ${limit + 1}`.execute(db)
  return rows
}

/** Most candidates that are put in order; whoever finds more is asked for another word. */
export const MOST_CANDIDATES = 500
/** How many contacts are read in order of name before the index of words is asked: a word that nearly all have is found among them. */
const SAMPLE = 600

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
  // Each way is bounded however many there are: names that begin so, words that many have, words that few have.
  const begins = await namesThatBegin(db, searchWords(asked).join(' '), limit + 1)
  let ids = begins
  if (ids.length <= limit) ids = together(begins, await amongTheFirst(db, patterns, limit + 1))
  if (ids.length <= limit) ids = together(begins, await byWords(db, patterns, limit + 1))
  return { contacts: await contactsInOrder(db, ids.slice(0, limit)), more: ids.length > limit }
}

const together = (first: readonly ContactId[], others: readonly ContactId[]) => [...new Set([...first, ...others])]

async function namesThatBegin(db: Queryable, asked: string, limit: number): Promise<ContactId[]> {
  const { rows } = await sql<{ id: ContactId }>`
    select id from contact where merged_into is null and name_key >= ${asked} and name_key < ${`${asked}\u{10ffff}`}
    order by name_key, id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

async function amongTheFirst(db: Queryable, patterns: readonly string[], limit: number): Promise<ContactId[]> {
  const { rows } = await sql<{ id: ContactId }>`
    with sample as materialized (
      select id, name_key, search_text from contact where merged_into is null order by name_key, id limit ${SAMPLE}
    )
    select id from sample where true ${all(patterns)} order by name_key, id limit ${limit}`.execute(db)
  // Fewer are no answer yet: they are among those that the index of words finds.
  return rows.length < limit ? [] : rows.map(({ id }) => id)
}

async function byWords(db: Queryable, patterns: readonly string[], limit: number): Promise<ContactId[]> {
  const { rows } = await sql<{ id: ContactId }>`
    with candidate as materialized (
      select id, name_key from contact where merged_into is null ${all(patterns)} limit ${MOST_CANDIDATES}
    )
    select id from candidate order by name_key, id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

async function contactsInOrder(db: Queryable, ids: readonly ContactId[]): Promise<Contact[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Contact>`
    select ${COLUMNS} from unnest(${ids}::uuid[]) with ordinality as asked (id, place)
    join contact c on c.id = asked.id left join entity e on e.id = c.entity_id order by asked.place`.execute(db)
  return rows
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

/** Everybody of one of these folded names. */
export async function contactsNamed(db: Queryable, keys: readonly string[]): Promise<Contact[]> {
  const { rows } = await sql<Contact>`
    select ${COLUMNS} from contact c left join entity e on e.id = c.entity_id
    where c.merged_into is null and c.name_key = any(${keys}::text[]) order by c.name_key, c.id`.execute(db)
  return rows
}

/** Contacts of an entity by name, one more than a page when there is another. */
export async function contactsOfEntity(db: Queryable, entity: EntityId): Promise<Contact[]> {
  const { rows } = await sql<Contact>`
    select ${COLUMNS} from contact c left join entity e on e.id = c.entity_id
    where c.entity_id = ${entity} and c.merged_into is null order by c.name_key, c.id limit ${CONTACTS_PAGE + 1}`.execute(
    db,
  )
  return rows
}

/** What a contact was after each change, newest first. */
export async function contactChanges(db: Queryable, id: ContactId): Promise<ContactChange[]> {
  const { rows } = await sql<ContactChange>`
    select revision, at, by, kind, content from contact_change where contact_id = ${id} order by revision desc limit 100`.execute(
    db,
  )
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
  const { rows } =
    await sql<Entity>`select ${ENTITY} from entity where lower(code) = lower(${code}) and code is not null`.execute(db)
  return rows[0] ?? null
}
