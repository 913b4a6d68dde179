import { foldText } from '../fold-text.ts'
import { linesOf, type ManualRule } from './rule.ts'

export const unusedForm: ManualRule = (manual, say) => {
  const used = new Set(manual.procedures.flatMap(linesOf).map(({ row }) => foldText(row.facts.form ?? '')))
  for (const form of manual.forms) {
    if (!used.has(foldText(form.code))) {
      say(
        'forma-sin-uso',
        form.span,
        `Ningún paso pide la forma «${form.code}»; escriba «- Paso n, Forma: ${form.code}.».`,
      )
    }
  }
}
