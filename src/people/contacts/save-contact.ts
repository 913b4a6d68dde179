import { sql } from 'kysely'
import { foldText } from '#src/manual/index.ts'
import { transaction } from '#src/platform/db/pool.ts'
import type { Db, Queryable, Tx } from '#src/platform/db/types.ts'
import { Refused } from '#src/platform/refusal.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { readFields } from '../admin/field.ts'
import { invalidInput, peopleRefusal } from '../refusals.ts'
import { contactsOfEntity, contactsThatShare, findContact, findEntityByCode, lockContact } from './contact.store.ts'
import { contactFields, dataOf, ENTITY_FIELDS, phoneText } from './contact-fields.ts'
import { contactRefused } from './contact-refusals.ts'
import type { PhonePlan } from './phone-plan.ts'
import type { Contact, ContactData, ContactId, Entity, EntityId } from './types.ts'
import { insertContact, updateContact, writeChange } from './write-contact.ts'

export interface Saving {
  readonly by: PersonId
  readonly now: string
  readonly plan: PhonePlan
}

type Raw = Readonly<Record<string, unknown>>

/** Registers a contact. Refuses what seems to be there already, unless `anyway` is true. */
export async function createContact(
  db: Db,
  raw: Raw,
  saving: Saving & { readonly anyway: boolean },
): Promise<ContactId> {
  const data = dataOf(readContact(raw, saving.plan))
  return transaction(db, async (tx) => {
    if (!saving.anyway) {
      const repeated = await repeatedOf(tx, data)
      if (repeated.length > 0)
        throw contactRefused('contact-repeated', { names: repeated.slice(0, 3).map(contactLine).join('; ') })
    }
    return insertContact(tx, data, { ...saving, kind: 'created' })
  })
}

/** Changes a contact that is as it was when its form was drawn. */
export async function editContact(db: Db, id: ContactId, raw: Raw, saving: Saving): Promise<void> {
  const { revision, ...data } = readContact(raw, saving.plan)
  await transaction(db, async (tx) => {
    const contact = living(await lockContact(tx, id))
    if (contact.revision !== revision) throw new Refused(peopleRefusal('changed'))
    await updateContact(tx, id, data, { ...saving, kind: 'changed' })
  })
}

/** Makes two records of one person one: what the other had is added, and its cases are the kept one's from then on. */
export async function mergeContacts(
  db: Db,
  { keep, other }: { readonly keep: ContactId; readonly other: ContactId },
  { by, now }: Pick<Saving, 'by' | 'now'>,
): Promise<void> {
  if (keep === other) throw contactRefused('contact-same')
  await transaction(db, async (tx) => {
    // In one order, so that two who merge the same pair do not wait for each other.
    for (const id of [keep, other].sort()) await lockContact(tx, id)
    const [kept, gone] = [living(await findContact(tx, keep)), living(await findContact(tx, other))]
    await updateContact(tx, keep, united(kept, gone), { by, now, kind: 'merged' })
    await sql`update contact set merged_into = ${keep}, revision = revision + 1, changed_at = ${now}, changed_by = ${by},
      entity_id = (select entity_id from contact where id = ${keep}) where id = ${other}`.execute(tx)
    await sql`update contact set merged_into = ${keep} where merged_into = ${other}`.execute(tx)
    await writeChange(tx, other, dataOfContact(gone), { by, now, kind: 'merged-away' })
  })
}

/** What two records of one person are together: the first's words where both have some. */
export function united(kept: Contact, other: Contact): ContactData {
  const phones = [...kept.phones]
  for (const phone of other.phones)
    if (!phones.some(({ digits, extension }) => digits === phone.digits && extension === phone.extension))
      phones.push(phone)
  const mails = [...kept.mails]
  for (const mail of other.mails)
    if (!mails.some((known) => known.toLowerCase() === mail.toLowerCase())) mails.push(mail)
  const own = dataOfContact(kept)
  const theirs = dataOfContact(other)
  const entity = own.entityName === null ? theirs : own
  const notes = [kept.notes, other.notes].filter((each, at, all) => each !== null && all.indexOf(each) === at)
  return {
    name: kept.name,
    entityCode: entity.entityCode,
    entityName: entity.entityName,
    unit: kept.unit ?? other.unit,
    phones,
    mails,
    notes: notes.length === 0 ? null : notes.join('\n').slice(0, 2_000),
  }
}

export function dataOfContact(contact: Contact): ContactData {
  const { name, entity, unit, phones, mails, notes } = contact
  return { name, entityCode: entity?.code ?? null, entityName: entity?.name ?? null, unit, phones, mails, notes }
}

