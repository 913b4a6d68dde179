import { createPrivateKey, randomUUID } from 'node:crypto'
import type { Kysely, QueryExecutorProvider } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import { openBox, sealBox } from '#src/platform/crypto/sealed-box.ts'
import { transaction } from '#src/platform/db/pool.ts'
import {
  type Certificate,
  type KeyWithCertificate,
  makeAuthority,
  makeCrl,
  pemOf,
  type Revocation,
  readCertificate,
  readCertificates,
  type TrustBase,
} from '#src/signing/index.ts'
import { writeAdminAct } from '../acts/admin-act.store.ts'
import type { InstitutionDirectory } from '../types.ts'
import {
  type AuthorityRow,
  authorityKnown,
  insertAuthority,
  issuingAuthority,
  listAuthorities,
  lockAuthorities,
  retireAuthority,
} from './authority.store.ts'
import { listRevoked } from './certificate.store.ts'
import type { SigningDeps } from './prove-self.ts'
import { refusedToSign } from './refusals.ts'

export interface OpenAuthority extends KeyWithCertificate {
  readonly id: string
  readonly until: Temporal.Instant
  readonly name: Buffer
}

const YEARS = 10

/** The authority that issues, its key opened; made at the first need. */
export async function openAuthority(
  tx: QueryExecutorProvider,
  deps: SigningDeps,
  directory: InstitutionDirectory,
  now: InstantText,
): Promise<OpenAuthority> {
  const known = await issuingAuthority(tx)
  if (known !== null) return opened(known, deps)
  await lockAuthorities(tx)
  const meanwhile = await issuingAuthority(tx)
  if (meanwhile !== null) return opened(meanwhile, deps)
  const institution = directory.rows.institution
  const from = Temporal.Instant.from(now)
  const made = await makeAuthority(
    {
      name: `Autoridad certificadora ${institution?.code ?? 'Ventanilla'}`,
      institution: institution?.name,
      country: countryOf(directory),
    },
    { from, until: from.add({ hours: 24 * 365 * YEARS }) },
  )
  return opened(await keepAuthority(tx, deps, made, { by: null, now, action: 'authority.make' }), deps)
}

export function countryOf(directory: InstitutionDirectory): string | undefined {
  const calendar = directory.rows.institution?.calendar ?? ''
  return /^[A-Z]{2}$/.test(calendar) ? calendar : undefined
}

function opened(row: AuthorityRow, { secret }: SigningDeps): OpenAuthority {
  const pkcs8 = openBox(row.sealedKey!, [secret], `authority ${row.id}`)
  if (pkcs8 === null) throw refusedToSign('authority-locked')
  const { subjectDer, until } = readCertificate(row.certificate)
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  return { id: row.id, key, certificate: row.certificate, chain: pemChain(row.chain), until, name: subjectDer }
}

export const pemChain = (pem: string): Buffer[] =>
  pem === '' ? [] : readCertificates(Buffer.from(pem)).map(({ der }) => der)

type Why = { readonly by: string | null; readonly now: InstantText; readonly action: string }

async function keepAuthority(
  tx: QueryExecutorProvider,
  { secret }: SigningDeps,
  made: KeyWithCertificate,
  { by, now, action }: Why,
): Promise<AuthorityRow> {
  const id = randomUUID()
  const { fingerprint, subject } = readCertificate(made.certificate)
  const sealedKey = sealBox(made.key.export({ type: 'pkcs8', format: 'der' }), [secret], `authority ${id}`)
  const row = {
    id,
    certificate: made.certificate,
    fingerprint,
    chain: made.chain.map(pemOf).join(''),
    sealedKey,
    madeAt: now,
    retiredAt: null,
  }
  await insertAuthority(tx, { ...row, madeBy: by })
  await writeAdminAct(tx, {
    at: now,
    actor: by,
    action,
    subject: { kind: 'authority', id },
    data: { name: subject.name, fingerprint },
  })
  return row
}

