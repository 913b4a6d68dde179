import { type Kysely, sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import { transaction } from '#src/platform/db/pool.ts'
import type { Log } from '#src/platform/log.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { loadDirectory } from '../../directory.ts'
import { identitiesFrom, identitySeen } from '../identity.store.ts'
import { applyPlan } from '../provisioning/apply.ts'
import { readGrants, readMappings } from '../provisioning/mapping.store.ts'
import { identityKey } from '../provisioning/match.ts'
import { planProvisioning } from '../provisioning/plan.ts'
import type { OutsidePerson, PersonPlan } from '../provisioning/types.ts'
import { noteSynchronised, readSource } from '../source.store.ts'
import { LdapFault } from './faults.ts'
import { listPeople } from './list-people.ts'
import { type LdapAccess, ldapAccessOf } from './settings.ts'

export interface Synchronisation {
  readonly plans: readonly PersonPlan[]
  /** How many persons the directory has. */
  readonly read: number
  /** How many that are linked would be marked as gone. */
  readonly missing: number
  /** So many would be that the directory, the base or the filter is more likely at fault: nothing is done unless told to. */
  readonly suspicious: boolean
}

/** What a synchronisation would change now. Throws `LdapFault` when the directory cannot be asked. */
export async function planSynchronisation(
  db: Kysely<unknown>,
  access: LdapAccess,
  now: InstantText,
): Promise<Synchronisation> {
  const outside = await listPeople(access)
  return transaction(db, (tx) => planFrom(tx, access, outside, now))
}

export interface SynchronisationOptions {
  readonly actor: PersonId | null
  readonly now: InstantText
  /** Go on although many would be marked as gone. */
  readonly evenSuspicious?: boolean
}

/** Asks the directory and brings everybody up to date, whole or not at all. A suspicious one is only told. */
export async function synchronise(
  db: Kysely<unknown>,
  access: LdapAccess,
  { actor, now, evenSuspicious = false }: SynchronisationOptions,
): Promise<Synchronisation> {
  // The directory is asked before anything is locked.
  const outside = await listPeople(access)
  return transaction(db, async (tx) => {
    await sql`select 1 from directory_revision for update`.execute(tx)
    const found = await planFrom(tx, access, outside, now)
    if (found.suspicious && !evenSuspicious) {
      await noteSynchronised(tx, 'directory', { now, outcome: { kind: 'suspicious', missing: found.missing } })
      return found
    }
    const directory = await loadDirectory(tx, now)
    // Whoever goes makes room before anybody comes.
    const ending = (plan: PersonPlan) =>
      plan.changes.some(({ kind }) => kind === 'end-tenure' || kind === 'missing') ? 0 : 1
    for (const plan of found.plans.toSorted((a, b) => ending(a) - ending(b)))
      await applyPlan(tx, { source: 'directory', directory, actor, now }, plan)
    const names = new Map(outside.map((each) => [identityKey(each), each.called]))
    for (const identity of await identitiesFrom(tx, 'directory')) {
      const name = names.get(identityKey(identity))
      if (name !== undefined && (name !== identity.name || identity.missingSince !== null))
        await identitySeen(tx, identity.id, { name, now })
    }
    const changes = found.plans.flatMap((plan) => plan.changes)
    await noteSynchronised(tx, 'directory', {
      now,
      outcome: {
        kind: 'done',
        read: found.read,
        changes: changes.filter(({ kind }) => kind !== 'conflict').length,
        conflicts: changes.filter(({ kind }) => kind === 'conflict').length,
      },
    })
    return found
  })
}

async function planFrom(
  tx: Kysely<unknown>,
  { settings }: LdapAccess,
  outside: readonly OutsidePerson[],
  now: InstantText,
): Promise<Synchronisation> {
  const identities = await identitiesFrom(tx, 'directory')
  const plans = planProvisioning({
    directory: await loadDirectory(tx, now),
    mappings: await readMappings(tx),
    grants: await readGrants(tx, 'directory'),
    identities,
    outside,
    rules: { create: settings.create, join: settings.join ? 'username' : null },
    complete: true,
  })
  const missing = plans.flatMap(({ changes }) => changes).filter(({ kind }) => kind === 'missing').length
  const present = identities.filter(({ missingSince }) => missingSince === null).length
  return { plans, read: outside.length, missing, suspicious: missing > 5 && missing > present / 4 }
}

/** The job: synchronises when the time has come, in one process. What goes wrong is logged, and shown to administrators. */
export async function synchroniseWhenDue(
  db: Kysely<unknown>,
  secret: Uint8Array,
  { now, log }: { readonly now: InstantText; readonly log: Log },
): Promise<void> {
  const stored = await readSource(db, 'directory', secret)
  if (stored === null || !stored.active) return
  const access = ldapAccessOf(stored)
  const { hours } = access.settings
  if (hours === 0) return
  const last = stored.synchronisedAt
  if (last !== null && Date.parse(last) + hours * 3_600_000 > Date.parse(now)) return
  // Claimed first, so that another process, and the next round of this one, wait their time whatever comes of it.
  const { rows } = await sql`update sign_in_source set synchronised_at = ${now}
    where kind = 'directory' and synchronised_at is not distinct from ${last}::timestamptz returning kind`.execute(db)
  if (rows.length === 0) return
  try {
    const { suspicious, missing } = await synchronise(db, access, { actor: null, now })
    if (suspicious) log.warn({ missing }, 'the synchronisation would mark too many persons as gone, and did nothing')
  } catch (error) {
    if (!(error instanceof LdapFault)) throw error
    await noteSynchronised(db, 'directory', { now, outcome: { kind: 'fault', code: error.code, url: error.url } })
    log.error({ code: error.code, url: error.url }, 'the directory could not be asked')
  }
}
