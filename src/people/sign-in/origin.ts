import type { FastifyRequest } from 'fastify'
import type { PeopleDeps } from '../http/deps.ts'

/** Under which people reach the server: what the operator set, or as this request asked. No slash at the end. */
export function originOf({ origin, https }: Pick<PeopleDeps, 'origin' | 'https'>, request: FastifyRequest): string {
  return origin ?? `${https ? 'https' : request.protocol}://${request.host}`
}
