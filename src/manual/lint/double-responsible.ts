import { foldText } from '../fold-text.ts'
import { linesOf, type OwnRule } from './rule.ts'

export const doubleResponsible: OwnRule = (procedure, _manual, say) => {
  const said = new Set<string>()
  for (const { number, row } of linesOf(procedure)) {
    if (row.role === null || said.has(row.role) || !/\b(?:y\/o|o)\b/.test(foldText(row.role))) continue
    said.add(row.role)
    say(
      'responsable-doble',
      row.span,
      `«${row.role}» son dos; dé el paso a uno solo, o abra un bloque «A la vez:».`,
      number,
    )
  }
}
