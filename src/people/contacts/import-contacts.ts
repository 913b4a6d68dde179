import { sql } from 'kysely'
import { foldText } from '#src/manual/index.ts'
import { transaction } from '#src/platform/db/pool.ts'
import type { Db, Queryable } from '#src/platform/db/types.ts'
import { isUuid } from '#src/platform/uuid.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { writeAdminAct } from '../acts/admin-act.store.ts'
import { contactsNamed, findContact } from './contact.store.ts'
import { contactRefused } from './contact-refusals.ts'
import { type ContactRow, readContactRows } from './read-contact-rows.ts'
import { dataOfContact, type Saving, united } from './save-contact.ts'
import type { Contact, ContactData } from './types.ts'
import { insertContact, updateContact } from './write-contact.ts'

/** What a row of a file would do. */
export type PlannedRow =
  | { readonly kind: 'added'; readonly line: number; readonly data: ContactData }
  | {
      readonly kind: 'changed'
      readonly line: number
      readonly contact: Contact
      readonly data: ContactData
      readonly what: readonly (keyof ContactData)[]
    }
  | { readonly kind: 'same'; readonly line: number; readonly contact: Contact }
  | (ContactRow & { readonly kind: 'faulty' })
  | { readonly kind: 'repeated'; readonly line: number; readonly name: string; readonly first: number }

export interface StoredImport {
  readonly id: string
  readonly fileName: string
  readonly content: string
  readonly doneAt: string | null
}

/** Keeps a file to be looked at; old ones go. Throws a refusal when it cannot be read at all. */
export async function keepImport(
  db: Db,
  { fileName, content, by, now, plan }: Saving & { readonly fileName: string; readonly content: string },
): Promise<string> {
  readContactRows(content, plan)
  await sql`delete from contact_import where at < ${now}::timestamptz - interval '1 day'`.execute(db)
  const { rows } = await sql<{ id: string }>`insert into contact_import (by, at, file_name, content)
    values (${by}, ${now}, ${fileName}, ${content}) returning id`.execute(db)
  return rows[0]!.id
}

/** A file that this person brought. */
export async function findImport(db: Queryable, id: string, by: PersonId): Promise<StoredImport | null> {
  if (!isUuid(id)) return null
  const { rows } = await sql<StoredImport>`
    select id, file_name as "fileName", content, done_at as "doneAt" from contact_import where id = ${id} and by = ${by}`.execute(
    db,
  )
  return rows[0] ?? null
}

/** What the rows of a file would do now. A row of somebody who is there adds what is new and takes nothing away. */
export async function planImport(db: Queryable, content: string, plan: Saving['plan']): Promise<readonly PlannedRow[]> {
  const rows = readContactRows(content, plan)
  const read = rows.filter((row) => row.kind === 'read')
  const known = await contactsNamed(db, [...new Set(read.map(({ data }) => foldText(data.name)))])
  const byName = Map.groupBy(known, ({ name }) => foldText(name))
  const seen = new Map<string, number>()
  const planned: PlannedRow[] = []
  for (const row of rows) {
    if (row.kind === 'faulty') {
      planned.push(row)
      continue
    }
    const { line, data, id } = row
    const contact = await contactOfRow(db, id, data, byName)
    const key =
      contact?.id ??
      `${foldText(data.name)}|${foldText(data.entityCode ?? data.entityName ?? '')}|${data.phones[0]?.digits ?? data.mails[0] ?? ''}`
    const first = seen.get(key)
    seen.set(key, first ?? line)
    if (first !== undefined) planned.push({ kind: 'repeated', line, name: data.name, first })
    else if (contact === null) planned.push({ kind: 'added', line, data })
    else planned.push(changeOf(line, contact, data))
  }
  return planned
}

/** Lets the rows of a file in, all or none, as they stand now. Gives how many were added and changed. */
export async function runImport(
  db: Db,
  id: string,
  saving: Saving,
): Promise<{ readonly added: number; readonly changed: number }> {
  return transaction(db, async (tx) => {
    await sql`select 1 from contact_import where id = ${id} for update`.execute(tx)
    const stored = await findImport(tx, id, saving.by)
    if (stored === null || stored.doneAt !== null) throw contactRefused('contact-unknown')
    let [added, changed] = [0, 0]
    for (const row of await planImport(tx, stored.content, saving.plan)) {
      if (row.kind === 'added') {
        await insertContact(tx, row.data, { ...saving, kind: 'imported' })
        added++
      } else if (row.kind === 'changed') {
        await sql`select 1 from contact where id = ${row.contact.id} for update`.execute(tx)
        await updateContact(tx, row.contact.id, row.data, { ...saving, kind: 'imported' })
        changed++
      }
    }
    await sql`update contact_import set done_at = ${saving.now}, content = '' where id = ${id}`.execute(tx)
    await writeAdminAct(tx, {
      at: saving.now,
      actor: saving.by,
      action: 'contacts.import',
      subject: { kind: 'contacts', id },
      data: { file: stored.fileName, added, changed },
    })
    return { added, changed }
  })
}

async function contactOfRow(
  db: Queryable,
  id: string | null,
  data: ContactData,
  byName: ReadonlyMap<string, readonly Contact[]>,
): Promise<Contact | null> {
  if (id !== null && isUuid(id)) {
    const contact = await findContact(db, id)
    if (contact !== null && contact.mergedInto === null) return contact
  }
  return (byName.get(foldText(data.name)) ?? []).find((contact) => samePerson(contact, data)) ?? null
}

/** Of two of one name: the same entity, number or address says that they are one; nothing that says otherwise, too. */
function samePerson(contact: Contact, data: ContactData): boolean {
  const entity = (code: string | null, name: string | null) => foldText(code ?? name ?? '')
  const theirs = entity(contact.entity?.code ?? null, contact.entity?.name ?? null)
  const own = entity(data.entityCode, data.entityName)
  if (contact.phones.some(({ digits }) => data.phones.some((phone) => phone.digits === digits))) return true
  if (contact.mails.some((mail) => data.mails.some((each) => each.toLowerCase() === mail.toLowerCase()))) return true
  if (own !== '') return own === theirs || foldText(data.entityName ?? '') === foldText(contact.entity?.name ?? '')
  return theirs === '' && data.phones.length === 0 && data.mails.length === 0
}

function changeOf(line: number, contact: Contact, data: ContactData): PlannedRow {
  const before = dataOfContact(contact)
  const both = united(
    {
      ...contact,
      name: data.name,
      unit: data.unit ?? contact.unit,
      notes: data.notes ?? contact.notes,
      entity:
        data.entityCode === null && data.entityName === null
          ? contact.entity
          : { id: '', code: data.entityCode, name: data.entityName ?? contact.entity?.name ?? data.entityCode! },
    },
    { ...contact, notes: null, phones: data.phones, mails: data.mails },
  )
  const sameEntity =
    data.entityCode === null
      ? data.entityName === null || foldText(data.entityName) === foldText(before.entityName ?? '')
      : foldText(data.entityCode) === foldText(before.entityCode ?? '')
  const after = sameEntity ? { ...both, entityCode: before.entityCode, entityName: before.entityName } : both
  const what = (Object.keys(before) as (keyof ContactData)[]).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
  return what.length === 0 ? { kind: 'same', line, contact } : { kind: 'changed', line, contact, data: after, what }
}
