import { type QueryExecutorProvider, sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { PersonId } from '#src/procedure/types.ts'

export interface Passkey {
  readonly id: string
  readonly person: PersonId
  readonly name: string
  readonly credentialId: string
  readonly publicKey: Buffer
  readonly counter: number
  readonly transports: readonly string[]
  readonly rpId: string
  readonly createdAt: InstantText
  readonly lastUsedAt: InstantText | null
}

const COLUMNS = sql`id, person_id as person, name, credential_id as "credentialId", public_key as "publicKey", counter,
  transports, rp_id as "rpId", created_at as "createdAt", last_used_at as "lastUsedAt"`

export async function passkeysOf(db: QueryExecutorProvider, person: PersonId): Promise<readonly Passkey[]> {
  const { rows } =
    await sql<Passkey>`select ${COLUMNS} from passkey where person_id = ${person} order by created_at`.execute(db)
  return rows.map(withNumber)
}

export async function passkeyByCredential(db: QueryExecutorProvider, credentialId: string): Promise<Passkey | null> {
  const { rows } = await sql<Passkey>`select ${COLUMNS} from passkey where credential_id = ${credentialId}`.execute(db)
  return rows[0] ? withNumber(rows[0]) : null
}

const withNumber = (passkey: Passkey): Passkey => ({ ...passkey, counter: Number(passkey.counter) })

/** Adds a passkey; false when its credential is known already. */
export async function addPasskey(
  db: QueryExecutorProvider,
  passkey: Omit<Passkey, 'id' | 'createdAt' | 'lastUsedAt' | 'publicKey'> & {
    readonly publicKey: Uint8Array
    readonly now: InstantText
  },
): Promise<boolean> {
  const { person, name, credentialId, publicKey, counter, transports, rpId, now } = passkey
  const { rows } =
    await sql`insert into passkey (person_id, name, credential_id, public_key, counter, transports, rp_id, created_at)
    values (${person}, ${name}, ${credentialId}, ${Buffer.from(publicKey)}, ${counter}, ${transports}::text[], ${rpId}, ${now})
    on conflict (credential_id) do nothing returning id`.execute(db)
  return rows.length > 0
}

/** Notes a use. The counter never goes back: of two answers with the same one, the second is refused. */
export async function passkeyUsed(
  db: QueryExecutorProvider,
  id: string,
  { counter, before, now }: { readonly counter: number; readonly before: number; readonly now: InstantText },
): Promise<boolean> {
  const { rows } = await sql`update passkey set counter = ${counter}, last_used_at = ${now}
    where id = ${id} and counter = ${before} returning id`.execute(db)
  return rows.length > 0
}

export async function removePasskey(db: QueryExecutorProvider, person: PersonId, id: string): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`delete from passkey where person_id = ${person} and id = ${id}
    returning name`.execute(db)
  return rows[0]?.name ?? null
}

export async function removePasskeysOf(db: QueryExecutorProvider, person: PersonId): Promise<number> {
  const { rows } = await sql`delete from passkey where person_id = ${person} returning id`.execute(db)
  return rows.length
}
