import type { CompiledRow } from '../compile-procedure.ts'
import { custodyUntil } from '../due.ts'
import { emit, type Run } from './run.ts'

/** What a completed row leaves: its line in the book, its papers in custody, its objects. */
export function leaveEffects(run: Run, row: CompiledRow): void {
  const { register, archive, delivers } = row.facts
  if (register !== undefined) writeRegister(run, row, register)
  if (archive) {
    const { object } = archive
    if (archive.kind === 'permanent')
      emit(run, { kind: 'paper-archived', object, row: row.number, custody: 'permanent' })
    else {
      const until = custodyUntil(run.version, run.state, row, archive.duration, run.context)
      emit(run, { kind: 'paper-archived', object, row: row.number, custody: 'temporary', until })
    }
  }
  for (const object of delivers) emit(run, { kind: 'object-left', object, row: row.number })
}

/** The book's line comes from the step's form; a step without one writes the form with which the case was asked for. */
function writeRegister(run: Run, row: CompiledRow, register: string): void {
  const { version, state } = run
  const form = row.facts.form ?? row.step.facts.form ?? version.steps.get(version.first)?.facts.form
  const formSeq = form === undefined ? undefined : state.forms[form]
  const filled = formSeq === undefined ? {} : { form, formSeq }
  emit(run, { kind: 'register-written', register, row: row.number, ...filled })
}
