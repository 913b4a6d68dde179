import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Kysely } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { refusedSignIn } from '../refusals.ts'
import { beginStep, takeStep } from '../step.store.ts'
import { addPasskey, passkeyByCredential, passkeysOf, passkeyUsed } from './passkey.store.ts'
import type { RelyingParty } from './relying-party.ts'

/** Thirteen megabytes, that a server where nobody uses a passkey need not have. */
const webauthn = () => import('@simplewebauthn/server')

const MOST_PASSKEYS = 20
/** Ed25519, ECDSA with P-256, RSA with SHA-256 (COSE): what every device has one of. */
const ALGORITHMS = [-8, -7, -257]
const MINUTES = 5

/** What the browser needs to make a passkey, and the step that its answer takes up. */
export async function beginPasskey(
  db: Kysely<unknown>,
  party: RelyingParty,
  {
    person,
    username,
    name,
    institution,
    now,
  }: {
    readonly person: PersonId
    readonly username: string
    readonly name: string
    readonly institution: string
    readonly now: InstantText
  },
) {
  const own = await passkeysOf(db, person)
  if (own.length >= MOST_PASSKEYS) throw refusedSignIn('too-many-passkeys')
  const options = await (await webauthn()).generateRegistrationOptions({
    rpName: institution,
    rpID: party.id,
    userName: username,
    userDisplayName: name,
    // The id of the person says nothing of the person to whoever finds the key.
    userID: Buffer.from(person.replaceAll('-', ''), 'hex'),
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: own.map(({ credentialId, transports }) => ({ id: credentialId, transports: [...transports] })),
    // Discoverable, and opened by a finger, a face or a number: it counts as both factors.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  const step = await beginStep(db, {
    kind: 'new-passkey',
    person,
    data: { challenge: options.challenge },
    now,
    minutes: MINUTES,
  })
  return { options, step }
}

/** Keeps the passkey that the browser made. Refuses what does not answer the challenge, from elsewhere, or for another person. */
export async function registerPasskey(
  db: Kysely<unknown>,
  party: RelyingParty,
  given: {
    readonly person: PersonId
    readonly name: string
    readonly step: string | undefined
    /** JSON of the browser's answer. */
    readonly response: string
    readonly now: InstantText
  },
): Promise<void> {
  const name = given.name
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  if (name === '' || name.length > 60) throw refusedSignIn('passkey-name')
  const step = await takeStep(db, { kind: 'new-passkey', token: given.step, now: given.now })
  const response = parsed<RegistrationResponseJSON>(given.response)
  if (step === null || step.person !== given.person || response === null) throw refusedSignIn('passkey-refused')
  const { verified, registrationInfo } = await (await webauthn())
    .verifyRegistrationResponse({
      response,
      expectedChallenge: String(step.data.challenge),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    })
    .catch(refuse)
  if (!verified || !registrationInfo) throw refusedSignIn('passkey-refused')
  const { id, publicKey, counter, transports = [] } = registrationInfo.credential
  const added = await addPasskey(db, {
    person: given.person,
    name,
    credentialId: id,
    publicKey,
    counter,
    transports: transports.filter((each) => /^[a-z-]{1,20}$/.test(each)).slice(0, 10),
    rpId: party.id,
    now: given.now,
  })
  if (!added) throw refusedSignIn('passkey-known')
}

/** What the browser needs to find a passkey of this host, whosever it is. */
export async function beginPasskeySignIn(db: Kysely<unknown>, party: RelyingParty, now: InstantText) {
  const options = await (await webauthn()).generateAuthenticationOptions({
    rpID: party.id,
    userVerification: 'required',
  })
  const step = await beginStep(db, { kind: 'passkey', data: { challenge: options.challenge }, now, minutes: MINUTES })
  return { options, step }
}

/** Whose passkey answered. Refuses in the same words whatever is wrong. */
export async function checkPasskey(
  db: Kysely<unknown>,
  party: RelyingParty,
  given: { readonly step: string | undefined; readonly response: string; readonly now: InstantText },
): Promise<PersonId> {
  const step = await takeStep(db, { kind: 'passkey', token: given.step, now: given.now })
  const response = parsed<AuthenticationResponseJSON>(given.response)
  const passkey = response && typeof response.id === 'string' ? await passkeyByCredential(db, response.id) : null
  if (step === null || response === null || passkey === null) throw refusedSignIn('passkey-refused')
  const { verified, authenticationInfo } = await (await webauthn())
    .verifyAuthenticationResponse({
      response,
      expectedChallenge: String(step.data.challenge),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
      },
      requireUserVerification: true,
    })
    .catch(refuse)
  const handle = response.response?.userHandle
  const theirs =
    handle === undefined || Buffer.from(handle, 'base64url').toString('hex') === passkey.person.replaceAll('-', '')
  if (!verified || !theirs) throw refusedSignIn('passkey-refused')
  const { newCounter } = authenticationInfo
  if (!(await passkeyUsed(db, passkey.id, { counter: newCounter, before: passkey.counter, now: given.now })))
    throw refusedSignIn('passkey-refused')
  return passkey.person
}

/** The library says why by throwing; whoever tries learns nothing of it. */
function refuse(): never {
  throw refusedSignIn('passkey-refused')
}

function parsed<Value>(json: string): Value | null {
  if (json.length > 20_000) return null
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? (value as Value) : null
  } catch {
    return null
  }
}
