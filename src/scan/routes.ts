import type { FastifyRequest } from 'fastify'
import { sendPage, serveAdminCommands } from '#src/people/http/admin-routes.ts'
import { answering } from '#src/people/http/answering.ts'
import type { PeopleDeps } from '#src/people/http/deps.ts'
import { directoryOf, requirePermission } from '#src/people/http/identify.ts'
import { viewOf } from '#src/people/http/shell.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import type { Db } from '#src/platform/db/types.ts'
import type { FolderStore } from '#src/platform/files/file-store.ts'
import type { Server } from '#src/platform/http/server.ts'
import { Refused } from '#src/platform/refusal.ts'
import { countScans, findFound, listFound } from './found-files.store.ts'
import { SCAN_PAGE, scanCommands } from './scan-commands.ts'
import { foundBody, scanBody } from './scan-pages.ts'
import type { Scanner } from './scanner.ts'
import { scanWords as words } from './words.ts'

export interface ScanDeps {
  readonly db: Db
  readonly clock: () => string
  readonly people: PeopleDeps
  readonly folder: FolderStore
  readonly scanner: Scanner
}

/** «Antivirus», for administrators: how the scanner stands, what it found, and what they do with it. */
export function registerScan(server: Server, { db, clock, people, folder, scanner }: ScanDeps): void {
  serveAdminCommands(server, people, scanCommands(folder, scanner))
  const guarded = { schema: { hide: true } as object, preValidation: requirePermission('directory.administer') }
  server.get(
    SCAN_PAGE,
    guarded,
    answering(async (request, reply) => {
      const view = viewOf(people, request)
      const [standing, counts, found] = await Promise.all([
        scanner.standing(),
        countScans(db, clock()),
        listFound(db, before(request)),
      ])
      const directory = directoryOf(request)
      const body = scanBody(view, { standing, strict: scanner.strict, counts, found, directory })
      return sendPage(people, request, reply, { title: words(view.locale, 'title'), body })
    }),
  )
  server.get(
    `${SCAN_PAGE}/:id`,
    guarded,
    answering(async (request, reply) => {
      const { id } = request.params as { id: string }
      const file = await findFound(db, id)
      if (file === null) throw new Refused(peopleRefusal('not-found'))
      const view = viewOf(people, request)
      const body = foundBody(view, file, directoryOf(request))
      return sendPage(people, request, reply, { title: file.sent[0]?.name ?? words(view.locale, 'no-name'), body })
    }),
  )
  server.get(
    '/api/found-files',
    {
      schema: {
        operationId: 'found-files',
        summary: 'What the virus scanner found, or could not look into, the newest first',
        tags: ['administration'],
      },
      preValidation: requirePermission('directory.administer'),
    },
    answering(async (request) => ({ files: await listFound(db, before(request)) })),
  )
}

function before(request: FastifyRequest): string | null {
  const { antes } = request.query as { antes?: unknown }
  return typeof antes === 'string' && /^[0-9a-f]{64}$/.test(antes) ? antes : null
}