/** The institution's own authority takes the place of the one that issued until now, which is believed still. */
export async function importAuthority(
  db: Kysely<unknown>,
  deps: SigningDeps,
  given: KeyWithCertificate,
  why: Omit<Why, 'action'>,
): Promise<void> {
  const certificate = readCertificate(given.certificate)
  if (!certificate.authority || certificate.usage?.certify === false) throw refusedToSign('not-an-authority')
  if (Temporal.Instant.compare(certificate.until, Temporal.Instant.from(why.now)) <= 0)
    throw refusedToSign('authority-expired')
  await transaction(db, async (tx) => {
    await lockAuthorities(tx)
    if (await authorityKnown(tx, certificate.fingerprint)) throw refusedToSign('authority-known')
    await retireAuthority(tx, why.now)
    await keepAuthority(tx, deps, given, { ...why, action: 'authority.import' })
  })
}

/** A new authority of the program's own in the place of the one that issues. */
export async function renewAuthority(
  db: Kysely<unknown>,
  deps: SigningDeps,
  directory: InstitutionDirectory,
  { by, now }: Omit<Why, 'action'>,
): Promise<void> {
  await transaction(db, async (tx) => {
    await lockAuthorities(tx)
    await retireAuthority(tx, now)
    await openAuthority(tx, deps, directory, now)
    await writeAdminAct(tx, {
      at: now,
      actor: by,
      action: 'authority.renew',
      subject: { kind: 'authority', id: 'issuing' },
      data: {},
    })
  })
}

/** Believes further authorities, which issue elsewhere. Gives how many were new. */
export async function trustAuthorities(
  db: Kysely<unknown>,
  bytes: Uint8Array,
  { by, now }: Omit<Why, 'action'>,
): Promise<number> {
  const certificates = certificatesOf(bytes)
  if (certificates.some(({ authority, usage }) => !authority || usage?.certify === false))
    throw refusedToSign('not-an-authority')
  return transaction(db, async (tx) => {
    await lockAuthorities(tx)
    let added = 0
    for (const { der, fingerprint, subject } of certificates) {
      if (await authorityKnown(tx, fingerprint)) continue
      const id = randomUUID()
      await insertAuthority(tx, {
        id,
        certificate: der,
        fingerprint,
        chain: '',
        sealedKey: null,
        madeAt: now,
        madeBy: by,
      })
      await writeAdminAct(tx, {
        at: now,
        actor: by,
        action: 'authority.trust',
        subject: { kind: 'authority', id },
        data: { name: subject.name, fingerprint },
      })
      added += 1
    }
    if (added === 0) throw refusedToSign('authority-known')
    return added
  })
}

function certificatesOf(bytes: Uint8Array): Certificate[] {
  try {
    const found = readCertificates(bytes)
    if (found.length > 0) return found
  } catch {
    // Said below: whatever it was, it was no certificate.
  }
  throw refusedToSign('not-a-certificate')
}

/** What the institution believes, for checking signatures. */
export async function trustBase(db: QueryExecutorProvider): Promise<TrustBase> {
  const [authorities, revoked] = await Promise.all([listAuthorities(db), listRevoked(db)])
  const byAuthority = Map.groupBy(revoked, ({ authority }) => authority)
  return {
    roots: authorities.map(({ certificate }) => readCertificate(certificate)),
    revoked: new Map([...byAuthority].map(([fingerprint, rows]) => [fingerprint, rows.map(revocation)])),
  }
}

const revocation = ({
  serial,
  at,
  reason,
}: {
  serial: string
  at: InstantText
  reason: Revocation['reason']
}): Revocation => ({
  serial,
  at: Temporal.Instant.from(at),
  reason,
})

/** The issuing authority's signed list of what it took back; null before there is an authority. */
export async function currentCrl(
  db: QueryExecutorProvider,
  deps: SigningDeps,
  now: InstantText,
): Promise<Buffer | null> {
  const row = await issuingAuthority(db)
  if (row === null) return null
  const at = Temporal.Instant.from(now)
  const revoked = (await listRevoked(db)).filter(({ authority }) => authority === row.fingerprint).map(revocation)
  return makeCrl(opened(row, deps), { revoked, at, number: Math.floor(at.epochMilliseconds / 1000) })
}
