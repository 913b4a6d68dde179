import type { FastifyInstance } from 'fastify'
import { localeOf, refusalError } from '#src/people/index.ts'
import { inNetworks } from '#src/platform/http/networks.ts'
import { problemOf } from '#src/platform/http/problem.ts'
import type { Metrics } from './metrics.ts'

/** Counts every answer and refusal of the routes that are registered after it. */
export function countAnswers(server: FastifyInstance, metrics: Metrics): void {
  server.addHook('onResponse', async (request, reply) => {
    const { method } = request
    const route = request.routeOptions.url ?? 'ninguna'
    metrics.answered({ method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1000 })
  })
  server.addHook('onError', async (_request, _reply, error) => {
    metrics.refused(problemOf(error)?.code ?? ((error.statusCode ?? 500) < 500 ? 'invalid-input' : 'internal-error'))
  })
}

/** The figures at `/metrics`, for declared networks, or a key of scope `metrics:read`. Register it after who identifies keys. */
export function serveMetrics(server: FastifyInstance, metrics: Metrics, networks: readonly string[]): void {
  server.get(
    '/metrics',
    { schema: { hide: true } as object, config: { scope: 'metrics:read' }, logLevel: 'warn' },
    async (request, reply) => {
      if (request.apiKey === null && !inNetworks(request.ip, networks)) throw refusalError(CLOSED, localeOf(request))
      return reply.type(metrics.contentType).send(await metrics.text())
    },
  )
}

const CLOSED = {
  code: 'metrics-closed',
  status: 403,
  es: 'Las métricas no se dan a esta dirección. Agréguela a METRICS_NETWORKS, o use una llave con el permiso «metrics:read».',
  en: 'The metrics are not given to this address. Add it to METRICS_NETWORKS, or use a key with the scope "metrics:read".',
}
