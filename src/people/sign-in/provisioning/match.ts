import type { PersonId } from '#src/procedure/types.ts'
import type { InstitutionDirectory, Person } from '../../types.ts'
import type { Identity } from '../identity.store.ts'
import type { ConflictReason, Grant, OutsidePerson, ProvisioningRules } from './types.ts'

export const identityKey = ({ issuer, subject }: Pick<Identity, 'issuer' | 'subject'>): string =>
  `${issuer}\0${subject}`

/** Who somebody of outside is here. */
export type Match =
  | { readonly kind: 'person'; readonly person: Person; readonly joins: boolean }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'conflict'; readonly person: PersonId | null; readonly reason: ConflictReason }

export interface MatchInput {
  readonly directory: InstitutionDirectory
  /** Of the source. */
  readonly identities: readonly Identity[]
  readonly grants: readonly Grant[]
  readonly rules: ProvisioningRules
}

/** By the link where there is one, else by what the rules allow. Pure. */
export function matchOf(
  { directory, identities, grants, rules }: MatchInput,
  known: ReadonlyMap<string, Identity>,
  outside: OutsidePerson,
): Match {
  const identity = known.get(identityKey(outside))
  if (identity) {
    const person = directory.personById(identity.person)
    if (person) return person.leftOn === null ? { kind: 'person', person, joins: false } : left(person)
  }
  const byMail = outside.email?.toLowerCase()
  const found =
    rules.join === 'verified-email' && outside.emailVerified && byMail !== undefined
      ? directory.rows.people.find(({ email }) => email?.toLowerCase() === byMail)
      : rules.join === 'username'
        ? directory.personByUsername(outside.username)
        : null
  if (found) {
    if (found.leftOn !== null) return left(found)
    if (identities.some(({ person, issuer }) => person === found.id && issuer === outside.issuer))
      return { kind: 'conflict', person: found.id, reason: 'joined-to-another' }
    // Whoever administers by hand is never joined by a name that somebody outside can choose.
    const given = grants.some(({ person, kind }) => person === found.id && kind === 'administrator')
    if (found.administratorSince !== null && !given)
      return { kind: 'conflict', person: found.id, reason: 'administrator-by-hand' }
    return { kind: 'person', person: found, joins: true }
  }
  if (outside.name === '') return { kind: 'conflict', person: null, reason: 'name-missing' }
  if (!USERNAME.test(outside.username)) return { kind: 'conflict', person: null, reason: 'username-unfit' }
  const taken = directory.personByUsername(outside.username)
  return taken ? { kind: 'conflict', person: taken.id, reason: 'username-taken' } : { kind: 'nobody' }
}

const left = (person: Person): Match => ({ kind: 'conflict', person: person.id, reason: 'left' })

export const USERNAME = /^[a-z0-9][a-z0-9._@-]{0,63}$/
