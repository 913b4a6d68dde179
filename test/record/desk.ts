import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { chain, FIRST_HASH } from '#src/cases/chain.ts'
import { TRIAL_STARTS } from '#src/cases/fixtures/trial-manual.ts'
import { actOf } from '#src/cases/rebuild-projections.ts'
import type { StoredAct } from '#src/cases/types.ts'
import { sha256Hex } from '#src/platform/crypto/token.ts'
import { replay } from '#src/procedure/index.ts'
import type { Answer, Api, TestProgram } from '../support/program.ts'

type Extra = Readonly<Record<string, unknown>>

/** Opens a case of the trial manual and gives its number. */
export async function openTrial(who: Api, procedure: number | string, extra: Extra = {}): Promise<string> {
  const opened = await who.post('/api/cases', trial(procedure, extra))
  assert.equal(opened.status, 200, opened.text)
  return opened.json.number
}

/** The body that opens a case of the trial manual. */
export function trial(procedure: number | string, extra: Extra = {}): Extra {
  const start = TRIAL_STARTS[procedure]!
  return { manual: 'PRU-MNP-01', procedure: String(procedure), start, channel: 'portal', title: start, ...extra }
}

/** Completes the one task of a case on which the person may act (or the one of `row`). */
export async function tryToComplete(
  who: Api,
  number: string,
  { row, ...input }: Extra & { readonly row?: string } = {},
): Promise<Answer> {
  const read = await who.get(`/api/cases/${number}`)
  assert.equal(read.status, 200, read.text)
  const tasks = read.json.tasks.filter(
    (task: { mayAct: boolean; row: string }) => task.mayAct && (row ?? task.row) === task.row,
  )
  assert.equal(tasks.length, 1, `${who.username} has ${tasks.length} tasks in ${number}`)
  const { task, kind } = tasks[0]
  const proof = kind === 'signature' ? { proof: await who.prove(number, task) } : {}
  return who.post(`/api/cases/${number}/tasks/${task}/completion`, { ...proof, ...input })
}

/** The same, which must succeed. */
export async function complete(
  who: Api,
  number: string,
  input: Extra & { readonly row?: string } = {},
): Promise<Answer> {
  const done = await tryToComplete(who, number, input)
  assert.equal(done.status, 200, done.text)
  return done
}

interface Row extends StoredAct {
  readonly caseId: number
}

/**
 * Holds the whole record against itself: every chain links and ends at its case's head, numbers of acts have no gap, and replaying
 * the acts gives the state, the status and the open tasks that stand in the tables. Returns how many acts there are.
 */
export async function assertRecordIsSound(db: TestProgram['db']): Promise<number> {
  const acts = await sql<Row>`
    select a.case_id as "caseId", a.seq, a.at, a.kind, a.text, a.hash, p.salt, p.content as private, p.erased_at as "erasedAt"
    from act a left join act_private p on p.case_id = a.case_id and p.seq = a.seq order by a.case_id, a.seq`.execute(db)
  const files = await sql<{ id: number; number: string; seq: number; head: string; state: unknown; status: string }>`
    select id, number, seq, head_hash as head, state, status from case_file order by id`.execute(db)
  const byCase = Map.groupBy(acts.rows, ({ caseId }) => caseId)
  for (const file of files.rows) {
    const own = byCase.get(file.id) ?? []
    assert.deepEqual(
      own.map(({ seq }) => seq),
      own.map((_, at) => at + 1),
      file.number,
    )
    let prev = FIRST_HASH
    for (const act of own) {
      assert.equal(sha256Hex(act.text), act.hash, `${file.number} act ${act.seq}`)
      const said = JSON.parse(act.text)
      assert.deepEqual([said.prev, said.seq, said.case], [prev, act.seq, file.number])
      prev = act.hash
    }
    assert.deepEqual([own.length, prev], [file.seq, file.head], file.number)
    const state = replay(own.map(actOf))
    assert.deepEqual(JSON.parse(JSON.stringify(state)), file.state, file.number)
    assert.equal(state.status, file.status)
    // Without personal text there is no salt, so the same acts chain to the same hashes.
    const plain = own.filter(({ text }) => JSON.parse(text).private === undefined).map(actOf)
    if (plain.length === own.length) assert.equal(chain(file.number, FIRST_HASH, plain).head, file.head)
  }
  assert.equal(files.rows.length, byCase.size, 'acts without a case')
  return acts.rows.length
}

/** What is projected from the acts, as it stands in the tables. */
export async function projections(db: TestProgram['db']): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const read = async (query: ReturnType<typeof sql>) => (await query.execute(db)).rows
  return {
    case_file: await read(sql`select id, number, status, closed_at, seq, head_hash, state from case_file order by id`),
    task: await read(sql`select * from task order by case_id, id`),
    timer: await read(sql`select case_id, task_id, at from timer order by case_id, task_id`),
    case_reader: await read(sql`select * from case_reader order by case_id, reader`),
  }
}
