import { foldText } from '../fold-text.ts'
import { callsOf, leftBySteps } from './calls.ts'
import { flowOf, reachableFrom } from './flow.ts'
import type { ProcedureRule } from './rule.ts'

/** A row may use what a row on some way to it leaves, what a procedure called there leaves, or what its caller had. */
export const missingObject: ProcedureRule = (procedure, manual, say) => {
  const uses = procedure.steps.flatMap((step) =>
    [step, ...step.branches].flatMap((row) => row.facts.uses.map((object) => ({ step, row, object }))),
  )
  if (uses.length === 0) return
  const calls = callsOf(manual)
  const flow = flowOf(procedure)
  const left = leftBySteps(procedure, calls)
  const given = new Set(
    (calls.callers.get(procedure.number) ?? []).flatMap((caller) => leftBySteps(caller, calls).flat()),
  )
  for (const { step, row, object } of uses) {
    const wanted = foldText(object)
    const comes = procedure.steps.some(
      (other, index) => left[index]!.includes(wanted) && reachableFrom(other.number, flow).has(step.number),
    )
    if (comes || given.has(wanted)) continue
    const message = `Ningún paso anterior entrega «${object}»; escriba «- Paso n, Entrega: ${object}.» donde nace.`
    say('usa-sin-entrega', row.span, message, String(row.number))
  }
}
