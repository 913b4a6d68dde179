import { foldText } from '../fold-text.ts'
import { linesOf, type OwnRule } from './rule.ts'

const NAMES_FORM = /\bformularios?\b|\b(?:su|la|una|con) forma\b(?! (?:de|en|que|como)\b)/

export const undeclaredForm: OwnRule = (procedure, _manual, say) => {
  // Said once a form is declared anywhere in the procedure: later rows pass the same paper on.
  if (linesOf(procedure).some(({ row }) => row.facts.form !== undefined)) return
  for (const { number, row } of linesOf(procedure)) {
    if (!NAMES_FORM.test(foldText(row.text))) continue
    const message = `El texto nombra una forma que el procedimiento no declara; escriba «- Paso ${number}, Forma: CÓDIGO.».`
    say('forma-no-declarada', row.span, message, number)
    return
  }
}
