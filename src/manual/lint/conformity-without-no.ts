import { foldText } from '../fold-text.ts'
import { linesOf, type OwnRule } from './rule.ts'

const CONFORMITY = /\b(?:recibe|obtiene|registra|coloca|firma|da)\b[^.]{0,60}\bconformidad\b/

/** Conformity is received and nothing says what follows without it. */
export const conformityWithoutNo: OwnRule = (procedure, _manual, say) => {
  for (const step of procedure.steps) {
    if (step.question !== undefined) continue
    for (const { number, row } of linesOf({ ...procedure, steps: [step] })) {
      if (!CONFORMITY.test(foldText(row.text)) || row.facts.signatures.some(({ kind }) => kind === 'conformidad'))
        continue
      const after = row.jump ? undefined : procedure.steps.find(({ number: other }) => other === step.number + 1)
      if (after?.question !== undefined && /conform/.test(foldText(after.question))) continue
      say(
        'conformidad-sin-salida',
        row.span,
        `Se recibe la conformidad y no se dice qué pasa si no la hay; pregunte «¿Da su conformidad?» con su rama «NO.», o escriba «- Paso ${number}, Conformidad: solicitante.».`,
        number,
      )
    }
  }
}
