import type { FastifyRequest } from 'fastify'
import { type CaseReading, readCase } from '#src/cases/read-case.ts'
import type { CaseRouteDeps } from '#src/cases/routes/index.ts'
import { personOf } from '#src/people/http/identify.ts'
import { refusedHere } from './refusals.ts'

/** The case of the address, read by an official who takes part in it. A foreign case answers like an unknown one. */
export async function readAsOfficial(deps: CaseRouteDeps, request: FastifyRequest): Promise<CaseReading> {
  const { number } = request.params as { number: string }
  const reading = await readCase(deps, number, personOf(request).id, request.revision)
  if (reading.part !== 'official') throw refusedHere('not-an-official-here')
  return reading
}
