import { foldText } from '../fold-text.ts'
import { splitRole } from '../roles.ts'
import { linesOf, type OwnRule } from './rule.ts'

/** A role that is another person in each case: `Técnico correspondiente`, `Dependencia correspondiente / Jefe`, the requester. */
export const unassignedRole: OwnRule = (procedure, _manual, say) => {
  const assigned = new Set(procedure.assignments.map(({ role }) => foldText(role)))
  const said = new Set<string>()
  for (const { number, row } of linesOf(procedure)) {
    const role = row.role
    if (role === null || said.has(role) || assigned.has(foldText(role)) || !varies(role)) continue
    said.add(role)
    const message = `No se dice quién es «${role}» en cada caso; escriba «- Procedimiento, Asigna: ${role} = …».`
    say('rol-sin-asigna', row.span, message, number)
  }
}

function varies(role: string): boolean {
  const { unit, post } = splitRole(role)
  const names = [unit ?? '', post].map(foldText)
  return names.some((name) => /\bcorrespondientes?$|^(?:dependencia )?solicitante$/.test(name))
}
