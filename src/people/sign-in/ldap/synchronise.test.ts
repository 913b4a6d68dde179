// Signing in by the directory's password, and bringing everybody up to date: a real slapd and a real database.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { Attribute, Change as LdapChange } from 'ldapts'
import { Refused } from '#src/platform/refusal.ts'
import { testDatabase } from '../../../../test/support/database.ts'
import { dnOf, freePort, groupDn, SEARCHER, SUFFIX, startSlapd } from '../../../../test/support/slapd.ts'
import { readAdminActs } from '../../acts/admin-act.store.ts'
import { runAdminCommand } from '../../admin/command.ts'
import { loadDirectory } from '../../directory.ts'
import { calendars, ministry, NOW, PASSWORD } from '../../fixtures/ministry.ts'
import { loadPeople } from '../../load-people.ts'
import { findSession } from '../../session.store.ts'
import { signIn } from '../../sign-in.ts'
import { FAILURES_PER_NAME } from '../../sign-in-attempt.store.ts'
import { checkPassword } from '../../signing/prove-self.ts'
import { refuseGone } from '../enter.ts'
import { identitiesOf } from '../identity.store.ts'
import { mapGroup } from '../provisioning/mapping-commands.ts'
import type { PersonPlan } from '../provisioning/types.ts'
import { readSource } from '../source.store.ts'
import { setDirectory } from './directory-command.ts'
import { ldapAccessOf } from './settings.ts'
import { planSynchronisation, synchronise } from './synchronise.ts'

const { db } = await testDatabase()
await loadPeople(db, ministry, { calendars, now: NOW, demoPassword: PASSWORD })
const secret = new Uint8Array(32).fill(9)
const deps = { secret }
const slapd = await startSlapd([
  { uid: 'nueva', name: 'Nora Nueva', password: 'frase de nora', mail: 'nora@caminos.example' },
  { uid: 'sinlugar', name: 'Silvia Sinlugar', password: 'frase de silvia' },
  { uid: 'rmon', name: 'René Montes', password: 'frase de rene' },
  { uid: 'admin', name: 'Otra Ada', password: 'frase ajena' },
  ...Array.from({ length: 8 }, (_, at) => ({ uid: `tecnica${at}`, name: `Técnica ${at}`, password: 'frase técnica' })),
])
const ldap = await slapd.admin()
const addGroup = (name: string, ...members: string[]) =>
  ldap.add(groupDn(name), { objectClass: ['groupOfNames'], cn: name, member: members })
const changeMembers = (name: string, operation: 'add' | 'delete', ...uids: string[]) =>
  ldap.modify(
    groupDn(name),
    new LdapChange({ operation, modification: new Attribute({ type: 'member', values: uids.map(dnOf) }) }),
  )
await addGroup('Infraestructura', dnOf('nueva'), dnOf('rmon'))
await addGroup('Guardia', dnOf('nueva'), dnOf('admin'))
await addGroup('Soporte', ...Array.from({ length: 8 }, (_, at) => dnOf(`tecnica${at}`)))

const address = '10.0.0.7'
const from = (now = NOW) => ({ address, device: 'Firefox', now })
const admin = await personId('admin')
const command = (which: Parameters<typeof runAdminCommand>[1], raw: object, params = {}) =>
  runAdminCommand(db, which, { actor: admin, now: NOW, params, raw: raw as Record<string, unknown>, secret })

