import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compileDirectory } from '../../compile-directory.ts'
import type { DirectoryRows, Person } from '../../types.ts'
import type { Identity } from '../identity.store.ts'
import { climb } from '../ldap/groups.ts'
import { firstOfDn, mappingsOf, plainDn } from './group-name.ts'
import { planProvisioning } from './plan.ts'
import type { Grant, Mapping, OutsidePerson, ProvisioningRules } from './types.ts'

const TODAY = '2026-11-02'
const NOW = '2026-11-02T14:00:00Z'
const rules: ProvisioningRules = { create: 'mapped', join: null }

const person = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  username: id,
  name: `Persona ${id}`,
  email: null,
  phone: null,
  extension: null,
  unit: null,
  administratorSince: null,
  leftOn: null,
  revision: 1,
  ...more,
})

const outside = (subject: string, groups: readonly string[], more: Partial<OutsidePerson> = {}): OutsidePerson => ({
  source: 'directory',
  issuer: '',
  subject,
  called: `uid=${subject}`,
  username: subject,
  name: `Persona ${subject}`,
  email: null,
  emailVerified: false,
  phone: null,
  groups: groups.map((name) => ({ dn: `cn=${name},ou=grupos`, name })),
  ...more,
})

const identity = (subject: string): Identity => ({
  id: `i-${subject}`,
  person: subject,
  source: 'directory',
  issuer: '',
  subject,
  name: `uid=${subject}`,
  linkedAt: NOW,
  seenAt: NOW,
  missingSince: null,
})

const mapping = (group: string, more: Partial<Mapping>): Mapping => ({
  id: `m-${group}-${more.kind}`,
  group,
  kind: 'position',
  unit: null,
  position: null,
  personGroup: null,
  ...more,
})

const NONE: DirectoryRows = {
  institution: null,
  units: [{ id: 'u', code: 'U', name: 'Unidad', parent: null, head: null, office: null, closedOn: null, revision: 1 }],
  posts: [],
  people: [],
  tenures: [],
  absences: [],
  deputies: [],
  groups: [{ id: 'g', code: 'g', name: 'Guardia', members: [], revision: 1 }],
  lists: [],
}
const post = (id: string, places: number) => ({
  id,
  code: id,
  title: id,
  unit: 'u',
  places,
  closedOn: null,
  revision: 1,
})

test('distinguished names are compared in one form, and groups by their name alone too', () => {
  assert.equal(plainDn(' CN=Mesa de Servicio , OU = Grupos,DC=min '), 'cn=mesa de servicio,ou=grupos,dc=min')
  assert.equal(plainDn('CN=Uno\\, Dos,DC=min'), 'cn=uno\\, dos,dc=min')
  assert.equal(firstOfDn('CN=Uno\\, Dos,DC=min'), 'Uno, Dos')
  assert.equal(firstOfDn('cn=Tecnolog\\c3\\ada'.replace('\\c3\\ad', 'í')), 'Tecnología')
  const mappings = [mapping('mesa', { kind: 'unit', unit: 'u' }), mapping('CN=Otra, OU=G', { kind: 'unit', unit: 'u' })]
  const groups = [{ dn: 'cn=Mesa,ou=x', name: 'Mesa' }]
  assert.deepEqual(mappingsOf(mappings, groups), [mappings[0]])
  assert.deepEqual(mappingsOf(mappings, [{ dn: 'cn=otra,ou=g', name: 'otra' }]), [mappings[1]])
})

test('going up through groups ends whatever circles there are, and meets what is reachable', () => {
  const node = fc.integer({ min: 0, max: 12 }).map(String)
  fc.assert(
    fc.property(fc.array(fc.tuple(node, node), { maxLength: 60 }), fc.array(node, { maxLength: 4 }), (edges, start) => {
      const above = new Map<string, Set<string>>()
      for (const [from, to] of edges) above.set(from, (above.get(from) ?? new Set()).add(to))
      const met = climb(start, above)
      for (const each of start) assert.ok(met.has(each))
      for (const each of met) for (const next of above.get(each) ?? []) assert.ok(met.has(next))
    }),
  )
})

