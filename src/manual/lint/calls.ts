import { foldText } from '../fold-text.ts'
import type { Manual, Procedure } from '../types.ts'

/** Who calls whom in a manual. */
export interface Calls {
  /** By the number called: the procedures that name it in a call, be it of this manual or of another. */
  readonly callers: ReadonlyMap<string, readonly Procedure[]>
  /** Numbers that this manual's own calls name. */
  readonly called: ReadonlySet<string>
  readonly byNumber: ReadonlyMap<string, readonly Procedure[]>
}

/** Asked for each procedure, found once for a manual. */
export function callsOf(manual: Manual): Calls {
  const known = kept.get(manual)
  if (known) return known
  const callers = new Map<string, Set<Procedure>>()
  const called = new Set<string>()
  for (const procedure of manual.procedures)
    for (const step of procedure.steps)
      for (const { jump } of [step, ...step.branches]) {
        if (jump?.kind !== 'call') continue
        const all = callers.get(jump.procedure) ?? new Set()
        callers.set(jump.procedure, all.add(procedure))
        if (!jump.manual) called.add(jump.procedure)
      }
  const calls = {
    callers: new Map([...callers].map(([number, all]) => [number, [...all]])),
    called,
    byNumber: Map.groupBy(manual.procedures, ({ number }) => number),
  }
  kept.set(manual, calls)
  return calls
}

const kept = new WeakMap<Manual, Calls>()

/** What each step of a procedure leaves, folded, in order: its own objects and those of the procedures that it calls. */
export function leftBySteps(procedure: Procedure, { byNumber }: Calls): readonly (readonly string[])[] {
  return procedure.steps.map((step) => {
    const rows = [step, ...step.branches]
    const called = rows.flatMap(({ jump }) =>
      jump?.kind === 'call' && !jump.manual ? (byNumber.get(jump.procedure) ?? []) : [],
    )
    const theirs = called.flatMap((other) => other.steps.flatMap((one) => [one, ...one.branches]))
    return [...rows, ...theirs].flatMap((row) => row.facts.delivers).map(foldText)
  })
}
