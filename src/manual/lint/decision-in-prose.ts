import { foldText } from '../fold-text.ts'
import type { OwnRule } from './rule.ts'

const DECIDES =
  /\b(?:en caso contrario|de lo contrario|caso contrario|en caso de (?:no|que|observaciones|falla|error|ser|estar|haber|existir)|en caso (?:detect|encuentr|exist)\w+|de no (?:estar|ser|encontrar\w*|haber|existir|contar|tener)|si no (?:se|es|esta|hay|cumple|procede|existe|tiene|estan))\b|(?:^|[,;.:] |\by )si (?:el|la|los|las|es|se|todo|esta|existe|hay|procede|cumple|falta)\b/

export const decisionInProse: OwnRule = (procedure, _manual, say) => {
  for (const step of procedure.steps) {
    if (step.question !== undefined || !DECIDES.test(foldText(step.text))) continue
    const message = `El texto decide entre dos caminos; pregunte: «¿…?» y sus ramas ${step.number}.1 «SÍ.» y ${step.number}.2 «NO.».`
    say('decision-en-prosa', step.span, message, String(step.number))
  }
}
