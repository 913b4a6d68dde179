import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Call } from '#src/cases/call.ts'
import { lockCaseById } from '#src/cases/case.store.ts'
import { casePlace } from '#src/cases/case-place.ts'
import { command } from '#src/cases/command.ts'
import { deskAdvance } from '#src/cases/desk/desk-move.ts'
import { CasePlace, Reason } from '#src/cases/inputs.ts'
import { settle } from '#src/cases/move-case.ts'
import { requestersOf } from '#src/cases/part-in.ts'
import type { CaseFile } from '#src/cases/types.ts'
import type { ActBody, PrivateText } from '#src/procedure/types.ts'
import { assertOpen } from '../part-of.ts'
import { refusedHere } from '../refusals.ts'
import { actsOf } from './acts-of.ts'
import { lockPair } from './lock-pair.ts'

/**
 * Merges a case into another, where it goes on. Nothing is lost: its record stays, its tasks are withdrawn, what was said in it and
 * its files are shown on the other, and whoever asked for it reads the other too.
 */
export const mergeCase = command({
  name: 'merge-case',
  route: 'POST /cases/:number/merge',
  summary: { es: 'Une el expediente a otro, donde continúa', en: 'Merges the case into another, where it goes on' },
  input: Type.Object(
    { into: Type.String({ minLength: 1, maxLength: 200 }), reason: Reason },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const [file, main] = await lockPair(call, call.params.number!, call.input.into)
    assertOpen(file)
    const into = main.state.desk?.merged?.into
    if (into !== undefined) throw refusedHere('main-is-merged', { number: main.number, into })
    if (main.status !== 'open') throw refusedHere('main-has-ended', { number: main.number })
    await assertNobodyWaits(call, file)
    const merged = await settle(call, file, actsOf(call, file, await ending(call, file, main)))
    const requesters = requestersOf(file.state)
    const others = (file.state.desk?.absorbed ?? []).flatMap((each) => [each.number, ...each.others])
    await deskAdvance(call, main, [{ body: { kind: 'case-absorbed', number: file.number, others, requesters } }])
    for (const person of requesters) call.touched.add(`person:${person}`)
    return casePlace(merged)
  },
})

type Entry = { readonly body: ActBody; readonly private?: PrivateText }

async function ending(call: Call<Record<string, string>, { reason: string }>, file: CaseFile, main: CaseFile) {
  const { tasks, blocks, rounds } = file.state
  const entries: Entry[] = [
    {
      body: {
        kind: 'case-merged',
        into: main.number,
        readers: await unitsReading(call, main),
        standing: { tasks, blocks, rounds },
      },
      private: { reason: call.input.reason.trim() },
    },
    ...tasks.map(({ id, row }): Entry => ({ body: { kind: 'task-withdrawn', task: id, row, because: 'merge' } })),
    { body: { kind: 'case-annulled' } },
  ]
  return entries
}

async function unitsReading(call: Call, main: CaseFile): Promise<readonly string[]> {
  const { rows } = await sql<{ reader: string }>`
    select reader from case_reader where case_id = ${main.id} order by reader`.execute(call.tx)
  return rows.map(({ reader }) => reader).filter((reader) => call.institution.directory.unitById(reader) !== null)
}

async function assertNobodyWaits(call: Call, { parentCase, parentTask }: CaseFile): Promise<void> {
  if (parentCase === null) return
  const parent = await lockCaseById(call.tx, parentCase)
  const waits = parent?.state.tasks.some(({ id, kind }) => id === parentTask && kind === 'child') === true
  if (parent !== null && parent.status === 'open' && waits)
    throw refusedHere('a-step-waits-for-it', { number: parent.number })
}
