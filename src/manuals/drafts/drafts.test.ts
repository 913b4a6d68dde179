import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { transaction } from '#src/platform/db/pool.ts'
import { testProgram } from '../../../test/support/program.ts'
import { createDraft, discardDraft, listDrafts, listRevisions, readDraft, readRevision, saveDraft } from './index.ts'
import type { Draft } from './types.ts'

const world = await testProgram()
const { db, personId } = world
const hernan = personId('hzelada')
const rosalia = personId('rtuyuc')
const at = '2026-11-02T14:00:00Z'
const by = (person: string) => ({ person, at })
const TEXT = '---\nmanual: PRU-MNP-09\ntítulo: Prueba\n---\n'

const open = (source = TEXT) => transaction(db, (tx) => createDraft(tx, { source, origin: 'new', by: by(hernan) }))
const save = (draft: Draft, source: string, seen: number, person = hernan) =>
  transaction(db, (tx) => saveDraft(tx, { id: draft.id, source, examples: '', seen, by: by(person) }))

describe('drafts', () => {
  let draft: Draft
  before(async () => {
    draft = await open()
  })

  test('a draft is named by its front matter, whatever else is wrong with it', async () => {
    assert.deepEqual([draft.code, draft.title, draft.revision], ['PRU-MNP-09', 'Prueba', 1])
    const bare = await open('')
    assert.deepEqual([bare.code, bare.title], [null, null])
    const broken = await open('---\nmanual: [a\n---\n')
    assert.equal(broken.code, null)
  })

  test('each saving is a revision, and the same text twice is none', async () => {
    const saved = await save(draft, `${TEXT}uno`, 1)
    assert.equal(saved.kind, 'saved')
    assert.equal((await save(draft, `${TEXT}uno`, 1)).kind, 'unchanged')
    assert.deepEqual(
      (await listRevisions(db, draft.id)).map(({ revision }) => revision),
      [2, 1],
    )
    assert.equal((await readRevision(db, draft.id, 1))!.source, TEXT)
    assert.equal((await readDraft(db, draft.id))!.source, `${TEXT}uno`)
  })

  test('who saves on an older revision is told who saved and what both began from, and nothing is written', async () => {
    const fresh = await open()
    await save(fresh, `${TEXT}de Rosalía`, 1, rosalia)
    const late = await save(fresh, `${TEXT}de Hernán`, 1)
    assert.equal(late.kind, 'conflict')
    assert.ok(late.kind === 'conflict')
    assert.deepEqual([late.draft.changedBy, late.draft.source, late.seen?.source], [rosalia, `${TEXT}de Rosalía`, TEXT])
    assert.equal((await listRevisions(db, fresh.id)).length, 2)
  })

  test('of two who save at the same moment one is refused', async () => {
    for (let round = 0; round < 5; round++) {
      const fresh = await open(`${TEXT}${round}`)
      const kinds = (await Promise.all([save(fresh, 'a', 1), save(fresh, 'b', 1, rosalia)])).map(({ kind }) => kind)
      assert.deepEqual(kinds.sort(), ['conflict', 'saved'])
    }
  })

  test('revisions are append-only, also for the owner, and the program cannot delete a draft', async () => {
    for (const statement of [
      sql`update manual_draft_revision set source = ''`,
      sql`delete from manual_draft_revision`,
      sql`truncate manual_draft_revision`,
      sql`delete from manual_draft`,
    ])
      await assert.rejects(statement.execute(db), /permission denied|append-only/)
  })

  test('a discarded draft is read, not saved nor discarded again', async () => {
    const fresh = await open()
    await transaction(db, (tx) => discardDraft(tx, fresh.id, by(rosalia)))
    assert.equal((await save(fresh, 'x', 1)).kind, 'closed')
    await assert.rejects(
      transaction(db, (tx) => discardDraft(tx, fresh.id, by(rosalia))),
      /draft-closed/,
    )
    assert.ok(!(await listDrafts(db, null)).some(({ id }) => id === fresh.id))
    assert.equal((await readDraft(db, fresh.id))!.closedReason, 'discarded')
  })

  test('a text that is too long is refused with a sentence', async () => {
    await assert.rejects(open('x'.repeat(300_001)), /draft-too-long/)
    await assert.rejects(save(draft, 'x'.repeat(300_001), 2), /draft-too-long/)
  })
})
