import { foldText } from '#src/manual/index.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import type { InstitutionDirectory, Person } from '../types.ts'
import { searchContacts } from './contact.store.ts'
import { phoneText } from './contact-fields.ts'
import { searchWords } from './contact-search.ts'
import type { Contact } from './types.ts'

/** Somebody who may be asking: a person of the institution, or a contact outside it. */
export interface Caller {
  readonly kind: 'person' | 'contact'
  readonly id: string
  readonly name: string
  /** Where: unit and position, or entity and unit. */
  readonly place: string
  readonly phones: readonly string[]
  readonly mail: string | null
  /** Code of the entity of a contact. */
  readonly code: string | null
}

const MOST_OF_EACH = 8

/** Persons of the directory and contacts whom a name, user name, extension, number or code finds, persons first. */
export async function searchCallers(
  db: Queryable,
  directory: InstitutionDirectory,
  asked: string,
): Promise<{ readonly callers: readonly Caller[]; readonly more: boolean }> {
  const people = searchPeople(directory, asked)
  const outside = await searchContacts(db, asked, MOST_OF_EACH)
  return {
    callers: [
      ...people.slice(0, MOST_OF_EACH).map((person) => callerOfPerson(directory, person)),
      ...outside.contacts.map(callerOfContact),
    ],
    more: people.length > MOST_OF_EACH || outside.more,
  }
}

/** People who work here in whom every word is found; names that begin with what was asked first. */
export function searchPeople(directory: InstitutionDirectory, asked: string): readonly Person[] {
  const words = searchWords(asked)
  if (words.length === 0) return []
  const whole = words.join(' ')
  const texts = textsOf(directory)
  const begins = (person: Person) =>
    foldText(person.name).startsWith(whole) || person.username === whole || person.extension === whole
  return directory.activePeople
    .filter(({ id }) => {
      const text = texts.get(id)!
      return words.every((word) => text.includes(word.length < 3 ? ` ${word}` : word))
    })
    .toSorted((a, b) => Number(begins(b)) - Number(begins(a)))
}

// By snapshot of the directory: thousands of people are folded once for each change of it.
const kept = new WeakMap<InstitutionDirectory, ReadonlyMap<string, string>>()

function textsOf(directory: InstitutionDirectory): ReadonlyMap<string, string> {
  const known = kept.get(directory)
  if (known !== undefined) return known
  const texts = new Map(
    directory.activePeople.map((person) => {
      const { id, name, username, email, phone, extension } = person
      const unit = directory.unitOf(id)
      const digits = (phone ?? '').replace(/\D/g, '')
      return [
        id,
        ` ${foldText([name, username, email, digits, extension, unit?.code, unit?.name].filter(Boolean).join(' '))}`,
      ]
    }),
  )
  kept.set(directory, texts)
  return texts
}

export function callerOfPerson(directory: InstitutionDirectory, person: Person): Caller {
  const { id, name, phone, extension, email } = person
  const [post] = directory.positionsOf(id)
  const place = [post?.title, directory.unitOf(id)?.name].filter(Boolean).join(' · ')
  const number = [phone, extension && `ext. ${extension}`].filter(Boolean).join(' ')
  return { kind: 'person', id, name, place, phones: number === '' ? [] : [number], mail: email, code: null }
}

export function callerOfContact({ id, name, entity, unit, phones, mails }: Contact): Caller {
  return {
    kind: 'contact',
    id,
    name,
    place: [entity && [entity.code, entity.name].filter(Boolean).join(' '), unit].filter(Boolean).join(' · '),
    phones: phones.map(phoneText),
    mail: mails[0] ?? null,
    code: entity?.code ?? null,
  }
}
