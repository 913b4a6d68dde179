import { type QueryExecutorProvider, sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { writeAdminAct } from '../../acts/admin-act.store.ts'
import { endSessionsOf } from '../../session.store.ts'
import type { InstitutionDirectory } from '../../types.ts'
import { identityMissing, linkIdentity, type Source } from '../identity.store.ts'
import type { Change, OutsidePerson, PersonPlan } from './types.ts'

export interface Applying {
  readonly source: Source
  readonly directory: InstitutionDirectory
  /** Who pressed the button; null for a sign-in, the job and the command line. */
  readonly actor: PersonId | null
  readonly now: InstantText
}

/**
 * Does what a plan says, in the caller's transaction under the directory's lock; each change leaves an admin act. Gives the person, who
 * may be new, or null where the plan made nobody.
 */
export async function applyPlan(
  tx: QueryExecutorProvider,
  context: Applying,
  plan: PersonPlan,
): Promise<PersonId | null> {
  let person = plan.person
  for (const change of plan.changes) person = (await applyChange(tx, context, change, person)) ?? person
  return person
}

async function applyChange(
  tx: QueryExecutorProvider,
  context: Applying,
  change: Change,
  made: PersonId | null,
): Promise<PersonId | null> {
  const { source, directory, now } = context
  const { today } = directory
  if (change.kind === 'conflict') return null
  if (change.kind === 'create') {
    const id = await createFrom(tx, change.outside)
    await link(tx, id, change.outside, now)
    const { username, name, called } = change.outside
    await note(tx, context, 'create-person', id, { username, name, called })
    return id
  }
  const person = change.person ?? made
  if (person === null) return null
  switch (change.kind) {
    case 'join':
      await link(tx, person, change.outside, now)
      if (source === 'directory') {
        // From now on the directory's password is the person's.
        await sql`delete from credential where person_id = ${person}`.execute(tx)
        await endSessionsOf(tx, person)
      }
      await note(tx, context, 'join-person', person, { called: change.outside.called })
      return null
    case 'particulars': {
      const { username, name, email, phone } = change.fields
      await sql`update person set username = coalesce(${username ?? null}, username), name = coalesce(${name ?? null}, name),
        email = coalesce(${email ?? null}, email), phone = coalesce(${phone ?? null}, phone), revision = revision + 1
        where id = ${person}`.execute(tx)
      await note(tx, context, 'edit-person', person, { ...change.fields })
      return null
    }
    case 'unit':
      await sql`update person set unit_id = ${change.unit}, revision = revision + 1 where id = ${person}`.execute(tx)
      await sql`delete from mapped_grant where person_id = ${person} and source = ${source} and kind = 'unit'`.execute(
        tx,
      )
      await sql`insert into mapped_grant (person_id, source, kind, unit_id, given_at)
        values (${person}, ${source}, 'unit', ${change.unit}, ${now})`.execute(tx)
      await note(tx, context, 'set-unit', person, { unit: change.unit })
      return null
    case 'appoint': {
      const { rows } = await sql<{ id: string }>`insert into tenure (person_id, position_id, from_on)
        values (${person}, ${change.position}, ${today}) returning id`.execute(tx)
      await sql`insert into mapped_grant (person_id, source, kind, tenure_id, given_at)
        values (${person}, ${source}, 'position', ${rows[0]!.id}, ${now})`.execute(tx)
      await note(tx, context, 'appoint', person, { position: change.position, from: today })
      return null
    }
    case 'end-tenure':
      // One that began today was never held: it goes, as when somebody leaves.
      await sql`delete from tenure where id = ${change.tenure} and from_on >= ${today}`.execute(tx)
      await sql`update tenure set until_on = ${today}::date - 1 where id = ${change.tenure}`.execute(tx)
      await sql`delete from mapped_grant where tenure_id = ${change.tenure}`.execute(tx)
      await note(tx, context, 'end-tenure', person, { position: change.position, tenure: change.tenure })
      return null
    case 'join-group':
      await sql`insert into person_group_member (group_id, person_id) values (${change.group}, ${person})`.execute(tx)
      await sql`insert into mapped_grant (person_id, source, kind, person_group_id, given_at)
        values (${person}, ${source}, 'group', ${change.group}, ${now})`.execute(tx)
      await note(tx, context, 'join-group', person, { group: change.group })
      return null
    case 'leave-group':
      await sql`delete from person_group_member where group_id = ${change.group} and person_id = ${person}`.execute(tx)
      await sql`delete from mapped_grant where person_id = ${person} and source = ${source} and person_group_id = ${change.group}`.execute(
        tx,
      )
      await note(tx, context, 'leave-group', person, { group: change.group })
      return null
    case 'make-administrator':
      await sql`update person set administrator_since = ${now}, revision = revision + 1 where id = ${person}`.execute(
        tx,
      )
      await sql`insert into mapped_grant (person_id, source, kind, given_at)
        values (${person}, ${source}, 'administrator', ${now})`.execute(tx)
      await endSessionsOf(tx, person)
      await note(tx, context, 'name-administrator', person, {})
      return null
    case 'withdraw-administrator':
      await sql`update person set administrator_since = null, administrator_by = null, revision = revision + 1
        where id = ${person}`.execute(tx)
      await sql`delete from mapped_grant where person_id = ${person} and source = ${source} and kind = 'administrator'`.execute(
        tx,
      )
      await endSessionsOf(tx, person)
      await note(tx, context, 'withdraw-administrator', person, {})
      return null
    case 'missing':
      await identityMissing(tx, change.identity, now)
      await endSessionsOf(tx, person)
      await note(tx, context, 'missing', person, { called: change.called })
      return null
    default:
      return change satisfies never
  }
}

async function createFrom(
  tx: QueryExecutorProvider,
  { username, name, email, phone }: OutsidePerson,
): Promise<PersonId> {
  // An address that somebody else has stays with that one.
  const { rows } = await sql<{ id: PersonId }>`insert into person (username, name, email, phone)
    values (${username}, ${name}, (select ${email}::text where not exists (select 1 from person where lower(email) = lower(${email}))), ${phone})
    returning id`.execute(tx)
  return rows[0]!.id
}

const link = (tx: QueryExecutorProvider, person: PersonId, outside: OutsidePerson, now: InstantText) =>
  linkIdentity(tx, { person, ...pick(outside), now })

const pick = ({ source, issuer, subject, called }: OutsidePerson) => ({ source, issuer, subject, name: called })

const note = (
  tx: QueryExecutorProvider,
  { source, actor, now }: Applying,
  what: string,
  person: PersonId,
  data: Readonly<Record<string, unknown>>,
) =>
  writeAdminAct(tx, {
    at: now,
    actor,
    action: `synchronisation.${what}`,
    subject: { kind: 'person', id: person },
    data: { source, ...data },
  })
