import type { FastifyInstance } from 'fastify'
import type { ReportDeps } from './deps.ts'
import { registerMeasurement } from './measure/measure-routes.ts'
import { registerReports } from './report/report-routes.ts'

/** What is counted of the record: reports, the measurement of manuals, actions and what is sent by itself. */
export function registerStatistics(server: FastifyInstance, deps: ReportDeps): void {
  registerReports(server, deps)
  registerMeasurement(server, deps)
}
