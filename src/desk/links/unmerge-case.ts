import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Call } from '#src/cases/call.ts'
import { lockCase, lockCaseById } from '#src/cases/case.store.ts'
import { casePlace } from '#src/cases/case-place.ts'
import { command } from '#src/cases/command.ts'
import { deskAdvance } from '#src/cases/desk/desk-move.ts'
import { CasePlace, Reason } from '#src/cases/inputs.ts'
import { advance, asSystem, settle } from '#src/cases/move-case.ts'
import { requestersOf } from '#src/cases/part-in.ts'
import { readersOf } from '#src/cases/readers.ts'
import { refused } from '#src/cases/refusals.ts'
import type { CaseFile } from '#src/cases/types.ts'
import type { ActBody, PrivateText, Task } from '#src/procedure/types.ts'
import { partOfCall, personOfCall } from '../part-of.ts'
import { refusedHere } from '../refusals.ts'
import { actsOf } from './acts-of.ts'

/** Undoes a merge: the case is open again, with the tasks that it had, and the other no longer shows it. */
export const unmergeCase = command({
  name: 'unmerge-case',
  route: 'POST /cases/:number/unmerging',
  summary: { es: 'Deshace la unión del expediente a otro', en: 'Undoes the merging of the case into another' },
  input: Type.Object({ reason: Reason }, { additionalProperties: false }),
  answer: CasePlace,
  async run(call) {
    const [file, main] = await lockMerged(call, call.params.number!)
    if ((await partOfCall(call, file)) !== 'official') throw refusedHere('not-an-official-here')
    const { merged } = file.state.desk!
    if (merged === undefined) throw refusedHere('not-merged')
    const into = main?.state.desk?.merged?.into
    if (main !== null && into !== undefined) throw refusedHere('main-merged-since', { number: main.number, into })
    const { tasks, blocks, rounds } = merged.standing
    const entries: { body: ActBody; private?: PrivateText }[] = [
      { body: { kind: 'case-reopened' }, private: { reason: call.input.reason.trim() } },
      { body: { kind: 'case-unmerged', from: merged.into, blocks, rounds } },
      ...tasks.map((task) => ({
        body: { kind: 'task-arrived' as const, task, visit: file.state.visits[task.row] ?? 1 },
      })),
    ]
    let opened = await settle(call, file, actsOf(call, file, entries))
    for (const task of tasks) opened = await finishEnded(call, opened, task)
    if (main !== null) await deskAdvance(call, main, [{ body: { kind: 'case-parted', number: file.number } }])
    for (const person of requestersOf(file.state)) call.touched.add(`person:${person}`)
    return casePlace(opened)
  },
})

// A linked case that ended meanwhile found nobody who waited for it.
async function finishEnded(call: Call, file: CaseFile, { id, child }: Task): Promise<CaseFile> {
  if (child?.number === undefined) return file
  const linked = await lockCase(call.tx, child.number, null)
  if (linked === null || linked.status === 'open') return file
  const status = linked.status === 'annulled' ? 'annulled' : 'closed'
  return advance(asSystem(call), file, { kind: 'finish-child', task: id, number: linked.number, status })
}

async function lockMerged(call: Call, number: string): Promise<readonly [CaseFile, CaseFile | null]> {
  const readers = readersOf(call.institution.directory, personOfCall(call))
  const { rows } = await sql<{ id: number; number: string }>`
    select id, number from case_file
    where number in (select ${number} union select state #>> '{desk,merged,into}' from case_file where number = ${number})
    order by id for update`.execute(call.tx)
  const file = await lockCase(call.tx, number, readers)
  if (file === null) throw refused('case-unknown', {})
  const into = file.state.desk?.merged?.into
  if (into === undefined) throw refusedHere('not-merged')
  const found = rows.find((row) => row.number === into)
  return [file, found === undefined ? null : await lockCaseById(call.tx, found.id)]
}
