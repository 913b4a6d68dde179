import { readdirSync } from 'node:fs'
import swagger from '@fastify/swagger'
import { carePanel, registerCare, runCare, writeCare } from '#src/care/index.ts'
import { calendarEffect } from '#src/cases/calendar-effect.ts'
import type { CaseDeps } from '#src/cases/call.ts'
import { contactCases } from '#src/cases/contact-cases.ts'
import { contactPanel } from '#src/cases/contact-panel.ts'
import { giveWarnings } from '#src/cases/desk/give-warnings.ts'
import { escalationsAnswered, writeEscalations } from '#src/cases/desk/write-escalations.ts'
import { writeWarnings } from '#src/cases/desk/write-warnings.ts'
import { catchUpAll, type Follower } from '#src/cases/follow-record.ts'
import { openTasksOf } from '#src/cases/open-tasks-of.ts'
import { passTime } from '#src/cases/pass-time.ts'
import { readersOf } from '#src/cases/readers.ts'
import { recomputeWhenChanged } from '#src/cases/recompute-dues.ts'
import { returnTasks } from '#src/cases/return-tasks.ts'
import { type CaseRouteDeps, registerCases } from '#src/cases/routes/index.ts'
import { manualLibrary } from '#src/cases/versions.ts'
import { DESK_FORMS, DESK_PANELS, registerDesk, unreadCount, writeMentions } from '#src/desk/index.ts'
import { placesOfPaper } from '#src/documents/kept-paper.ts'
import { registerDocuments } from '#src/documents/routes.ts'
import { sheetOf } from '#src/documents/sheet-of.ts'
import { registerVerification } from '#src/documents/verification-routes.ts'
import { registerEvents } from '#src/events/routes.ts'
import { deliverDue } from '#src/events/webhooks/deliver.ts'
import { forgetSent } from '#src/events/webhooks/delivery.store.ts'
import { webhookFollower } from '#src/events/webhooks/follow.ts'
import { onlyAsks, registerPortal } from '#src/intake/portal/index.ts'
import { useArticleForm } from '#src/knowledge/case-articles.ts'
import { knowledgePanel } from '#src/knowledge/case-panel.ts'
import { registerKnowledge } from '#src/knowledge/routes.ts'
import { LEVEL_FORMS } from '#src/levels/case-forms.ts'
import { levelsPanel } from '#src/levels/case-panel.ts'
import { registerLevels } from '#src/levels/routes.ts'
import { issuedPlaces } from '#src/manuals/life/issue.store.ts'
import { lifeVerbs } from '#src/manuals/life/verbs.ts'
import { registerManuals } from '#src/manuals/routes.ts'
import { serveHealth } from '#src/operation/health-routes.ts'
import { kept } from '#src/operation/kept.ts'
import { createMetrics } from '#src/operation/metrics.ts'
import { countAnswers, serveMetrics } from '#src/operation/metrics-routes.ts'
import { directoryOf, type PeopleDeps, personOf, registerPeople, signInJob } from '#src/people/index.ts'
import type { Config } from '#src/platform/config.ts'
import type { SigningKeyPair } from '#src/platform/crypto/signing-key.ts'
import { openTopics } from '#src/platform/db/topics.ts'
import type { Db } from '#src/platform/db/types.ts'
import { fileStore } from '#src/platform/files/file-store.ts'
import { createServer, type Server } from '#src/platform/http/server.ts'
import { every, type Loop } from '#src/platform/jobs/every.ts'
import type { Log } from '#src/platform/log.ts'
import type { MailPort } from '#src/platform/mail/mail-port.ts'
import { openPrinter } from '#src/printing/index.ts'
import type { ClosingDeps } from '#src/registers/closings/close-month.ts'
import { registerRegisters } from '#src/registers/routes.ts'
import { writeRegisters } from '#src/registers/write-register.ts'
import { registerWriting } from '#src/registers/writing-routes.ts'
import { statisticsFollower } from '#src/reports/record/statistics-follower.ts'
import { resolutionForm, resolutionPanel } from '#src/reports/resolution/resolution-panel.ts'
import { registerStatistics } from '#src/reports/routes.ts'
import { runSchedules } from '#src/reports/schedule/run-schedules.ts'
import { countScans } from '#src/scan/found-files.store.ts'
import { guardFiles } from '#src/scan/guarded-files.ts'
import { registerScan } from '#src/scan/routes.ts'
import { openScanner } from '#src/scan/scanner.ts'
import { forgetCases, searchFollower } from '#src/search/index-acts.ts'
import { registerSearch } from '#src/search/routes.ts'
import { articlesSource } from '#src/search/sources/articles-source.ts'
import { manualsSource } from '#src/search/sources/manuals-source.ts'
import { peopleSource } from '#src/search/sources/people-source.ts'
import { followForms, followPanel } from '#src/trays/follow/follow-case.ts'
import { presencePanel } from '#src/trays/presence/presence-panel.ts'
import { registerTrays } from '#src/trays/routes.ts'
import { trayPlaces } from '#src/trays/tray-places.ts'
import { serveAssets } from '#src/web/assets.ts'
import { createLiveHub } from '#src/web/live.ts'
import { servePreferences } from '#src/web/preferences.ts'
import { registerApiDocument } from './api-document.ts'
import { drawErrorPage } from './error-page.ts'
import { loadInstitution } from './institution.ts'
import { LIVE_URL, registerLive } from './live.ts'
import { navigation } from './navigation.ts'
import { OPEN_API } from './open-api.ts'
import { migrationsFolder } from './places.ts'
import { registerStart } from './start.ts'
import { sweepOld } from './sweep-old.ts'

