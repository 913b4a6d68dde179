import { apply, type CompiledProcedure, consequences, type DeskContext, tableOn } from '#src/procedure/index.ts'
import type { Act, Command } from '#src/procedure/types.ts'
import type { Call } from '../call.ts'
import type { CaseFile } from '../types.ts'

/** The acts of the engine with what follows from them at the desk: the level that a step gave, targets met, suspended, counted anew, visits cancelled. */
export function withConsequences(
  call: Pick<Call, 'institution' | 'now'>,
  version: CompiledProcedure,
  file: CaseFile,
  command: Command,
  acts: readonly Act[],
): readonly Act[] {
  const recount = command.kind === 'recompute-dues'
  if (acts.length === 0 && !recount) return acts
  // A case that the directorate's table says nothing of costs nothing here.
  const { targets, support } = file.state.desk ?? {}
  const concerned = targets !== undefined || support !== undefined || acts.some(({ body }) => 'choice' in body)
  if (!concerned) return acts
  const after = acts.reduce((state, act) => apply(state, act), file.state)
  const found = consequences(version, file.state, after, acts, recount, deskContext(call))
  return [
    ...acts,
    ...found.map((body, place): Act => ({ seq: after.seq + 1 + place, at: call.now, actor: { kind: 'system' }, body })),
  ]
}

/** What the desk decides by, at this instant. */
export function deskContext({ institution, now }: Pick<Call, 'institution' | 'now'>): DeskContext {
  const { calendar, directory, desk } = institution
  return { now, calendar, directory, table: tableOn(desk.history, directory.today) }
}
