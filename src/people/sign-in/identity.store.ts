import { type QueryExecutorProvider, sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { PersonId } from '#src/procedure/types.ts'

/** Where persons come from: the institution's directory (LDAP), or an OpenID provider. */
export type Source = 'directory' | 'openid'

export interface Identity {
  readonly id: string
  readonly person: PersonId
  readonly source: Source
  /** Of OpenID; empty for the directory. */
  readonly issuer: string
  /** What never changes there. */
  readonly subject: string
  /** What it is called there: the DN, the user name. */
  readonly name: string
  readonly linkedAt: InstantText
  readonly seenAt: InstantText
  readonly missingSince: InstantText | null
}

const COLUMNS = sql`id, person_id as person, source, issuer, subject, name, linked_at as "linkedAt", seen_at as "seenAt",
  missing_since as "missingSince"`

export async function identityBySubject(
  db: QueryExecutorProvider,
  { source, issuer = '', subject }: { readonly source: Source; readonly issuer?: string; readonly subject: string },
): Promise<Identity | null> {
  const { rows } = await sql<Identity>`select ${COLUMNS} from person_identity
    where source = ${source} and issuer = ${issuer} and subject = ${subject}`.execute(db)
  return rows[0] ?? null
}

export async function identitiesOf(db: QueryExecutorProvider, person: PersonId): Promise<readonly Identity[]> {
  const { rows } = await sql<Identity>`select ${COLUMNS} from person_identity where person_id = ${person}
    order by source, issuer`.execute(db)
  return rows
}

export async function identitiesFrom(db: QueryExecutorProvider, source: Source): Promise<readonly Identity[]> {
  const { rows } = await sql<Identity>`select ${COLUMNS} from person_identity where source = ${source}`.execute(db)
  return rows
}

export async function linkIdentity(
  db: QueryExecutorProvider,
  {
    person,
    source,
    issuer = '',
    subject,
    name,
    now,
  }: Pick<Identity, 'person' | 'source' | 'subject' | 'name'> & { readonly issuer?: string; readonly now: InstantText },
): Promise<void> {
  await sql`insert into person_identity (person_id, source, issuer, subject, name, linked_at, seen_at)
    values (${person}, ${source}, ${issuer}, ${subject}, ${name.slice(0, 1000)}, ${now}, ${now})`.execute(db)
}

export async function identitySeen(
  db: QueryExecutorProvider,
  id: string,
  { name, now }: { readonly name: string; readonly now: InstantText },
): Promise<void> {
  await sql`update person_identity set name = ${name.slice(0, 1000)}, seen_at = ${now}, missing_since = null
    where id = ${id}`.execute(db)
}

export async function identityMissing(db: QueryExecutorProvider, id: string, now: InstantText): Promise<void> {
  await sql`update person_identity set missing_since = coalesce(missing_since, ${now}) where id = ${id}`.execute(db)
}

export async function unlinkIdentity(db: QueryExecutorProvider, person: PersonId, source: Source): Promise<boolean> {
  const { rows } =
    await sql`delete from person_identity where person_id = ${person} and source = ${source} returning id`.execute(db)
  return rows.length > 0
}
