import type { PersonId, PositionId } from '#src/procedure/types.ts'
import type { InstitutionDirectory, Person, Tenure } from '../../types.ts'
import type { Identity } from '../identity.store.ts'
import { mappingsOf } from './group-name.ts'
import { identityKey, matchOf, USERNAME } from './match.ts'
import type {
  Change,
  ConflictReason,
  Grant,
  Mapping,
  OutsidePerson,
  Particulars,
  PersonPlan,
  ProvisioningRules,
} from './types.ts'

export interface PlanInput {
  readonly directory: InstitutionDirectory
  readonly mappings: readonly Mapping[]
  /** Of all persons, of this source. */
  readonly grants: readonly Grant[]
  /** Of this source. */
  readonly identities: readonly Identity[]
  readonly outside: readonly OutsidePerson[]
  readonly rules: ProvisioningRules
  /** True when `outside` is everybody: whoever is linked and not among them has gone. */
  readonly complete: boolean
}

/**
 * What would have to be done so that the persons here are as outside tells them. Pure; nothing that was entered here by hand is ever
 * taken away. Plans without changes are left out.
 */
export function planProvisioning(input: PlanInput): readonly PersonPlan[] {
  const known = new Map(input.identities.map((identity) => [identityKey(identity), identity]))
  const matched = input.outside.map((outside) => ({ outside, match: matchOf(input, known, outside) }))
  const seen = new Set(matched.flatMap(({ match }) => (match.kind === 'person' ? [match.person.id] : [])))
  const room = roomOf(input.directory)
  const claims: Claims = { usernames: new Set(), emails: new Set(), joined: new Set() }
  const gone = input.complete ? goneOf(input, seen) : []

  // Who loses a place makes room for who gets one, whatever the order of the listing.
  const wanted = matched.map((each) => ({ ...each, wants: mappingsOf(input.mappings, each.outside.groups) }))
  const losses = wanted.map(({ match, wants }) =>
    match.kind === 'person' ? lossesOf(input, match.person, wants, room) : [],
  )
  const losing = gone.map(({ person, changes }) => ({
    outside: null,
    person: person.id,
    changes: [...changes, ...lossesOf(input, person, [], room)],
  }))
  const plans = wanted.map(({ outside, match, wants }, at): PersonPlan => {
    if (match.kind === 'conflict')
      return { outside, person: match.person, changes: [conflict(match.person, outside.called, match.reason)] }
    if (match.kind === 'nobody') {
      if (input.rules.create === 'mapped' && wants.length === 0) return { outside, person: null, changes: [] }
      if (!claim(claims.usernames, outside.username))
        return { outside, person: null, changes: [conflict(null, outside.called, 'username-taken')] }
      if (outside.email !== null) claim(claims.emails, outside.email)
      return {
        outside,
        person: null,
        changes: [{ kind: 'create', outside }, ...gainsOf(input, null, outside, wants, room)],
      }
    }
    const { person, joins } = match
    if (joins && !claim(claims.joined, person.id))
      return { outside, person: person.id, changes: [conflict(person.id, outside.called, 'joined-to-another')] }
    return {
      outside,
      person: person.id,
      changes: [
        ...(joins ? [{ kind: 'join', person: person.id, outside } as const] : []),
        ...particularsOf(input.directory, person, outside, claims),
        ...losses[at]!,
        ...gainsOf(input, person, outside, wants, room),
      ],
    }
  })
  return [...plans, ...losing].filter(({ changes }) => changes.length > 0)
}

/** What entries of this listing have taken already: two of them may tell the same name or address. Changed while the plan is made. */
interface Claims {
  readonly usernames: Set<string>
  readonly emails: Set<string>
  readonly joined: Set<string>
}

/** Takes it; false when another entry did before. */
function claim(taken: Set<string>, value: string): boolean {
  const key = value.toLowerCase()
  if (taken.has(key)) return false
  taken.add(key)
  return true
}

function particularsOf(
  directory: InstitutionDirectory,
  person: Person,
  outside: OutsidePerson,
  claims: Claims,
): readonly Change[] {
  const fields: { -readonly [Name in keyof Particulars]: Particulars[Name] } = {}
  if (outside.name !== '' && outside.name !== person.name) fields.name = outside.name
  const free = (key: 'username' | 'email', value: string) =>
    !directory.rows.people.some((other) => other.id !== person.id && other[key]?.toLowerCase() === value.toLowerCase())
  const { username, email, phone } = outside
  const renamed = username !== person.username && USERNAME.test(username) && free('username', username)
  if (renamed && claim(claims.usernames, username)) fields.username = username
  // What outside does not tell stays as it was written here.
  if (email !== null && email !== person.email && free('email', email) && claim(claims.emails, email))
    fields.email = email
  if (phone !== null && phone !== person.phone) fields.phone = phone
  return Object.keys(fields).length === 0 ? [] : [{ kind: 'particulars', person: person.id, fields }]
}

