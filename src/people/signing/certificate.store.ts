import { type QueryExecutorProvider, sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { PersonId } from '#src/procedure/types.ts'
import type { RevocationReason } from '#src/signing/index.ts'

export interface PersonCertificate {
  readonly id: string
  readonly person: PersonId
  readonly authority: string | null
  readonly serial: string
  readonly fingerprint: string
  readonly certificate: Buffer
  readonly chain: string
  readonly sealedKey: Buffer | null
  readonly notBefore: InstantText
  readonly notAfter: InstantText
  readonly madeAt: InstantText
  readonly lockedAt: InstantText | null
  readonly retiredAt: InstantText | null
  readonly revokedAt: InstantText | null
  readonly revokedReason: RevocationReason | null
}

const COLUMNS = sql`
  id, person_id as person, authority_id as authority, serial, fingerprint, certificate, chain, sealed_key as "sealedKey",
  not_before as "notBefore", not_after as "notAfter", made_at as "madeAt", locked_at as "lockedAt", retired_at as "retiredAt",
  revoked_at as "revokedAt", revoked_reason as "revokedReason"`

/** The certificate with which a person signs now, whatever its state. */
export async function certificateOf(db: QueryExecutorProvider, person: PersonId): Promise<PersonCertificate | null> {
  const { rows } = await sql<PersonCertificate>`
    select ${COLUMNS} from person_certificate where person_id = ${person}::uuid and retired_at is null`.execute(db)
  return rows[0] ?? null
}

/** Of two who need a person's first certificate at the same moment, the second waits and finds it. */
export async function lockCertificateOf(tx: QueryExecutorProvider, person: PersonId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`certificate ${person}`}, 0))`.execute(tx)
}

/** Those that a person had before, newest first. */
export async function formerCertificates(
  db: QueryExecutorProvider,
  person: PersonId,
): Promise<readonly PersonCertificate[]> {
  const { rows } = await sql<PersonCertificate>`
    select ${COLUMNS} from person_certificate where person_id = ${person}::uuid and retired_at is not null
    order by made_at desc limit 50`.execute(db)
  return rows
}

/** The certificates of everybody, newest first. */
export async function listCertificates(
  db: QueryExecutorProvider,
  { page, size }: { readonly page: number; readonly size: number },
): Promise<{ readonly rows: readonly PersonCertificate[]; readonly total: number }> {
  const { rows } = await sql<PersonCertificate>`
    select ${COLUMNS} from person_certificate order by made_at desc, id desc limit ${size} offset ${(page - 1) * size}`.execute(
    db,
  )
  const count = await sql<{ total: number }>`select count(*)::int as total from person_certificate`.execute(db)
  return { rows, total: count.rows[0]?.total ?? 0 }
}

/** Puts a new certificate in the place of the one that the person had, whose key is destroyed. */
export async function replaceCertificate(
  tx: QueryExecutorProvider,
  row: Pick<
    PersonCertificate,
    | 'id'
    | 'person'
    | 'authority'
    | 'serial'
    | 'fingerprint'
    | 'certificate'
    | 'chain'
    | 'notBefore'
    | 'notAfter'
    | 'madeAt'
  > & {
    readonly sealedKey: Buffer
  },
): Promise<void> {
  await sql`update person_certificate set retired_at = ${row.madeAt}, sealed_key = null
    where person_id = ${row.person}::uuid and retired_at is null`.execute(tx)
  await sql`insert into person_certificate (id, person_id, authority_id, serial, fingerprint, certificate, chain, sealed_key, not_before, not_after, made_at)
    values (${row.id}::uuid, ${row.person}::uuid, ${row.authority}::uuid, ${row.serial}, ${row.fingerprint}, ${row.certificate}, ${row.chain},
      ${row.sealedKey}, ${row.notBefore}, ${row.notAfter}, ${row.madeAt})`.execute(tx)
}

export async function resealCertificate(
  tx: QueryExecutorProvider,
  id: string,
  sealedKey: Buffer | null,
  now: InstantText,
): Promise<void> {
  await sql`update person_certificate set sealed_key = ${sealedKey}, locked_at = case when ${sealedKey === null} then ${now}::timestamptz end
    where id = ${id}::uuid`.execute(tx)
}

/** Takes a certificate back; its key is destroyed. False when there is none, or it was taken back before. */
export async function revokeCertificate(
  tx: QueryExecutorProvider,
  {
    id,
    reason,
    by,
    now,
  }: { readonly id: string; readonly reason: RevocationReason; readonly by: PersonId; readonly now: InstantText },
): Promise<PersonId | null> {
  const { rows } = await sql<{ person: PersonId }>`
    update person_certificate set revoked_at = ${now}, revoked_reason = ${reason}, revoked_by = ${by}::uuid, sealed_key = null
    where id = ${id}::uuid and revoked_at is null returning person_id as person`.execute(tx)
  return rows[0]?.person ?? null
}

export interface RevokedRow {
  readonly serial: string
  readonly at: InstantText
  readonly reason: RevocationReason
  readonly authority: string
}

export async function listRevoked(db: QueryExecutorProvider): Promise<readonly RevokedRow[]> {
  const { rows } = await sql<RevokedRow>`
    select c.serial, c.revoked_at as at, c.revoked_reason as reason, a.fingerprint as authority
    from person_certificate c join certificate_authority a on a.id = c.authority_id
    where c.revoked_at is not null order by c.revoked_at, c.id`.execute(db)
  return rows
}
