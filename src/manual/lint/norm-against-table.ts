import { splitRole } from '../roles.ts'
import { linesOf, type OwnRule } from './rule.ts'
import { sameUnit } from './unit-names.ts'

const ASKS =
  /\b(?:solicit\w+|ped\w+|present\w+|dirig\w+|envi\w+)\b[^.;]{0,80}?\b(?:a|ante) la ((?:Dirección|Subgerencia|Gerencia|Unidad|Oficina|Subdirección)(?:,? (?:(?:de|del|la|las|los|y|e) ){0,3}\p{Lu}[\p{L}]+)+)/u

/** A norm says to whom one asks, and no row of the table is of that dependencia. */
export const normAgainstTable: OwnRule = (procedure, _manual, say) => {
  const units = [
    ...new Set(linesOf(procedure).flatMap(({ row }) => (row.role ? (splitRole(row.role).unit ?? []) : []))),
  ]
  const first = procedure.steps[0]
  if (units.length === 0 || !first?.role || !/^(?:recib|registr)/i.test(first.text)) return
  for (const norm of procedure.norms.slice(0, 2)) {
    const asked = ASKS.exec(norm.text)?.[1]
    if (asked === undefined || units.some((unit) => sameUnit(unit, asked))) continue
    say(
      'norma-contra-tabla',
      norm.span,
      `La norma ${norm.number} manda pedirlo a «${asked}» y el paso 1 lo recibe «${first.role}»; haga que coincidan.`,
    )
  }
}
