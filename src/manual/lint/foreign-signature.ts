import { splitRole } from '../roles.ts'
import { linesOf, type OwnRule } from './rule.ts'
import { rankOf, sameUnit } from './unit-names.ts'

const HEAD =
  /\b(?:Jefe|Jefa|Jefatura|Encargad[oa]|Coordinador[a]?) del? (?:la )?((?:Departamento|Unidad|Sección|Oficina|Área|División)(?:,? (?:(?:de|del|la|las|los|y|e) ){0,3}\p{Lu}[\p{L}]+)+)(?![\p{L}]| correspondiente)/gu
const SIGNS = /\bfirma|\bvisto bueno|\bsell/i

/** A row of one dependencia that has the head of another of its rank sign. */
export const foreignSignature: OwnRule = (procedure, _manual, say) => {
  for (const { number, row } of linesOf(procedure)) {
    const unit = row.role === null ? null : splitRole(row.role).unit
    if (!unit || /correspondiente$/i.test(unit)) continue
    const asked = row.facts.signatures.map(
      ({ role }) => `firma ${role.includes(' / ') ? role.replace(/^(.+) \/ (Jef\w+)$/u, '$2 de $1') : role}`,
    )
    for (const text of [row.text, ...asked]) {
      if (!SIGNS.test(text)) continue
      const other = [...text.matchAll(HEAD)]
        .map((match) => match[1]!)
        .find((named) => rankOf(named) === rankOf(unit) && !sameUnit(named, unit))
      if (other === undefined) continue
      say(
        'firma-de-otra-jefatura',
        row.span,
        `El paso es de «${unit}» y firma la jefatura de «${other}»; si es a propósito, dígalo en una Nota.`,
        number,
      )
      break
    }
  }
}
