import { sql } from 'kysely'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import { isUuid } from '#src/platform/uuid.ts'
import { contactFamily } from '../erase/erase-contacts.ts'

/** Whose data, or which case. */
export interface Subject {
  readonly kind: 'person' | 'contact' | 'case'
  /** Id of the person or contact; number of the case. */
  readonly id: string
}

/** A subject that there is, as it is looked for. */
export interface KnownSubject extends Subject {
  readonly name: string
  /** A contact with those that were merged into it. */
  readonly contacts: readonly string[]
  readonly names: readonly string[]
  readonly mails: readonly string[]
}

export const SUBJECT_PATHS = { person: 'persona', contact: 'contacto', case: 'expediente' } as const

export function subjectFrom(path: string, id: string): Subject | null {
  const kind = (['person', 'contact', 'case'] as const).find((each) => SUBJECT_PATHS[each] === path)
  if (kind === undefined) return null
  return (kind === 'case' ? /^\d{4}-\d{6,12}$/.test(id) : isUuid(id)) ? { kind, id } : null
}

/** Null for one that there is not. */
export async function knownSubject(
  db: Queryable,
  subject: Subject,
  directory: InstitutionDirectory,
): Promise<KnownSubject | null> {
  const alone = { contacts: [], names: [], mails: [] }
  if (subject.kind === 'person') {
    const person = directory.personById(subject.id)
    return person === null ? null : { ...subject, ...alone, name: person.name }
  }
  if (subject.kind === 'case') {
    const { rows } = await sql`select 1 from case_file where number = ${subject.id}`.execute(db)
    return rows.length === 0 ? null : { ...subject, ...alone, name: subject.id }
  }
  const contacts = await contactFamily(db, subject.id)
  const { rows } = await sql<{ id: string; name: string; mails: readonly string[] }>`
    select id, name, (select coalesce(array_agg(lower(address)), '{}') from contact_mail m where m.contact_id = c.id) as mails
    from contact c where id = any(${contacts}::uuid[])`.execute(db)
  const own = rows.find(({ id }) => id === subject.id)
  if (own === undefined) return null
  return {
    ...subject,
    name: own.name,
    contacts,
    names: rows.map(({ name }) => name.toLowerCase()),
    mails: rows.flatMap(({ mails }) => mails),
  }
}
