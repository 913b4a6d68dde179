import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Db } from '#src/platform/db/types.ts'
import { kept } from './kept.ts'
import { gaugesOfScan, type ScanFigures } from './scan-metrics.ts'
import { countTasks, followersStanding, readQueues } from './standing.store.ts'

export interface MetricsDeps {
  readonly db: Db
  readonly clock: () => string
  readonly liveStreams: () => number
  readonly scan: ScanFigures
  readonly pool?: { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number }
}

export interface Metrics {
  /** One answer: the template of its route, never its address. */
  answered(answer: {
    readonly method: string
    readonly route: string
    readonly status: number
    readonly seconds: number
  }): void
  refused(code: string): void
  /** All figures in the text format of Prometheus. */
  text(): Promise<string>
  readonly contentType: string
}

const FRESH_MILLIS = 15_000
const TASKS_MILLIS = 60_000
/** Codes are of our catalogues; should one not be, it must not make a series without end. */
const MOST_CODES = 500

/** The figures of this process and, from the database, of the whole desk. A registry of its own: tests run several programs. */
export function createMetrics({ db, clock, liveStreams, pool, scan }: MetricsDeps): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'ventanilla_' })
  const registers = [registry]
  const requests = new Histogram({
    name: 'ventanilla_http_request_seconds',
    help: 'Segundos de cada respuesta, por plantilla de ruta',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.01, 0.05, 0.25, 1, 5],
    registers,
  })
  const refusals = new Counter({
    name: 'ventanilla_refusals_total',
    help: 'Negativas y errores, por su código',
    labelNames: ['code'] as const,
    registers,
  })
  const codes = new Set<string>()
  gaugesOfProcess(registers, liveStreams, pool)
  gaugesOfDesk(registers, db, clock)
  gaugesOfScan(registers, scan)
  return {
    answered: ({ method, route, status, seconds }) => requests.observe({ method, route, status }, seconds),
    refused(code) {
      const known = codes.has(code) || codes.size < MOST_CODES
      if (known) codes.add(code)
      refusals.inc({ code: known ? code : 'otros' })
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

function gaugesOfProcess(registers: Registry[], liveStreams: () => number, pool: MetricsDeps['pool']): void {
  new Gauge({
    name: 'ventanilla_live_streams',
    help: 'Navegadores que escuchan cambios en este proceso',
    registers,
    collect() {
      this.set(liveStreams())
    },
  })
  if (pool === undefined) return
  new Gauge({
    name: 'ventanilla_database_connections',
    help: 'Conexiones del fondo de este proceso, por estado',
    labelNames: ['state'] as const,
    registers,
    collect() {
      this.set({ state: 'idle' }, pool.idleCount)
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount)
      this.set({ state: 'waited_for' }, pool.waitingCount)
    },
  })
}

function gaugesOfDesk(registers: Registry[], db: Db, clock: () => string): void {
  const queues = kept(FRESH_MILLIS, () => readQueues(db, clock()))
  const followers = kept(FRESH_MILLIS, () => followersStanding(db, clock()))
  const tasks = kept(TASKS_MILLIS, () => countTasks(db, clock()))
  const gauge = (name: string, help: string, read: () => Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await read())
      },
    })
  gauge(
    'ventanilla_timer_late_seconds',
    'Atraso del plazo vencido más antiguo que falta atender',
    async () => (await queues()).timerLate,
  )
  gauge(
    'ventanilla_timers_failing',
    'Plazos vencidos que no se pudieron atender',
    async () => (await queues()).timersFailing,
  )
  gauge('ventanilla_sessions', 'Sesiones abiertas', async () => (await queues()).sessions)
  gauge(
    'ventanilla_webhook_messages_waiting',
    'Avisos por enviar, hasta 10000',
    async () => (await queues()).webhooksWaiting,
  )
  gauge(
    'ventanilla_webhook_late_seconds',
    'Atraso del aviso más antiguo que debió enviarse',
    async () => (await queues()).webhookLate,
  )
  gauge(
    'ventanilla_webhooks_troubled',
    'Suscripciones cuyo receptor no responde',
    async () => (await queues()).webhooksTroubled,
  )
  gauge('ventanilla_tasks_open', 'Pasos abiertos en las bandejas', async () => (await tasks()).open)
  gauge('ventanilla_tasks_overdue', 'Pasos abiertos cuyo plazo venció', async () => (await tasks()).overdue)
  new Gauge({
    name: 'ventanilla_follower_behind_seconds',
    help: 'Tiempo que cada seguidor del registro lleva sin atender lo que le espera',
    labelNames: ['follower'] as const,
    registers,
    async collect() {
      this.reset()
      for (const { name, behind } of await followers()) this.set({ follower: name }, behind)
    },
  })
}
