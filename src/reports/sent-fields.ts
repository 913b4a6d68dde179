import type { FastifyRequest } from 'fastify'

/** What a form sent, as texts; of a name that it sent more than once, the last. */
export function sentFields(request: FastifyRequest): Readonly<Record<string, string>> {
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => {
      const last = [value].flat().findLast((each) => typeof each === 'string')
      return last === undefined ? [] : [[name, last] as const]
    }),
  )
}