/** Places that are taken from today on, by position. Changed while the plan is made. */
type Room = Map<PositionId, number>

function roomOf({ rows, today }: InstitutionDirectory): Room {
  const room: Room = new Map()
  for (const tenure of rows.tenures)
    if (lasting(tenure, today)) room.set(tenure.position, (room.get(tenure.position) ?? 0) + 1)
  return room
}

const lasting = ({ until }: Tenure, today: string) => until === null || until >= today

function lossesOf(
  { directory, grants }: PlanInput,
  person: Person,
  wants: readonly Mapping[],
  room: Room,
): readonly Change[] {
  const { rows, today } = directory
  return grants
    .filter((grant) => grant.person === person.id)
    .flatMap((grant): Change[] => {
      switch (grant.kind) {
        case 'position': {
          const tenure = rows.tenures.find(({ id }) => id === grant.tenure)
          if (!tenure || !lasting(tenure, today)) return []
          if (wants.some(({ position }) => position === tenure.position)) return []
          room.set(tenure.position, (room.get(tenure.position) ?? 1) - 1)
          return [{ kind: 'end-tenure', person: person.id, tenure: tenure.id, position: tenure.position }]
        }
        case 'group': {
          if (wants.some(({ personGroup }) => personGroup === grant.personGroup)) return []
          return [{ kind: 'leave-group', person: person.id, group: grant.personGroup! }]
        }
        case 'administrator': {
          if (wants.some(({ kind }) => kind === 'administrator')) return []
          if (person.administratorSince === null) return []
          const others = directory.activePeople.some(
            ({ id, administratorSince }) => id !== person.id && administratorSince !== null,
          )
          return others
            ? [{ kind: 'withdraw-administrator', person: person.id }]
            : [conflict(person.id, person.username, 'last-administrator')]
        }
        case 'unit':
          // Somebody works somewhere: a unit is changed for another, and never for none.
          return []
        default:
          return grant.kind satisfies never
      }
    })
}

function gainsOf(
  { directory, grants }: PlanInput,
  person: Person | null,
  outside: OutsidePerson,
  wants: readonly Mapping[],
  room: Room,
): readonly Change[] {
  const { rows, today } = directory
  const id = person?.id ?? null
  const changes: Change[] = []
  const unit = wants.find(({ kind }) => kind === 'unit')?.unit ?? null
  const unitGiven = grants.some((grant) => grant.person === id && grant.kind === 'unit' && grant.unit === person?.unit)
  if (unit !== null && unit !== person?.unit && (person === null || person.unit === null || unitGiven))
    changes.push({ kind: 'unit', person: id, unit })
  for (const position of new Set(wants.flatMap(({ position }) => (position === null ? [] : [position])))) {
    const post = directory.postById(position)
    if (!post || (post.closedOn !== null && post.closedOn <= today)) continue
    const held = rows.tenures.some((row) => row.person === id && row.position === position && lasting(row, today))
    if (held) continue
    const taken = room.get(position) ?? 0
    if (taken >= post.places) {
      changes.push({ ...conflict(id, outside.called, 'position-full'), position })
      continue
    }
    room.set(position, taken + 1)
    changes.push({ kind: 'appoint', person: id, position })
  }
  for (const group of new Set(wants.flatMap(({ personGroup }) => (personGroup === null ? [] : [personGroup])))) {
    const members = rows.groups.find((each) => each.id === group)?.members
    if (members && (id === null || !members.includes(id))) changes.push({ kind: 'join-group', person: id, group })
  }
  if (wants.some(({ kind }) => kind === 'administrator') && (person === null || person.administratorSince === null))
    changes.push({ kind: 'make-administrator', person: id })
  return changes
}

/** Who was linked, and is no longer found. */
function goneOf(
  { directory, identities }: PlanInput,
  seen: ReadonlySet<PersonId>,
): readonly { readonly person: Person; readonly changes: readonly Change[] }[] {
  return identities.flatMap((identity) => {
    const person = directory.personById(identity.person)
    if (!person || person.leftOn !== null || seen.has(person.id)) return []
    const changes: Change[] =
      identity.missingSince === null
        ? [{ kind: 'missing', person: person.id, identity: identity.id, called: identity.name }]
        : []
    return [{ person, changes }]
  })
}

function conflict(person: PersonId | null, called: string, reason: ConflictReason) {
  return { kind: 'conflict', person, called, reason } as const
}
