import type { OwnRule } from './rule.ts'

/** A return to a question alone repeats the answer, not the work that it asks about. */
export const returnToBareQuestion: OwnRule = (procedure, _manual, say) => {
  for (const step of procedure.steps) {
    for (const row of [step, ...step.branches]) {
      const { jump } = row
      if (jump?.kind !== 'return' || jump.step === step.number) continue
      const at = procedure.steps.findIndex(({ number }) => number === jump.step)
      const target = procedure.steps[at]
      const feeds = procedure.steps[at - 1]
      if (!target || target.question === undefined || target.text !== '') continue
      if (!feeds || feeds.question !== undefined || feeds.role !== target.role) continue
      if ([...step.facts.notes, ...row.facts.notes].length > 0) continue
      const message = `Regresa a la pregunta del paso ${target.number} sin repetir el paso ${feeds.number}, de donde sale la respuesta; regrese al ${feeds.number}, o diga por qué en una Nota.`
      say('regresa-a-pregunta', jump.span, message, String(row.number))
    }
  }
}
