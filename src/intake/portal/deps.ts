import type { CaseRouteDeps } from '#src/cases/routes/index.ts'

export type PortalDeps = CaseRouteDeps
