import type { FastifyInstance } from 'fastify'
import { registerActions } from './actions/action-routes.ts'
import type { ReportDeps } from './deps.ts'
import { registerMeasurement } from './measure/measure-routes.ts'
import { registerReports } from './report/report-routes.ts'
import { registerSolutionCodes } from './resolution/code-routes.ts'
import { registerSchedules } from './schedule/schedule-routes.ts'

/** What is counted of the record: reports, the measurement of manuals, actions and what is sent by itself. */
export function registerStatistics(server: FastifyInstance, deps: ReportDeps): void {
  registerReports(server, deps)
  registerMeasurement(server, deps)
  registerActions(server, deps)
  registerSchedules(server, deps)
  registerSolutionCodes(server, deps)
}
