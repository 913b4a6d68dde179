import type { CaseReading } from '#src/cases/read-case.ts'
import { refusedByEngine } from '#src/cases/refusals.ts'
import { mayAct, rowOf } from '#src/procedure/index.ts'
import type { Task } from '#src/procedure/types.ts'
import { lifeRefused } from './refusals.ts'

/** The open task whose row orders a verb, if this person may do it; refuses otherwise. */
export function taskWithVerb({ file, version, institution }: CaseReading, person: string, verb: string): Task {
  const procedure = version.procedure(file.procedure)!
  const task = file.state.tasks.find(
    ({ row, kind }) => kind === 'step' && rowOf(procedure, row).facts.actions.some((action) => action.verb === verb),
  )
  if (task === undefined) throw lifeRefused('not-now')
  const permission = mayAct(procedure, file.state, task, person, institution.directory)
  if (permission !== 'yes') throw refusedByEngine(permission, institution.directory)
  return task
}
