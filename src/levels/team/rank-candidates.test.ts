import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Candidate, fittingSkills, rankCandidates } from './rank-candidates.ts'

const candidate: fc.Arbitrary<Candidate> = fc.record({
  person: fc.uuid(),
  name: fc.constantFrom('Ana', 'Beto', 'Élida', 'Zoila'),
  post: fc.constant('Técnico'),
  ofTray: fc.boolean(),
  away: fc.boolean(),
  standsIn: fc.boolean(),
  open: fc.integer({ min: 0, max: 9 }),
  overdue: fc.integer({ min: 0, max: 3 }),
  fits: fc.array(
    fc.record({ skill: fc.constant('Redes'), level: fc.constantFrom(1 as const, 2 as const, 3 as const) }),
    { maxLength: 1 },
  ),
})

test('everybody is in the suggestion once; who is away comes last, whoever belongs to the tray first', () => {
  fc.assert(
    fc.property(fc.array(candidate, { maxLength: 12 }), (all) => {
      const ranked = rankCandidates(all)
      assert.deepEqual(new Set(ranked), new Set(all))
      assert.equal(ranked.length, all.length)
      const classes = ranked.map(({ away, ofTray }) => (away ? 2 : 0) + (ofTray ? 0 : 1))
      assert.deepEqual(
        classes,
        classes.toSorted((a, b) => a - b),
      )
    }),
  )
})

test('among equals the skill decides, then what is overdue, then what is open', () => {
  const base: Candidate = {
    person: '1',
    name: 'Ana',
    post: '',
    ofTray: true,
    away: false,
    standsIn: false,
    open: 5,
    overdue: 1,
    fits: [],
  }
  const skilled = { ...base, person: '2', open: 9, overdue: 3, fits: [{ skill: 'Redes', level: 1 as const }] }
  const free = { ...base, person: '3', overdue: 0, open: 8 }
  const idle = { ...base, person: '4', overdue: 0, open: 0 }
  assert.deepEqual(
    rankCandidates([base, free, idle, skilled]).map(({ person }) => person),
    ['2', '4', '3', '1'],
  )
})

test('a skill fits by words without accents or case, in either direction', () => {
  const load = {
    skills: [
      { skill: 'Telefonía', level: 3 as const },
      { skill: 'Bases de datos', level: 1 as const },
    ],
  }
  assert.deepEqual(fittingSkills(load, ['Cambio en la telefonia IP']), [load.skills[0]])
  assert.deepEqual(fittingSkills(load, ['datos', 'bases de datos institucionales']), [load.skills[1]])
  assert.deepEqual(fittingSkills(load, ['', 'Servidores']), [])
})
