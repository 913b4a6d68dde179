import { foldText } from '../fold-text.ts'
import { linesOf, type OwnRule } from './rule.ts'

// "con firma", "firmada": the paper comes signed; only an act of signing in the row is a signature to ask for.
const SIGNS =
  /(?<!\b(?:con|sin|con la|con su|sin la|sin su|de la|la hoja de) )\b(?:firma|firman|firmar|firme|sella|sellan|sellar|selle|rubrica|rubricar|visto bueno|vo\.? ?bo)\b/

export const undeclaredSignature: OwnRule = (procedure, _manual, say) => {
  for (const step of procedure.steps) {
    const declared = [step, ...step.branches].some((row) => row.facts.signatures.length > 0)
    if (declared) continue
    for (const { number, row } of linesOf({ ...procedure, steps: [step] })) {
      if (!SIGNS.test(foldText(row.text))) continue
      const message = `El texto habla de una firma, sello o visto bueno que nadie pide; escriba «- Paso ${number}, Firma: Cargo.».`
      say('firma-no-declarada', row.span, message, number)
    }
  }
}