/**
 * The contact that data name, for whoever opens a case: the one of that name who has one of these numbers or addresses or is of that
 * entity, else a new one. In the caller's transaction.
 */
export async function findOrCreateContact(tx: Tx, raw: Raw, saving: Saving): Promise<Contact> {
  const data = dataOf(readContact(raw, saving.plan))
  const key = foldText(data.name)
  const known = (await repeatedOf(tx, data)).find(({ name }) => foldText(name) === key)
  const id = known?.id ?? (await insertContact(tx, data, { ...saving, kind: 'created' }))
  return (await findContact(tx, id))!
}

/** Contacts that may be the same person: who share an outside number or an address, or the name in the same entity. */
export async function repeatedOf(db: Queryable, data: ContactData): Promise<readonly Contact[]> {
  const entity = data.entityCode === null ? null : await findEntityByCode(db, data.entityCode)
  const sharing = await contactsThatShare(db, {
    digits: data.phones.filter(({ digits }) => digits.length > 6).map(({ digits }) => digits),
    mails: data.mails,
  })
  const key = foldText(data.name)
  const colleagues =
    entity === null ? [] : (await contactsOfEntity(db, entity.id)).filter(({ name }) => foldText(name) === key)
  const same = sharing.filter(({ nameKey }) => nameKey === key || similar(nameKey, key))
  return [...same, ...colleagues.filter(({ id }) => !same.some((each) => each.id === id))]
}

/** A switchboard is shared by many: of those who share a number, the ones with a name in common are meant. */
function similar(a: string, b: string): boolean {
  const words = new Set(a.split(' ').filter((word) => word.length > 2))
  return b.split(' ').some((word) => words.has(word))
}

export async function editEntity(db: Db, id: EntityId, raw: Raw): Promise<void> {
  const read = readFields(ENTITY_FIELDS, raw)
  if ('faults' in read) throw new Refused(invalidInput(read.faults))
  const { revision, code, name, kind, notes } = read.input
  await transaction(db, async (tx) => {
    const { rows } =
      await sql<Entity>`select id, code, name, kind, notes, revision from entity where id = ${id} for update`.execute(
        tx,
      )
    const entity = rows[0]
    if (entity === undefined) throw contactRefused('entity-unknown')
    if (entity.revision !== revision) throw new Refused(peopleRefusal('changed'))
    const other = code === null ? await entityWithoutCode(tx, name) : await findEntityByCode(tx, code)
    if (other !== null && other.id !== id)
      throw new Refused(
        invalidInput({
          [code === null ? 'name' : 'code']: {
            code: 'taken',
            es: `Ya lo tiene «${other.name}». Cambie la entidad de los contactos en lugar de repetirla.`,
            en: `“${other.name}” has it already. Change the entity of the contacts instead of repeating it.`,
          },
        }),
      )
    await sql`update entity set code = ${code}, name = ${name}, name_key = ${foldText(name)}, kind = ${kind}, notes = ${notes},
      revision = revision + 1 where id = ${id}`.execute(tx)
    await refreshSearch(tx, id, entity, { code, name })
  })
}

async function entityWithoutCode(tx: Tx, name: string): Promise<Pick<Entity, 'id' | 'name'> | null> {
  const { rows } = await sql<Pick<Entity, 'id' | 'name'>>`
    select id, name from entity where code is null and name_key = ${foldText(name)}`.execute(tx)
  return rows[0] ?? null
}

/** Contacts are found by the name and code of their entity, so they take the new ones. */
async function refreshSearch(
  tx: Tx,
  id: EntityId,
  before: Pick<Entity, 'code' | 'name'>,
  after: Pick<Entity, 'code' | 'name'>,
): Promise<void> {
  const words = ({ code, name }: Pick<Entity, 'code' | 'name'>) => foldText(`${code ?? ''} ${name}`)
  if (words(before) === words(after)) return
  await sql`update contact set search_text = search_text || ${`${words(after)} `} where entity_id = ${id}`.execute(tx)
}

function readContact(raw: Raw, plan: PhonePlan) {
  const read = readFields(contactFields(plan), raw)
  if ('faults' in read) throw new Refused(invalidInput(read.faults))
  return read.input
}

/** Throws when there is none, or it has become another. */
export function living(contact: Contact | null): Contact {
  if (contact === null) throw contactRefused('contact-unknown')
  if (contact.mergedInto !== null) throw contactRefused('contact-merged')
  return contact
}

/** A contact in a line: `Nora Sic, Municipalidad de Río Claro, 2410-5000`. */
export function contactLine({ name, entity, phones }: Contact): string {
  return [name, entity?.name, phones[0] && phoneText(phones[0])].filter(Boolean).join(', ')
}
