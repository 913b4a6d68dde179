import type { FastifyInstance } from 'fastify'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { registerFollowing } from './follow-routes.ts'
import './permissions.ts'
import { registerPriorities } from './priorities/priorities-routes.ts'
import { registerSuppliers } from './suppliers.ts'
import { registerAssignment } from './team/assign-routes.ts'
import { registerSkills } from './team/skills-routes.ts'

/** Priorities, levels, escalations, assignment and warnings on the web. The panel of the case and its forms are handed to the cases. */
export function registerLevels(server: FastifyInstance, deps: CaseRouteDeps): void {
  registerPriorities(server, deps)
  registerSuppliers(server, deps)
  registerAssignment(server, deps)
  registerSkills(server, deps)
  registerFollowing(server, deps)
}
