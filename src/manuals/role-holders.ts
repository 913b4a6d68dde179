import { foldText } from '#src/manual/index.ts'
import type { Assignment, Manual, Procedure, Role } from '#src/manual/types.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'

/** A role of a manual and who would do its work now. */
export interface RoleHolders {
  readonly role: Role
  /** Printed numbers of the procedures that name it. */
  readonly procedures: readonly string[]
  /** `assigned`: each case decides (`Asigna`). `unknown`: the directory has no such position. `vacant`: nobody holds it or stands in. */
  readonly state: 'held' | 'vacant' | 'unknown' | 'assigned'
  /** Ids of persons, deputies of the absent included. */
  readonly holders: readonly string[]
  readonly assignedBy?: Assignment['by']
}

/** Who holds each role of a manual, in the manual's order. */
export function roleHolders(manual: Manual, directory: InstitutionDirectory): RoleHolders[] {
  return manual.roles
    .filter(({ key }) => foldText(key) !== 'solicitante')
    .map((role) => {
      const same = (key: string | null | undefined) => typeof key === 'string' && foldText(key) === foldText(role.key)
      const procedures = manual.procedures.filter((procedure) => rolesNamed(procedure).some(same))
      const assigned = manual.procedures.flatMap(({ assignments }) => assignments).find((each) => same(each.role))
      const position = directory.position(role.unit, role.post)
      const holders = position === null ? [] : directory.holders(position)
      const named = { role, procedures: procedures.map(({ number }) => number) }
      if (assigned !== undefined && holders.length === 0)
        return { ...named, state: 'assigned', holders, assignedBy: assigned.by } as const
      const state = position === null ? 'unknown' : holders.length === 0 ? 'vacant' : 'held'
      return { ...named, state, holders } as const
    })
}

function rolesNamed({ steps, assignments, authority }: Procedure): (string | null | undefined)[] {
  const rows = steps.flatMap((step) => [step, ...step.branches])
  return [
    authority,
    ...assignments.map(({ role }) => role),
    ...rows.flatMap(({ role, facts }) => [
      role,
      facts.limit?.role,
      ...facts.signatures.map((signature) => signature.role),
      facts.deadline?.onExpiry.kind === 'escalate' || facts.deadline?.onExpiry.kind === 'notify'
        ? facts.deadline.onExpiry.role
        : undefined,
    ]),
  ]
}
