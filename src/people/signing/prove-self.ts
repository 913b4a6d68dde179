import { createHash } from 'node:crypto'
import type { Kysely, QueryExecutorProvider } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import { passwordKey, verifyPassword } from '#src/platform/crypto/password.ts'
import { openBox, sealBox } from '#src/platform/crypto/sealed-box.ts'
import { hashToken, randomToken } from '#src/platform/crypto/token.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { Refused } from '#src/platform/refusal.ts'
import { credentialOf } from '../credential.store.ts'
import { loadDirectory } from '../directory.ts'
import { peopleRefusal } from '../refusals.ts'
import { identitiesOf } from '../sign-in/identity.store.ts'
import { directoryPasswordFits } from '../sign-in/ldap/enter-by-directory.ts'
import { MAX_PASSWORD } from '../sign-in.ts'
import { attemptSucceeded, noteAttempt } from '../sign-in-attempt.store.ts'
import { insertProof, type ProofSubject, takeProof } from './proof.store.ts'
import { refusedToSign } from './refusals.ts'

/** What signing needs beside the database: the installation's secret, from its file. */
export interface SigningDeps {
  readonly secret: Uint8Array
}

export interface PasswordGiven {
  readonly person: string
  readonly password: string
  /** Of the network, as the server sees it. */
  readonly address: string
  readonly now: InstantText
}

/**
 * Makes sure that it is the person: the password is counted and refused as at the sign-in page, whatever else is asked. Gives the bytes
 * that open the person's key; they are nowhere stored as they are.
 */
export async function checkPassword(
  db: Kysely<unknown>,
  deps: SigningDeps,
  { person, password, address, now }: PasswordGiven,
): Promise<Buffer> {
  const username = (await loadDirectory(db, now)).personById(person)?.username
  if (username === undefined) throw new Refused(peopleRefusal('not-found'))
  const attempt = await transaction(db, (tx) => noteAttempt(tx, { username, address, now }))
  if (attempt === null) throw new Refused(peopleRefusal('too-many-attempts'))
  const cut = password.slice(0, MAX_PASSWORD)
  if (cut === '' || !(await passwordFits(db, deps, { person, username, password: cut })))
    throw refusedToSign('wrong-password')
  await attemptSucceeded(db, attempt)
  return personKey(person, password)
}

/** The password that is kept here, or the directory's. */
async function passwordFits(
  db: Kysely<unknown>,
  deps: SigningDeps,
  { person, username, password }: { readonly person: string; readonly username: string; readonly password: string },
): Promise<boolean> {
  const credential = await credentialOf(db, person)
  if (credential && (await verifyPassword(password, credential.hash))) return true
  const identity = (await identitiesOf(db, person)).find(({ source }) => source === 'directory')
  if (identity === undefined) {
    if (!credential) throw refusedToSign('no-password')
    return false
  }
  return directoryPasswordFits(db, deps, { subject: identity.subject, username, password })
}

/** Proves who is about to sign a task. The proof is good for that task, that person, one use and two minutes. */
export async function proveSelf(
  db: Kysely<unknown>,
  { secret }: SigningDeps,
  given: PasswordGiven & Omit<ProofSubject, 'person'>,
): Promise<string> {
  const key = await checkPassword(db, { secret }, given)
  const proof = randomToken()
  const sealed = sealBox(key, [secret, Buffer.from(proof)], about(given))
  await insertProof(db, { ...given, tokenHash: hashToken(proof), sealed })
  return proof
}

/** Uses a proof up inside the transaction of what it was given for; gives what opens the person's key. */
export async function useProof(
  tx: QueryExecutorProvider,
  { secret }: SigningDeps,
  subject: ProofSubject & { readonly proof: string; readonly now: InstantText },
): Promise<Buffer> {
  const sealed = await takeProof(tx, { ...subject, tokenHash: hashToken(subject.proof) })
  const key = sealed === null ? null : openBox(sealed, [secret, Buffer.from(subject.proof)], about(subject))
  if (key === null) throw refusedToSign('proof-not-valid')
  return key
}

/** The person's own salt is the id: no two are alike, and the installation's secret comes in where the key is sealed. */
export function personKey(person: string, password: string): Promise<Buffer> {
  const salt = createHash('sha256').update(`ventanilla signing key ${person}`).digest().subarray(0, 16)
  return passwordKey(password.slice(0, MAX_PASSWORD), salt)
}

const about = ({ person, number, task }: ProofSubject) => `proof ${person} ${number} ${task}`
