import assert from 'node:assert/strict'
import { test } from 'node:test'
import { conformityGiven } from './desk/satisfaction.ts'
import { REQUESTER } from './examples/synthetic-directory.ts'
import { buildManual } from './fixtures/test-manual.ts'
import { act, complete, openWorld, refused, taskAt } from './fixtures/test-world.ts'
import { replay } from './index.ts'

const manual = buildManual({
  steps: [
    { role: 'U / Secretaria', text: 'Recibe.' },
    { role: 'U / Técnico', text: 'Entrega.' },
  ],
})
const REJECT = { kind: 'reject-conformity', requesters: [REQUESTER], reason: 'Sigue igual.' } as const

function ended() {
  const world = openWorld(manual, {
    directory: {
      headOfPosition: () => 'jefatura',
      nameOf: (position) => ({ unit: 'U', post: position === 'jefatura' ? 'Jefe' : position }),
    },
  })
  complete(world, '1')
  complete(world, '2')
  return world
}

test('what was not solved goes on at the step done last; the second time the head has it', () => {
  const world = ended()
  act(world, REQUESTER, REJECT)
  assert.equal(world.state.status, 'open')
  assert.equal(taskAt(world, '2').tray!.role, 'U / Técnico')
  complete(world, '2')
  act(world, REQUESTER, REJECT)
  const { tray } = taskAt(world, '2')
  assert.deepEqual([tray!.role, tray!.position, tray!.assignee], ['U / Jefe', 'jefatura', null])
  assert.equal(world.state.desk!.satisfaction!.rejections, 2)
  assert.deepEqual(replay(world.acts), world.state)
})

test('it is for whoever asked, with a reason, of a closed case, within five working days', () => {
  const world = openWorld(manual)
  assert.equal(refused(world, REQUESTER, REJECT).code, 'case-open')
  complete(world, '1')
  complete(world, '2')
  assert.equal(refused(world, 'otra persona', REJECT).code, 'not-the-requester')
  assert.equal(refused(world, null, REJECT).code, 'person-needed')
  assert.equal(refused(world, REQUESTER, { ...REJECT, reason: ' ' }).code, 'reason-needed')
  // Closed on Monday the 2nd: the fifth working day after it is Monday the 9th, until 16:00.
  world.now = '2026-11-09 16:01'
  assert.equal(refused(world, REQUESTER, REJECT).code, 'conformity-late')
  world.now = '2026-11-09 16:00'
  act(world, REQUESTER, REJECT)
})

test('conformity counts for the end with which it was given', () => {
  const state = (closedAt: string, at: string) => ({
    closedAt,
    desk: { satisfaction: { rejections: 0, conformity: { at, by: REQUESTER } } },
  })
  assert.equal(conformityGiven(state('2026-11-02T14:00:00Z', '2026-11-02T15:00:00Z')), true)
  assert.equal(conformityGiven(state('2026-11-03T14:00:00Z', '2026-11-02T15:00:00Z')), false)
})
