import { foldText } from '../fold-text.ts'
import { splitRole } from '../roles.ts'
import type { Finding, Manual } from '../types.ts'
import { linesOf, sayInto } from './rule.ts'

/** Whether somebody holds a cargo today; `unit` null where the manual gives no dependencia. */
export type Holds = (unit: string | null, post: string) => boolean

/**
 * Roles of the tables that nobody holds in the institution's directory. Those that each case assigns are passed over. It is no
 * part of `lintManual`: who holds a cargo changes without the manual.
 */
export function lintMembers(manual: Manual, holds: Holds): readonly Finding[] {
  const findings: Finding[] = []
  const said = new Set<string>()
  for (const procedure of manual.procedures) {
    const assigned = new Set(procedure.assignments.map(({ role }) => foldText(role)))
    for (const { number, row } of linesOf(procedure)) {
      const role = row.role
      if (role === null || said.has(role) || assigned.has(foldText(role))) continue
      const { unit, post } = splitRole(role)
      if (holds(unit, post)) continue
      said.add(role)
      const message = `Nadie ocupa hoy «${role}»; sus tareas esperarían sin que nadie las viera. Nombre a alguien en Administración, o corrija el cargo.`
      sayInto(findings, procedure)('rol-sin-titular', row.span, message, number)
    }
  }
  return findings
}
