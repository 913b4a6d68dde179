import { createPrivateKey, randomUUID } from 'node:crypto'
import type { Kysely, QueryExecutorProvider } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import { openBox, sealBox } from '#src/platform/crypto/sealed-box.ts'
import { transaction } from '#src/platform/db/pool.ts'
import {
  issueCertificate,
  type KeyWithCertificate,
  openPkcs12Apart,
  Pkcs12Fault,
  pemOf,
  readCertificate,
  type Subject,
  trustOf,
} from '#src/signing/index.ts'
import type { InstitutionDirectory } from '../types.ts'
import { countryOf, openAuthority, pemChain, trustBase } from './authority.ts'
import {
  certificateOf,
  lockCertificateOf,
  type PersonCertificate,
  replaceCertificate,
  resealCertificate,
} from './certificate.store.ts'
import { personKey, type SigningDeps } from './prove-self.ts'
import { refusedToSign, type SigningRefusalCode } from './refusals.ts'

/** Whether a person can sign: yes, yes with a certificate that is issued while signing, or what stands in the way. */
export type SignerStanding = 'ready' | 'issued-at-signing' | SigningRefusalCode

const YEARS = 2

export async function signerStanding(
  db: QueryExecutorProvider,
  person: string,
  now: InstantText,
): Promise<SignerStanding> {
  return standingOf(await certificateOf(db, person), now)
}

export function standingOf(certificate: PersonCertificate | null, now: InstantText): SignerStanding {
  if (certificate === null) return 'issued-at-signing'
  if (certificate.revokedAt !== null) return 'certificate-revoked'
  if (Date.parse(certificate.notAfter) <= Date.parse(now)) return 'certificate-expired'
  if (Date.parse(certificate.notBefore) > Date.parse(now)) return 'certificate-not-yet'
  return certificate.lockedAt !== null || certificate.sealedKey === null ? 'certificate-locked' : 'ready'
}

export interface Signer {
  readonly key: KeyWithCertificate
  readonly serial: string
  readonly fingerprint: string
}

/** What a person signs with, opened by what the password gives. Whoever has none yet gets one of the institution's authority. */
export async function openSigner(
  tx: QueryExecutorProvider,
  deps: SigningDeps,
  directory: InstitutionDirectory,
  { person, key, now }: { readonly person: string; readonly key: Buffer; readonly now: InstantText },
): Promise<Signer> {
  let known = await certificateOf(tx, person)
  if (known === null) {
    await lockCertificateOf(tx, person)
    known = await certificateOf(tx, person)
    if (known === null) return issueTo(tx, deps, directory, { person, key, now })
  }
  const standing = standingOf(known, now)
  if (standing !== 'ready' && standing !== 'issued-at-signing') throw refusedToSign(standing)
  const pkcs8 = openBox(known.sealedKey!, [deps.secret, key], `person ${known.id}`)
  if (pkcs8 === null) throw refusedToSign('certificate-locked')
  const { serial, fingerprint, certificate, chain } = known
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  return { key: { key: privateKey, certificate, chain: pemChain(chain) }, serial, fingerprint }
}

interface ForPerson {
  readonly person: string
  /** What the password gives. */
  readonly key: Buffer
  readonly now: InstantText
}

/** Issues a certificate to a person; the one before is retired. */
export async function issueTo(
  tx: QueryExecutorProvider,
  deps: SigningDeps,
  directory: InstitutionDirectory,
  given: ForPerson,
): Promise<Signer> {
  const authority = await openAuthority(tx, deps, directory, given.now)
  const from = Temporal.Instant.from(given.now)
  if (Temporal.Instant.compare(authority.until, from.add({ hours: 24 })) < 0) throw refusedToSign('authority-expired')
  const until = from.add({ hours: 24 * 365 * YEARS })
  const made = await issueCertificate(authority, { subject: subjectOf(directory, given.person), from, until })
  return keep(tx, deps, made, authority.id, given)
}

