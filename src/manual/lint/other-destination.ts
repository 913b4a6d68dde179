import { foldText } from '../fold-text.ts'
import { splitRole } from '../roles.ts'
import { linesOf, type OwnRule } from './rule.ts'
import { sameUnit } from './unit-names.ts'

const SENDS =
  /\b(?:traslad\w*|remit\w*|env[ií]\w*|entreg\w*|pas[ae]\w*)\b[^.;]{0,80}?\b(?:a la|al) (\p{L}+)(?: \p{Lu})? del? (?:la )?((?:Departamento|Dirección|Unidad|Sección|Oficina|Área|División|Subgerencia)(?:,? (?:(?:de|del|la|las|los|y|e) ){0,3}\p{Lu}[\p{L}]+)+)(?![\p{L}]| correspondiente)/gu

/** A row that sends to the secretary of one dependencia while the next row is the secretary of another. */
export const otherDestination: OwnRule = (procedure, _manual, say) => {
  for (const [index, step] of procedure.steps.entries()) {
    const next = procedure.steps[index + 1]
    if (!next?.role || step.branches.length > 0 || step.jump) continue
    const { unit, post } = splitRole(next.role)
    if (!unit) continue
    for (const { number, row } of linesOf({ ...procedure, steps: [step] })) {
      const sent = [...row.text.matchAll(SENDS)].at(-1)
      if (!sent || foldText(post).split(' ')[0] !== foldText(sent[1]!) || sameUnit(sent[2]!, unit)) continue
      say(
        'destino-distinto',
        row.span,
        `El texto lo pasa a «${sent[1]} de ${sent[2]}» y el paso ${next.number} es de «${next.role}»; haga que coincidan.`,
        number,
      )
    }
  }
}
