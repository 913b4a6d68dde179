import { refusedToSign } from '#src/people/signing/refusals.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import { decide } from '#src/procedure/index.ts'
import type { Act, Command, FileRef } from '#src/procedure/types.ts'
import type { Call } from './call.ts'
import { lockCase, lockCaseById } from './case.store.ts'
import { withConsequences } from './desk/follow-acts.ts'
import { openCaseFile } from './open-case-file.ts'
import { readersOf } from './readers.ts'
import { record } from './record.ts'
import { refused, refusedByEngine } from './refusals.ts'
import { signsNow } from './signing/signs-now.ts'
import type { CaseFile } from './types.ts'
import { verbsDone } from './verbs.ts'

/** Moves the case of a number by one command of the person who acts. Refuses a case that the person may not read, like an unknown one. */
export async function moveCase(call: Call, number: string, command: Command, expectedSeq?: number): Promise<CaseFile> {
  const person = call.actor.kind === 'person' ? call.actor.person : null
  const readers = person === null ? null : readersOf(call.institution.directory, person)
  const file = await lockCase(call.tx, number, readers)
  if (file === null) throw refused('case-unknown', {})
  if (expectedSeq !== undefined && expectedSeq !== file.seq) throw refused('case-moved', {})
  return advance(call, file, command)
}

/** Moves a locked case: decides, records, opens the cases that its steps apply, and tells the case that waits for this one. */
export async function advance(call: Call, file: CaseFile, command: Command): Promise<CaseFile> {
  const acts = await decided(call, call.tx, file, command)
  const verbs = verbsDone(call.deps, acts)
  const files = []
  for (const { verb, row, task } of verbs) files.push(...((await verb.prepare?.(call, { file, row, task })) ?? []))
  const moved = await settle(
    call,
    file,
    files.length === 0 ? acts : await decided(call, call.tx, file, withFiles(command, files)),
  )
  for (const { verb, row, task } of verbs) await verb.perform?.(call, { file: moved, row, task })
  return moved
}

function withFiles(command: Command, files: readonly (FileRef & { readonly name: string })[]): Command {
  return command.kind === 'complete-task' ? { ...command, files: [...(command.files ?? []), ...files] } : command
}

/** The acts by which a command moves a case; throws the engine's refusal. */
export async function decided(
  call: Pick<Call, 'actor' | 'now' | 'institution' | 'deps' | 'proved'>,
  db: Queryable,
  file: CaseFile,
  command: Command,
): Promise<readonly Act[]> {
  const version = await call.deps.manuals.version(db, file.versionId)
  const procedure = version.procedure(file.procedure)
  if (procedure === null) throw new Error(`Case ${file.number}: its manual has no procedure ${file.procedure}`)
  const { calendar, directory } = call.institution
  const decision = decide(procedure, file.state, command, { actor: call.actor, now: call.now, calendar, directory })
  if ('refusal' in decision) throw refusedByEngine(decision.refusal, directory)
  if (call.proved === undefined && signsNow(file.state, command)) throw refusedToSign('signature-needs-password')
  return withConsequences(call, procedure, file, command, decision.acts)
}

/** Records acts and what follows from them in other cases, in the same transaction. */
export async function settle(call: Call, file: CaseFile, acts: readonly Act[]): Promise<CaseFile> {
  let moved = await record(call.tx, file, acts, {
    directory: call.institution.directory,
    projections: call.deps.projections,
  })
  touch(call.touched, file, moved)
  for (const { body } of acts) {
    if (body.kind !== 'task-arrived' || body.task.kind !== 'child' || body.task.child === undefined) continue
    // A task that is put back has its case already.
    if (body.task.child.number !== undefined) continue
    const child = await openLinkedCase(call, moved, body.task.id, body.task.child)
    moved = await advance(asSystem(call), moved, { kind: 'link-child', task: body.task.id, number: child.number })
  }
  if (moved.status !== 'open' && file.status === 'open' && moved.parentCase !== null) await tellParent(call, moved)
  return moved
}

async function openLinkedCase(
  call: Call,
  parent: CaseFile,
  task: number,
  called: { procedure: string; manual?: string },
): Promise<CaseFile> {
  const versions = await call.deps.manuals.inForce(call.tx, call.now, call.institution.revision)
  const own = await call.deps.manuals.version(call.tx, parent.versionId)
  const version = called.manual === undefined ? own : versions.find((each) => each.code === called.manual)
  if (version === undefined) throw new Error(`Case ${parent.number}: no version of manual ${called.manual} is in force`)
  const { file, acts } = await openCaseFile(asSystem(call), version, called.procedure, {
    title: parent.title,
    priority: parent.priority,
    parent: { id: parent.id, task },
    command: {
      kind: 'open-case',
      start: 'procedimiento',
      channel: 'procedimiento',
      requester: { kind: 'case', number: parent.number },
      title: parent.title,
    },
  })
  return settle(asSystem(call), file, acts)
}

async function tellParent(call: Call, child: CaseFile): Promise<void> {
  const parent = await lockCaseById(call.tx, child.parentCase!)
  const waits = parent?.state.tasks.some((task) => task.id === child.parentTask && task.kind === 'child')
  // A parent that was annulled, or moved by a ruling, no longer waits.
  if (parent === null || parent.status !== 'open' || waits !== true) return
  const status = child.status === 'annulled' ? 'annulled' : 'closed'
  await advance(asSystem(call), parent, { kind: 'finish-child', task: child.parentTask!, number: child.number, status })
}

/** The call as Ventanilla itself makes it. */
export function asSystem(call: Call): Call {
  return { ...call, actor: { kind: 'system' } }
}

/** Notes the topics whose pages a move changes. */
export function touch(touched: Set<string>, before: CaseFile, after: CaseFile): void {
  touched.add(`case:${after.number}`)
  const earlier = before.seq === 0 ? [] : before.state.tasks
  for (const task of [...earlier, ...after.state.tasks]) {
    if (task.tray === null) continue
    if (task.tray.position !== null) touched.add(`position:${task.tray.position}`)
    if (task.tray.assignee !== null) touched.add(`person:${task.tray.assignee}`)
  }
  if (after.requesterPerson !== null) touched.add(`person:${after.requesterPerson}`)
}
