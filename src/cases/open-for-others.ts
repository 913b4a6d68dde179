import { findContact } from '#src/people/contacts/contact.store.ts'
import { phoneText } from '#src/people/contacts/contact-fields.ts'
import { phonePlanOf } from '#src/people/contacts/phone-plan.ts'
import { findOrCreateContact, living } from '#src/people/contacts/save-contact.ts'
import type { Contact } from '#src/people/contacts/types.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { DistinctFrom, PrivateText } from '#src/procedure/types.ts'
import type { Call } from './call.ts'
import { contactCases } from './contact-cases.ts'
import { readersOf } from './readers.ts'
import { refused } from './refusals.ts'

/** Whoever attends others opens cases in their name: who holds a position, or stands in for one who does, and administrators. */
export function mayOpenForOthers(directory: InstitutionDirectory, person: string): boolean {
  if (directory.actingPostsOf(person).length > 0) return true
  return (directory.personById(person)?.administratorSince ?? null) !== null
}

/** A contact as the input of an opening names it: one that is there, or the data of one. */
export type ContactInput =
  | { readonly id: string }
  | {
      readonly name: string
      readonly unit?: string
      readonly entityCode?: string
      readonly entityName?: string
      readonly email?: string
      readonly phone?: string
    }

/** The contact of an opening, found or registered in its transaction. */
export async function contactOf(call: Call, input: ContactInput): Promise<Contact> {
  if ('id' in input) return living(await findContact(call.tx, input.id))
  const { name, unit, entityCode, entityName, email, phone } = input
  const raw = { name, unit, entityCode, entityName, mails: email, phones: phone }
  const by = call.actor.kind === 'person' ? call.actor.person : ''
  const plan = phonePlanOf(call.institution.directory.rows.institution)
  return findOrCreateContact(call.tx, raw, { by, now: call.now, plan })
}

/** What the record keeps of a contact: as it was when the case was opened. */
export function contactText({ name, entity, unit, phones, mails }: Contact): NonNullable<PrivateText['contact']> {
  const place = [entity?.name, unit].filter(Boolean).join(', ')
  return {
    name,
    ...(place === '' ? {} : { unit: place }),
    ...(mails[0] === undefined ? {} : { email: mails[0] }),
    ...(phones.length === 0 ? {} : { phone: phones.map(phoneText).join(' / ') }),
  }
}

/**
 * S4 3.3, a repeated code of unit: when the entity of the contact has other cases open, whoever opens this one has to have said that it
 * is a different matter. Gives what the act keeps of it; undefined where nothing was to be said.
 */
export async function distinctFrom(call: Call, contact: Contact, saidSo: boolean): Promise<DistinctFrom | undefined> {
  if (contact.entity === null || call.actor.kind !== 'person') return undefined
  const readers = readersOf(call.institution.directory, call.actor.person)
  const { cases, others } = await contactCases(call.tx, { kind: 'entity', id: contact.entity.id }, readers)
  if (cases.length + others === 0) return undefined
  const numbers = cases.map(({ number }) => number)
  if (!saidSo)
    throw refused('entity-has-open-cases', {
      entity: contact.entity.name,
      cases: [
        ...numbers.slice(0, 5),
        ...(numbers.length > 5 || others > 0 ? [`+${others + Math.max(0, numbers.length - 5)}`] : []),
      ].join(', '),
    })
  return { cases: numbers, unseen: others }
}