const FORM = {
  active: true,
  urls: slapd.url,
  startTls: true,
  ca: slapd.ca,
  bindDn: SEARCHER.dn,
  password: SEARCHER.password,
  base: `ou=personas,${SUFFIX}`,
  userFilter: '(&(objectClass=inetOrgPerson)(uid={usuario}))',
  username: 'uid',
  name: 'cn',
  email: 'mail',
  phone: 'telephoneNumber',
  subject: 'entryUUID',
  groupBase: `ou=grupos,${SUFFIX}`,
  nested: true,
  timeout: 10,
  pageSize: 100,
  create: 'mapped',
  join: true,
  hours: 0,
}
await command(setDirectory, FORM)
const { rows } = await loadDirectory(db, NOW)
const post = (code: string) => rows.posts.find((each) => each.code === code)!.id
const unit = (code: string) => rows.units.find((each) => each.code === code)!.id
const none = { administrator: false }
await command(mapGroup, { ...none, group: groupDn('Infraestructura'), unit: unit('DIT'), position: post('DIT-TEC') })
await command(mapGroup, { ...none, group: 'guardia', personGroup: rows.groups[0]!.id })
await command(mapGroup, { ...none, group: 'Soporte', position: post('DST-TEC') })

async function access() {
  return ldapAccessOf((await readSource(db, 'directory', secret))!)
}
async function personId(username: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from person where username = ${username}`.execute(db)
  return rows[0]!.id
}
const enter = (username: string, password: string, now = NOW) => signIn(db, deps, { username, password, ...from(now) })
const refusedWith = (code: string) => (error: unknown) => {
  assert.ok(error instanceof Refused, String(error))
  assert.equal(error.refusal.code, code)
  return true
}
const changesOf = (plans: readonly PersonPlan[], person: string | null, called = '') =>
  plans
    .filter((plan) => plan.person === person && (called === '' || plan.outside?.username === called))
    .flatMap(({ changes }) => changes)
const holds = async (person: string, code: string) => (await loadDirectory(db, NOW)).holds(person, post(code))

test('the password of the account that searches stands sealed, and in no act', async () => {
  const { rows } = await sql<{ row: string }>`select s::text as row from sign_in_source s`.execute(db)
  const acts = JSON.stringify(await readAdminActs(db))
  for (const text of [...rows.map(({ row }) => row), acts]) assert.doesNotMatch(text, /clave de consulta/)
  assert.doesNotMatch(acts, new RegExp(Buffer.from(SEARCHER.password).toString('hex')))
  assert.equal((await access()).password, SEARCHER.password)
})

test('another server is not given the kept password by whoever does not know it', async () => {
  const moved = { ...FORM, urls: 'ldaps://otro.example', password: '' }
  await assert.rejects(command(setDirectory, moved), refusedWith('invalid-input'))
  await command(setDirectory, { ...FORM, password: '', timeout: 11 })
  assert.equal((await access()).password, SEARCHER.password, 'kept when nothing moved')
})

test('what cannot work is refused beside its field', async () => {
  for (const [field, value] of [
    ['urls', 'https://ad1.min.gob'],
    ['urls', ''],
    ['ca', '-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----'],
    ['userFilter', '(uid={usuario}'],
    ['userFilter', '(uid=*)'],
    ['username', 'u(id'],
  ] as const) {
    const refused = await command(setDirectory, { ...FORM, [field]: value }).catch((error: unknown) => error)
    assert.ok(refused instanceof Refused, `${field} ${value}`)
    assert.ok(refused.refusal.fields?.[field], `${field} ${value}`)
  }
})

test('somebody new enters by the directory’s password, and gets what the groups give', async () => {
  const entered = await enter('NUEVA', 'frase de nora')
  assert.equal(entered.kind, 'session')
  const nora = await personId('nueva')
  assert.equal(entered.person, nora)
  const directory = await loadDirectory(db, NOW)
  assert.equal(directory.personById(nora)?.name, 'Nora Nueva')
  assert.equal(directory.unitOf(nora)?.code, 'DIT')
  assert.deepEqual(directory.groupsOf(nora), ['guardia'])
  assert.ok(await holds(nora, 'DIT-TEC'))
  const { rows } = await sql`select 1 from credential where person_id = ${nora}`.execute(db)
  assert.equal(rows.length, 0, 'no password is kept here')
  const acts = (await readAdminActs(db)).filter(({ subject }) => subject.id === nora).map(({ action }) => action)
  assert.deepEqual(acts.toSorted(), [
    'synchronisation.appoint',
    'synchronisation.create-person',
    'synchronisation.join-group',
    'synchronisation.set-unit',
  ])
  assert.equal((await enter('nueva', 'frase de nora')).person, nora, 'the second time nothing is made')
})

test('she signs with the directory’s password', async () => {
  const given = { person: await personId('nueva'), address, now: NOW }
  assert.equal((await checkPassword(db, deps, { ...given, password: 'frase de nora' })).length, 32)
  await assert.rejects(checkPassword(db, deps, { ...given, password: 'otra' }), refusedWith('wrong-password'))
  await assert.rejects(checkPassword(db, deps, { ...given, password: '' }), refusedWith('wrong-password'))
})

test('wrong, empty and unknown are refused alike; without a group there is no place', async () => {
  for (const [username, password] of [
    ['nueva', 'equivocada'],
    ['nueva', ''],
    ['nadie', 'frase de nora'],
    ['nueva)(uid=*', 'frase de nora'],
  ] as const)
    await assert.rejects(enter(username, password), refusedWith('wrong-credentials'))
  await assert.rejects(enter('sinlugar', 'frase de silvia'), refusedWith('no-place'))
})

test('somebody who was here is joined by name; an administrator never', async () => {
  const rene = await personId('rmon')
  assert.equal((await enter('rmon', PASSWORD)).person, rene, 'the password kept here')
  assert.equal((await enter('rmon', 'frase de rene')).person, rene, 'the directory’s')
  assert.equal((await identitiesOf(db, rene)).length, 1)
  await assert.rejects(enter('rmon', PASSWORD), refusedWith('wrong-credentials'))
  await assert.rejects(enter('admin', 'frase ajena'), refusedWith('not-linked'))
  assert.equal((await identitiesOf(db, admin)).length, 0)
})

test('the synchronisation first says what it would do, then does it, and a second time there is nothing', async () => {
  const before = await readAdminActs(db)
  const planned = await planSynchronisation(db, await access(), NOW)
  assert.equal(planned.read, 12)
  assert.equal((await readAdminActs(db)).length, before.length, 'nothing was done')
  // Two places are free: one of the three had ended.
  const kinds = planned.plans.flatMap(({ changes }) => changes).map(({ kind }) => kind)
  assert.equal(kinds.filter((kind) => kind === 'create').length, 8)
  assert.equal(kinds.filter((kind) => kind === 'appoint').length, 2)
  assert.equal(kinds.filter((kind) => kind === 'conflict').length, 6 + 1, 'six without a place, and the administrator')
  assert.deepEqual(changesOf(planned.plans, admin), [
    { kind: 'conflict', person: admin, called: dnOf('admin'), reason: 'administrator-by-hand' },
  ])
  const done = await synchronise(db, await access(), { actor: admin, now: NOW })
  assert.deepEqual(
    done.plans.flatMap(({ changes }) => changes).map(({ kind }) => kind),
    kinds,
  )
  const [act] = await readAdminActs(db, { limit: 1 })
  assert.equal(act?.actor, admin)
  assert.match(act!.action, /^synchronisation\./)
  const again = await synchronise(db, await access(), { actor: null, now: NOW })
  assert.deepEqual(
    again.plans.flatMap(({ changes }) => changes).filter(({ kind }) => kind !== 'conflict'),
    [],
  )
})

test('who leaves a group loses what the group gave, and nothing that was entered by hand', async () => {
  const [nora, rene] = [await personId('nueva'), await personId('rmon')]
  const before = (await loadDirectory(db, NOW)).rows.tenures.filter(({ person }) => person === rene)
  await changeMembers('Infraestructura', 'delete', 'nueva', 'rmon').catch(async () => {
    // A group must have a member.
    await changeMembers('Infraestructura', 'add', 'sinlugar')
    await changeMembers('Infraestructura', 'delete', 'nueva', 'rmon')
  })
  const { plans } = await synchronise(db, await access(), { actor: null, now: NOW })
  assert.deepEqual(
    changesOf(plans, nora).map(({ kind }) => kind),
    ['end-tenure'],
  )
  assert.equal(await holds(nora, 'DIT-TEC'), false)
  const after = (await loadDirectory(db, NOW)).rows.tenures.filter(({ person }) => person === rene)
  assert.deepEqual(after, before, 'his appointment was entered here')
  assert.ok(after.length > 0)
})

test('who disappears is marked, the sessions end, and no door opens; who comes back enters again', async () => {
  const nora = await personId('nueva')
  const entered = await enter('nueva', 'frase de nora')
  assert.equal(entered.kind, 'session')
  const token = entered.kind === 'session' ? entered.token : ''
  await ldap.modifyDN(dnOf('nueva'), 'uid=otra')
  const renamed = await synchronise(db, await access(), { actor: null, now: NOW })
  assert.deepEqual(
    changesOf(renamed.plans, nora).map(({ kind }) => kind),
    ['particulars'],
    'a new name is no other person',
  )
  assert.equal(await personId('otra'), nora)
  const narrower = {
    ...(await access()),
    settings: { ...(await access()).settings, userFilter: '(&(!(uid=otra))(uid={usuario}))' },
  }
  const { plans } = await synchronise(db, narrower, { actor: null, now: NOW })
  assert.deepEqual(
    changesOf(plans, nora).map(({ kind }) => kind),
    ['missing', 'leave-group'],
  )
  assert.equal(await findSession(db, token, NOW), null)
  assert.ok((await identitiesOf(db, nora))[0]!.missingSince)
  await assert.rejects(refuseGone(db, nora, NOW), refusedWith('account-gone'))
  await synchronise(db, await access(), { actor: null, now: NOW })
  assert.equal((await enter('otra', 'frase de nora')).person, nora)
  assert.equal((await identitiesOf(db, nora))[0]!.missingSince, null)
})

test('when too many would be gone, nothing is done unless told to', async () => {
  const wrong = {
    ...(await access()),
    settings: { ...(await access()).settings, userFilter: '(&(uid=rmon)(uid={usuario}))' },
  }
  const found = await synchronise(db, wrong, { actor: null, now: NOW })
  assert.equal(found.suspicious, true)
  assert.ok(found.missing > 5)
  assert.equal((await identitiesOf(db, await personId('tecnica0')))[0]!.missingSince, null)
  assert.deepEqual((await readSource(db, 'directory'))?.outcome, { kind: 'suspicious', missing: found.missing })
})

test('too many attempts stop a name of the directory as any other', async () => {
  for (let round = 0; round < FAILURES_PER_NAME; round++)
    await assert.rejects(enter('tecnica1', 'equivocada'), refusedWith('wrong-credentials'))
  await assert.rejects(enter('tecnica1', 'frase técnica'), refusedWith('too-many-attempts'))
})

test('when the directory is down administrators still get in, and everybody else is told the same', async () => {
  await ldap.unbind()
  const later = Temporal.Instant.from(NOW).add({ minutes: 30 }).toString()
  const gone = `ldap://localhost:${await freePort()}`
  await command(setDirectory, { ...FORM, urls: gone })
  assert.equal((await enter('admin', PASSWORD, later)).person, admin)
  for (const [username, password] of [
    ['otra', 'frase de nora'],
    ['nadie', 'x'],
    ['admin', 'equivocada'],
    ['dlux', 'equivocada'],
  ] as const) {
    const refused = await enter(username, password, later).catch((error: unknown) => error)
    assert.ok(refusedWith('directory-down')(refused))
    assert.match(String((refused as Refused).cause), /unreachable/, 'told to the operator')
  }
})
