import { foldText } from '../fold-text.ts'
import type { Manual, Procedure, Step } from '../types.ts'
import { flowOf, reachableFrom } from './flow.ts'
import type { ProcedureRule } from './rule.ts'

/** A row may use what a row on some way to it leaves, what a procedure called there leaves, or what its caller had. */
export const missingObject: ProcedureRule = (procedure, manual, say) => {
  const flow = flowOf(procedure)
  for (const step of procedure.steps) {
    for (const row of [step, ...step.branches]) {
      for (const object of row.facts.uses) {
        const wanted = foldText(object)
        const left = procedure.steps.some(
          (other) => leaves(other, manual).includes(wanted) && reachableFrom(other.number, flow).has(step.number),
        )
        if (
          left ||
          callersOf(procedure, manual).some((caller) =>
            caller.steps.some((one) => leaves(one, manual).includes(wanted)),
          )
        )
          continue
        const message = `Ningún paso anterior entrega «${object}»; escriba «- Paso n, Entrega: ${object}.» donde nace.`
        say('usa-sin-entrega', row.span, message, String(row.number))
      }
    }
  }
}

function leaves(step: Step, manual: Manual): readonly string[] {
  const rows = [step, ...step.branches]
  const called = rows.flatMap(({ jump }) =>
    jump?.kind === 'call' && !jump.manual ? manual.procedures.filter(({ number }) => number === jump.procedure) : [],
  )
  const own = rows.flatMap((row) => row.facts.delivers)
  const theirs = called.flatMap((other) =>
    other.steps.flatMap((one) => [one, ...one.branches].flatMap((row) => row.facts.delivers)),
  )
  return [...own, ...theirs].map(foldText)
}

function callersOf(procedure: Procedure, manual: Manual): readonly Procedure[] {
  return manual.procedures.filter((other) =>
    other.steps.some((step) =>
      [step, ...step.branches].some(({ jump }) => jump?.kind === 'call' && jump.procedure === procedure.number),
    ),
  )
}