export interface ProgramOptions {
  readonly db: Db
  /** The shared connection of the same database; `db` unless told. */
  readonly shared?: Db
  /** Connection of the program's role, for the listener of live pages. */
  readonly databaseUrl: string
  readonly log: Log
  /** Folder of uploaded files. */
  readonly filesFolder: string
  readonly signingKey: SigningKeyPair
  /** Seals the private keys in the database. */
  readonly secret: Uint8Array
  readonly clock: () => string
  /** True when people reach the server by HTTPS. */
  readonly https: boolean
  /** Addresses of the proxies whose X-Forwarded-* headers are believed; nobody's unless told. */
  readonly trustProxy?: readonly string[]
  /** Under which people reach the server, for passkeys and OpenID; as they ask unless told. */
  readonly origin?: string
  /** True on the embedded database: only there does the demonstration offer to sign in as anybody. */
  readonly embedded: boolean
  /** Sends mail; nothing is sent without it. */
  readonly mail?: MailPort
  /** Milliseconds between scans of the timers; 1000 unless told. */
  readonly timerInterval?: number
  /** Timers are not handled and nobody is warned before it: what the demonstration's past had due must not be late while it is being made up. */
  readonly timersAfter?: Promise<void>
  /** How many connections the pool of `db` has, for the metrics. */
  readonly pool?: { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number }
  /** Networks in which receivers of webhooks may be, besides public addresses; none unless told. */
  readonly webhookNetworks?: readonly string[]
  /** Networks that may read the metrics without a key; none unless told. */
  readonly metricsNetworks?: readonly string[]
  /** The virus scanner; uploads are not scanned without it. */
  readonly clamd?: Config['clamd']
}

export interface Program {
  readonly server: Server
  readonly cases: CaseDeps
  /** What closes the months of books. */
  readonly books: ClosingDeps
  /** Handles what is due now, without waiting for the next scan. */
  passTime(): Promise<number>
  /** Hands what follows the record all that it has not had, without waiting for the next round. */
  follow(): Promise<void>
  /** Sends the webhooks that are due, without waiting for the next round. */
  deliver(): Promise<number>
  /** Scans the uploads that wait for it, without waiting for the next round. */
  scanDue(): Promise<number>
  /** From now on it says that it is not ready, and goes on answering. */
  drain(): void
  /** Erases what was confirmed or, at night, what is due, without waiting for the next round. */
  care(): Promise<number>
  /** Makes and sends the reports that are due, without waiting for the next round. */
  runSchedules(): Promise<number>
  /** Ends requests, streams and jobs in order. The database stays open. */
  stop(): Promise<void>
}

