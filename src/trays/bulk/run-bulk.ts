import type { CaseDeps, CommandDefinition } from '#src/cases/call.ts'
import { findCase } from '#src/cases/case.store.ts'
import { checkInput } from '#src/cases/check-input.ts'
import { claimTask } from '#src/cases/claim-task.ts'
import { runCommand } from '#src/cases/command.ts'
import { completeTask } from '#src/cases/complete-task.ts'
import { setPriority } from '#src/cases/desk/set-priority.ts'
import { handOverTask } from '#src/cases/hand-over-task.ts'
import { readersOf } from '#src/cases/readers.ts'
import { refused } from '#src/cases/refusals.ts'
import { releaseTask } from '#src/cases/release-task.ts'
import type { CaseFile } from '#src/cases/types.ts'
import { undoMove } from '#src/cases/undo-move.ts'
import { writeNote } from '#src/desk/conversation/write-note.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { canonicalJson } from '#src/platform/crypto/canonical-json.ts'
import { sha256Hex } from '#src/platform/crypto/token.ts'
import { Refused } from '#src/platform/refusal.ts'
import { trayRefused } from '../refusals.ts'
import {
  type BulkAction,
  type BulkInput,
  type BulkItem,
  type BulkRun,
  type ChosenRow,
  findRunByKey,
  insertRun,
  listItems,
  settleItem,
} from './bulk.store.ts'
import { isPlainStep } from './plain-step.ts'

export const MOST_ROWS = 200

export interface BulkCall {
  readonly deps: CaseDeps
  readonly directory: InstitutionDirectory
  readonly person: string
}

export interface BulkRequest {
  readonly action: BulkAction
  readonly rows: readonly ChosenRow[]
  readonly input: BulkInput
  readonly key: string
}

/**
 * Does one thing to many tasks, each in its own transaction by the command of its page; what one refuses does not touch the others.
 * The same key finds the same batch, and goes on with what it had not tried.
 */
export async function runBulk(call: BulkCall, request: BulkRequest): Promise<string> {
  const { deps, person } = call
  const rows = [...new Map(request.rows.map((row) => [`${row.number}/${row.task}`, row])).values()]
  if (rows.length === 0 || rows.length > MOST_ROWS) throw trayRefused('bulk-empty')
  if (request.key.length < 8 || request.key.length > 150) throw refused('idempotency-key-length', {})
  checkInput(...commandFor(request.action, request.input, rows[0]!))
  const { action, input, key } = request
  const digest = sha256Hex(canonicalJson({ action, input: { ...input }, rows: rows.map((row) => ({ ...row })) }))
  const made = await insertRun(deps.db, person, key, { action, digest, input }, rows, deps.clock())
  const known = made === null ? (await findRunByKey(deps.db, person, key))! : null
  if (known !== null && known.digest !== digest) throw trayRefused('bulk-key-reused')
  const run = known ?? { id: made!, action, digest, input, begunAt: deps.clock() }
  await continueBulk(call, run)
  return run.id
}

/** Tries what of a batch has not been tried. */
export async function continueBulk(call: BulkCall, run: BulkRun): Promise<void> {
  for (const item of await listItems(call.deps.db, run.id)) {
    if (item.outcome !== null) continue
    await settleItem(call.deps.db, run.id, { place: item.place, ...(await tried(call, run, item)) })
  }
}

/** What a command says where the task is as it was wanted already. */
const ALREADY: ReadonlySet<string> = new Set(['has-it-already', 'not-claimed', 'same-priority'])

async function tried(
  call: BulkCall,
  run: BulkRun,
  item: BulkItem,
): Promise<Pick<BulkItem, 'outcome' | 'refusal' | 'seq'>> {
  const { deps, person, directory } = call
  try {
    const file = await findCase(deps.db, item.number, readersOf(directory, person))
    if (file === null) throw refused('case-unknown', {})
    if (run.action === 'complete') await checkPlain(call, file, item)
    const [definition, input] = commandInput(run.action, run.input, item)
    const { seq } = (await runCommand(deps, definition as CommandDefinition<never>, {
      params: { number: item.number, task: String(item.task) },
      input: input as never,
      person,
      idempotencyKey: `${run.id}-${item.place}`,
    })) as { seq: number }
    return { outcome: seq > file.seq ? 'done' : 'already', refusal: null, seq }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { code, es, en } = error.refusal
    if (ALREADY.has(code)) return { outcome: 'already', refusal: null }
    return { outcome: 'refused', refusal: { code, es, en } }
  }
}

async function checkPlain({ deps }: BulkCall, file: CaseFile, { task: id }: BulkItem): Promise<void> {
  const task = file.state.tasks.find((each) => each.id === id)
  if (task === undefined) throw trayRefused('task-gone')
  const procedure = (await deps.manuals.version(deps.db, file.versionId)).procedure(file.procedure)
  if (procedure === null || !isPlainStep(procedure, task)) throw trayRefused('step-not-plain')
}

type Prepared = readonly [definition: CommandDefinition<never, unknown>, input: unknown]

function commandInput(action: BulkAction, { to, note, reason, impact, urgency }: BulkInput, row: ChosenRow): Prepared {
  const because = reason === undefined ? {} : { reason }
  switch (action) {
    case 'claim':
      return [claimTask as never, {}]
    case 'release':
      return [releaseTask as never, {}]
    case 'hand-over':
      return [handOverTask as never, { to: to ?? '', ...because }]
    case 'note':
      return [writeNote as never, { note: note ?? '' }]
    case 'complete':
      return [completeTask as never, note === undefined ? {} : { note }]
    case 'prioritise':
      return [setPriority as never, { impact, urgency, ...because }]
    case 'undo':
      return [undoMove as never, { seq: row.seq ?? 0 }]
  }
}

/** Schema and input of the command, to be checked once for all rows. */
function commandFor(...args: Parameters<typeof commandInput>): Parameters<typeof checkInput> {
  const [definition, input] = commandInput(...args)
  return [definition.input, input]
}
