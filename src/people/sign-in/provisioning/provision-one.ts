import { type Kysely, sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import { transaction } from '#src/platform/db/pool.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { loadDirectory } from '../../directory.ts'
import { identitiesFrom, identityBySubject, identitySeen } from '../identity.store.ts'
import { refusedSignIn, type SignInRefusalCode } from '../refusals.ts'
import { applyPlan } from './apply.ts'
import { readGrants, readMappings } from './mapping.store.ts'
import { planProvisioning } from './plan.ts'
import type { ConflictReason, OutsidePerson, ProvisioningRules } from './types.ts'

/**
 * Brings one person, who has just proved who it is, up to date with what outside tells, and gives the person here. Refuses when there is
 * no place for that one.
 */
export async function provisionOne(
  db: Kysely<unknown>,
  outside: OutsidePerson,
  { rules, now }: { readonly rules: ProvisioningRules; readonly now: InstantText },
): Promise<PersonId> {
  return transaction(db, async (tx) => {
    await sql`select 1 from directory_revision for update`.execute(tx)
    const directory = await loadDirectory(tx, now)
    const { source } = outside
    const before = await identityBySubject(tx, outside)
    const [plan] = planProvisioning({
      directory,
      mappings: await readMappings(tx),
      grants: await readGrants(tx, source),
      identities: before !== null ? [before] : await identitiesFrom(tx, source),
      outside: [outside],
      rules,
      complete: false,
    })
    const barred = plan?.changes.find((change) => change.kind === 'conflict' && BARRING[change.reason])
    if (barred?.kind === 'conflict' && plan?.changes.length === 1) throw refusedSignIn(BARRING[barred.reason]!)
    const made = plan ? await applyPlan(tx, { source, directory, actor: null, now }, plan) : null
    const identity = await identityBySubject(tx, outside)
    const person = identity?.person ?? made
    if (person === null) throw refusedSignIn('no-place')
    if (identity !== null) await identitySeen(tx, identity.id, { name: outside.called, now })
    return person
  })
}

/** What keeps somebody out; the other conflicts only leave something undone. */
const BARRING: Readonly<Partial<Record<ConflictReason, SignInRefusalCode>>> = {
  'username-taken': 'not-linked',
  'administrator-by-hand': 'not-linked',
  'joined-to-another': 'not-linked',
  'username-unfit': 'account-incomplete',
  'name-missing': 'account-incomplete',
  left: 'account-gone',
}