/** Puts the features together, in the order in which a case lives. */
export async function createProgram(options: ProgramOptions): Promise<Program> {
  const { db, log, clock, embedded, https, signingKey } = options
  const hub = createLiveHub()
  const folder = fileStore(options.filesFolder)
  const scanner = openScanner({ db, folder, clock, log, clamd: options.clamd })
  const files = guardFiles(folder, db, scanner)
  const printer = openPrinter()
  const unread = unreadCount(options.shared ?? db)
  const topics = openTopics({
    url: options.databaseUrl,
    log,
    heard: (topic) => {
      unread.heard(topic)
      hub.publish(topic ?? 'all')
    },
  })
  const people: PeopleDeps = {
    db,
    shared: options.shared,
    now: () => Temporal.Instant.from(clock()),
    https,
    secret: options.secret,
    embedded,
    ...(options.origin === undefined ? {} : { origin: options.origin }),
    nav: async (request) => navigation(request, request.person === null ? 0 : await unread.of(request.person.id)),
    places: trayPlaces,
    search: { action: '/buscar', suggestions: '/buscar/sugerencias' },
    calendarEffect: (change, person) => calendarEffect(cases, change, person),
    openTasksOf: (person, positions) => openTasksOf(db, person, positions),
    casesOf: (request, of) => contactCases(db, of, readersOf(directoryOf(request), personOf(request).id)),
  }
  const cases: CaseDeps = {
    db,
    shared: options.shared,
    clock,
    manuals: manualLibrary(),
    institution: loadInstitution,
    projections: [writeRegisters, writeMentions, writeEscalations, writeWarnings, writeCare],
    verbs: lifeVerbs(files, printer),
    signing: {
      files,
      secret: options.secret,
      sheetOf: sheetOf(files, printer),
      placesOf: async (tx, id, unsigned) => (await placesOfPaper(tx, unsigned)) ?? issuedPlaces(tx, id),
    },
    panels: [
      presencePanel,
      carePanel,
      followPanel,
      contactPanel,
      levelsPanel,
      knowledgePanel,
      ...DESK_PANELS,
      resolutionPanel,
    ],
    changed: (changed) => topics.publish(changed),
  }
  // What follows the record, in this order.
  const followers: readonly Follower[] = [
    escalationsAnswered(loadInstitution),
    searchFollower,
    statisticsFollower(cases),
    webhookFollower(clock),
  ]
  const routes: CaseRouteDeps = {
    ...cases,
    people,
    signingKey,
    files,
    caseForms: [...followForms, ...DESK_FORMS, ...LEVEL_FORMS, useArticleForm, resolutionForm],
    live: { url: LIVE_URL, cursor: hub.cursor },
  }

  const deliver = (signal?: AbortSignal) =>
    deliverDue(
      {
        db,
        clock,
        secret: options.secret,
        networks: options.webhookNetworks ?? [],
        directory: async (now) => (await loadInstitution(db, now)).directory,
      },
      signal,
    )
  let stopping = false
  let caring: Loop | undefined

  const server = await createServer({ log, https, trustProxy: options.trustProxy, errorPage: drawErrorPage() })
  await server.register(swagger, OPEN_API)
  const standing = kept(5_000, scanner.standing)
  const metrics = createMetrics({
    db,
    clock,
    liveStreams: () => hub.size,
    pool: options.pool,
    scan: { standing, counts: () => countScans(db, clock()) },
  })
  countAnswers(server, metrics)
  serveHealth(server, { db, clock, migration: LAST_MIGRATION, stopping: () => stopping, scanner: standing })
  serveAssets(server)
  servePreferences(server)
  registerPeople(server, people)
  serveMetrics(server, metrics, options.metricsNetworks ?? [])
  registerStart(server, async (request) => ((await onlyAsks(cases, request)) ? '/portal' : '/bandejas'))
  registerLive(server, hub, db)
  registerCases(server, routes)
  registerTrays(server, routes)
  registerDesk(server, routes)
  registerLevels(server, routes)
  registerPortal(server, routes)
  registerManuals(server, { ...routes, printer })
  registerRegisters(server, routes)
  const books = { ...routes, printer }
  registerWriting(server, books)
  registerKnowledge(server, routes)
  registerSearch(server, { ...routes, sources: [articlesSource(db), manualsSource, peopleSource] })
  registerDocuments(server, { ...routes, printer })
  registerVerification(server, people)
  registerEvents(server, { ...routes, networks: options.webhookNetworks ?? [], deliver })
  registerScan(server, { db, clock, people, folder, scanner })
  registerStatistics(server, { ...routes, printer, mail: options.mail !== undefined })
  const care = { ...routes, log, forget: [forgetCases, forgetSent] }
  registerCare(server, care, () => caring?.nudge())
  registerApiDocument(server, people)

  const outbox = { ...cases, files, printer, mail: options.mail, log }
  const soon = options.timerInterval ?? 1_000
  const afterLoading = <T>(work: () => Promise<T>) => (options.timersAfter ?? Promise.resolve()).then(work)
  caring = every(options.timerInterval ?? 60_000, 'care of data', (signal) => runCare(care, signal), log)
  const loops: readonly Loop[] = [
    every(soon, 'timers', () => afterLoading(() => passTime(cases, log)), log),
    every(soon, 'warnings', () => afterLoading(() => giveWarnings(cases, log)), log),
    every(5_000, 'calendars', () => recomputeWhenChanged(cases, log), log),
    every(5_000, 'returned tasks', returnTasks(cases, log), log),
    every(soon, 'followers of the record', (signal) => catchUpAll(db, followers, clock, signal), log),
    every(Math.max(options.timerInterval ?? 0, 60_000), 'sign-in', () => signInJob(people, log), log),
    every(soon, 'webhooks', deliver, log),
    every(options.timerInterval ?? 20_000, 'scheduled reports', (signal) => runSchedules(outbox, signal), log),
    caring,
    every(options.timerInterval ?? 10_000, 'virus scan', scanner.scanDue, log),
    every(3_600_000, 'sweep', () => sweepOld(db, files, clock()), log),
  ]
  return {
    server,
    cases,
    books,
    passTime: async () => (await passTime(cases, log)) + (await giveWarnings(cases, log)),
    follow: () => catchUpAll(db, followers, clock),
    deliver,
    scanDue: scanner.scanDue,
    drain() {
      stopping = true
    },
    care: () => runCare(care),
    runSchedules: () => runSchedules(outbox),
    async stop() {
      stopping = true
      hub.close()
      await Promise.all(loops.map((loop) => loop.stop()))
      await server.close()
      await printer.close()
      options.mail?.close()
      await topics.stop()
    },
  }
}

/** The number of the last migration that this program brings. */
const LAST_MIGRATION = Math.max(
  ...readdirSync(migrationsFolder).map((name) => Number(/^(\d{4})_.*\.sql$/.exec(name)?.[1] ?? 0)),
)
