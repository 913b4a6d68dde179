import { sql } from 'kysely'
import { changeVersion, type StepMap } from '#src/procedure/index.ts'
import type { Call } from './call.ts'
import { settle } from './move-case.ts'
import { refusedByEngine } from './refusals.ts'
import type { CaseFile } from './types.ts'
import type { ManualVersion } from './versions.ts'

/**
 * Takes a locked case over to another version of its manual, by a map of the steps of its procedure. Refuses when an open task would
 * have no step there; the manual's procedure has the same number in both.
 */
export async function changeCaseVersion(
  call: Call,
  file: CaseFile,
  to: ManualVersion,
  map: StepMap,
): Promise<CaseFile> {
  const from = (await call.deps.manuals.version(call.tx, file.versionId)).procedure(file.procedure)
  const target = to.procedure(file.procedure)
  if (from === null || target === null) throw new Error(`Case ${file.number}: no procedure ${file.procedure}`)
  const { calendar, directory } = call.institution
  const decision = changeVersion(from, target, file.state, map, {
    actor: call.actor,
    now: call.now,
    calendar,
    directory,
  })
  if ('refusal' in decision) throw refusedByEngine(decision.refusal, directory)
  await sql`update case_file set manual_version_id = ${to.id} where id = ${file.id}`.execute(call.tx)
  return settle(call, { ...file, versionId: to.id }, decision.acts)
}