test('whatever the groups are: nothing entered by hand ends, no position is overfilled, nothing is given twice', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  const positions = ['p', 'q']
  const held = fc.record({
    person: fc.constantFrom(...names),
    position: fc.constantFrom(...positions),
    given: fc.boolean(),
    until: fc.constantFrom(null, '2026-10-01', '2026-12-31'),
  })
  fc.assert(
    fc.property(
      fc.uniqueArray(held, { selector: (each) => `${each.person} ${each.position}`, maxLength: 8 }),
      fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom('G1', 'G2', 'G3')), { maxLength: 12 }),
      fc.subarray(names),
      fc.integer({ min: 1, max: 3 }),
      fc.boolean(),
      (tenures, memberships, listed, places, complete) => {
        const rows: DirectoryRows = {
          ...NONE,
          posts: positions.map((each) => post(each, places)),
          people: names.map((each) => person(each)),
          tenures: tenures.map(({ person, position, until }, at) => ({
            id: `t${at}`,
            person,
            position,
            from: '2026-01-01',
            until,
          })),
        }
        const grants = tenures.flatMap(({ person, given }, at): Grant[] =>
          given
            ? [
                {
                  id: `x${at}`,
                  person,
                  source: 'directory',
                  kind: 'position',
                  unit: null,
                  tenure: `t${at}`,
                  personGroup: null,
                },
              ]
            : [],
        )
        const plans = planProvisioning({
          directory: compileDirectory(rows, TODAY),
          mappings: [
            mapping('G1', { position: 'p' }),
            mapping('G2', { position: 'q' }),
            mapping('G3', { kind: 'group', personGroup: 'g' }),
          ],
          grants,
          identities: names.map(identity),
          outside: listed.map((each) =>
            outside(
              each,
              memberships.filter(([who]) => who === each).map(([, group]) => group),
            ),
          ),
          rules,
          complete,
        })
        const changes = plans.flatMap((plan) => plan.changes)
        const ended = changes.flatMap((change) => (change.kind === 'end-tenure' ? [change.tenure] : []))
        for (const tenure of ended)
          assert.ok(
            grants.some((grant) => grant.tenure === tenure),
            'given by a group',
          )
        assert.equal(new Set(ended).size, ended.length)
        for (const position of positions) {
          const lasting = rows.tenures.filter(
            (row) => row.position === position && (row.until === null || row.until >= TODAY),
          )
          const left = lasting.filter(({ id }) => !ended.includes(id))
          const appointed = changes.flatMap((each) =>
            each.kind === 'appoint' && each.position === position ? [each.person] : [],
          )
          assert.equal(new Set(appointed).size, appointed.length)
          for (const who of appointed) assert.ok(!left.some((row) => row.person === who))
          assert.ok(left.length + appointed.length <= Math.max(places, left.length))
        }
        const missing = changes.filter(({ kind }) => kind === 'missing').length
        assert.equal(missing, complete ? names.length - listed.length : 0)
      },
    ),
  )
})

test('an administrator by hand is never joined by name, nor the last one withdrawn', () => {
  const rows: DirectoryRows = {
    ...NONE,
    people: [person('ada', { administratorSince: NOW }), person('eva', { email: 'eva@min.example' })],
  }
  const input = {
    directory: compileDirectory(rows, TODAY),
    mappings: [],
    grants: [],
    identities: [],
    complete: false,
    rules: { create: 'all', join: 'username' },
  } as const
  const reasons = (list: readonly OutsidePerson[], more: object = {}) =>
    planProvisioning({ ...input, outside: list, ...more }).flatMap((plan) =>
      plan.changes.map((change) => (change.kind === 'conflict' ? change.reason : change.kind)),
    )
  assert.deepEqual(reasons([outside('ada', [])]), ['administrator-by-hand'])
  assert.deepEqual(reasons([outside('eva', [])]), ['join'])
  assert.deepEqual(reasons([outside('eva', [])], { rules }), ['username-taken'])
  const twins = [outside('nueva', []), outside('nueva', [], { subject: 'otra' })]
  assert.deepEqual(reasons(twins), ['create', 'username-taken'], 'two entries of one name')
  assert.deepEqual(reasons([outside('eva', []), outside('eva', [], { subject: 'otra' })]), [
    'join',
    'joined-to-another',
  ])
  assert.deepEqual(reasons([outside('Eva López', [])]), ['username-unfit'])
  assert.deepEqual(reasons([outside('x', [], { name: '' })]), ['name-missing'])
  const byMail = { rules: { create: 'mapped', join: 'verified-email' } }
  const mail = { username: 'otra', email: 'EVA@min.example' }
  assert.deepEqual(reasons([outside('s', [], { ...mail, emailVerified: true })], byMail), ['join', 'particulars'])
  assert.deepEqual(reasons([outside('s', [], mail)], byMail), [])
  const grant = {
    id: 'x',
    person: 'ada',
    source: 'directory',
    kind: 'administrator',
    unit: null,
    tenure: null,
    personGroup: null,
  }
  assert.deepEqual(reasons([outside('ada', [])], { grants: [grant], identities: [identity('ada')] }), [
    'last-administrator',
  ])
})