function subjectOf(directory: InstitutionDirectory, person: string): Subject {
  const [post] = directory.positionsOf(person)
  return {
    name: directory.personName(person),
    title: post?.title,
    unit: post?.unit ?? directory.unitOf(person)?.name,
    institution: directory.rows.institution?.name,
    country: countryOf(directory),
    serial: directory.personById(person)?.username,
  }
}

async function keep(
  tx: QueryExecutorProvider,
  { secret }: SigningDeps,
  made: KeyWithCertificate,
  authority: string | null,
  { person, key, now }: ForPerson,
): Promise<Signer> {
  await lockCertificateOf(tx, person)
  const id = randomUUID()
  const { serial, fingerprint, from, until } = readCertificate(made.certificate)
  const sealedKey = sealBox(made.key.export({ type: 'pkcs8', format: 'der' }), [secret, key], `person ${id}`)
  await replaceCertificate(tx, {
    id,
    person,
    authority,
    serial,
    fingerprint,
    certificate: made.certificate,
    chain: made.chain.map(pemOf).join(''),
    sealedKey,
    notBefore: from.toString(),
    notAfter: until.toString(),
    madeAt: now,
  })
  return { key: made, serial, fingerprint }
}

/** Keeps the certificate that a person brings in a PKCS #12 file. The file's password is used here and not kept. */
export async function bringCertificate(
  db: Kysely<unknown>,
  deps: SigningDeps,
  given: ForPerson & { readonly file: Uint8Array; readonly filePassword: string },
): Promise<void> {
  const brought = await openPkcs12(given.file, given.filePassword)
  const certificate = readCertificate(brought.certificate)
  const now = Temporal.Instant.from(given.now)
  const base = await trustBase(db)
  const trust = trustOf(certificate, now, now, { ...base, between: brought.chain.map(readCertificate) })
  if (trust.kind === 'expired' || trust.kind === 'not-yet' || trust.kind === 'revoked')
    throw refusedToSign(`certificate-${trust.kind}`)
  if (trust.kind === 'not-for-signing' || certificate.authority) throw refusedToSign('not-for-signing')
  if (trust.kind !== 'trusted') throw refusedToSign('not-trusted')
  await transaction(db, (tx) => keep(tx, deps, brought, null, given))
}

/** The key and the certificates of a file that somebody brings. */
export async function openPkcs12(file: Uint8Array, password: string): Promise<KeyWithCertificate> {
  try {
    return await openPkcs12Apart(file, password)
  } catch (error) {
    if (!(error instanceof Pkcs12Fault)) throw error
    throw refusedToSign(PKCS12_REFUSALS[error.code])
  }
}

const PKCS12_REFUSALS = {
  'not-pkcs12': 'not-pkcs12',
  'wrong-password': 'pkcs12-password',
  'unknown-cipher': 'pkcs12-cipher',
  'no-key': 'pkcs12-incomplete',
  'no-certificate': 'pkcs12-incomplete',
  'weak-key': 'weak-key',
  'too-much': 'pkcs12-too-much',
} as const satisfies Record<Pkcs12Fault['code'], SigningRefusalCode>

/**
 * Seals a person's key anew when the password changes. One that the former password does not open, because an administrator had reset
 * it, is destroyed: nobody can sign with it any more.
 */
export async function resealForPassword(
  tx: QueryExecutorProvider,
  { secret }: SigningDeps,
  {
    person,
    current,
    next,
    now,
  }: { readonly person: string; readonly current: string; readonly next: string; readonly now: InstantText },
): Promise<void> {
  const known = await certificateOf(tx, person)
  if (known?.sealedKey == null) return
  const about = `person ${known.id}`
  const pkcs8 = openBox(known.sealedKey, [secret, await personKey(person, current)], about)
  const sealed = pkcs8 === null ? null : sealBox(pkcs8, [secret, await personKey(person, next)], about)
  await resealCertificate(tx, known.id, sealed, now)
}
