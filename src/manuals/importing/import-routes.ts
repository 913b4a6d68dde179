import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { brokenUpload, storeFile } from '#src/cases/read-post.ts'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { DOCUMENT_LIMITS } from '#src/interchange/document/index.ts'
import { checkManual } from '#src/manual/index.ts'
import { answering } from '#src/people/http/answering.ts'
import { csrfFits, directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, shellOf, viewOf } from '#src/people/http/shell.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { attachment } from '#src/platform/http/attachment.ts'
import { type HtmlFragment, render } from '#src/platform/http/html.ts'
import { Refused } from '#src/platform/refusal.ts'
import { page } from '#src/web/layout.ts'
import { createDraft, mayDraft } from '../drafts/index.ts'
import { draftPath } from '../editor/places.ts'
import {
  countReading,
  discardImport,
  insertImport,
  listImports,
  lockImport,
  noteDraft,
  readImport,
  restartImport,
} from './import.store.ts'
import { importPage } from './import-page.ts'
import { importsPage } from './imports-page.ts'
import { IMPORTS_PATH, importPath } from './places.ts'
import { importNotAllowed, importUnknown } from './refusals.ts'
import { type ImportQueue, importQueue } from './run-imports.ts'
import type { ManualImport } from './types.ts'
import { words } from './words.ts'

/** Seconds without a word after which a reading is known to be dead. */
const DEAD = 150
const MOST_AT_ONCE = 3

/** Documents brought into the notation: uploaded, read apart, their doubts shown, opened as a draft. */
export function registerImports(server: FastifyInstance, deps: CaseRouteDeps): void {
  const queue = importQueue(deps)
  const preHandler = requirePerson
  const one = `${IMPORTS_PATH}/:id`
  const get = (path: string, handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>) =>
    server.get(
      path,
      { preHandler },
      answering(async (request, reply) => {
        allowed(request)
        return handler(request, reply)
      }),
    )
  const post = (path: string, handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>) =>
    server.post(
      path,
      { preHandler },
      answering(async (request, reply) => {
        allowed(request)
        return handler(request, reply)
      }),
    )
  get(IMPORTS_PATH, (request, reply) => sendList(deps, request, reply))
  server.post(
    IMPORTS_PATH,
    { preHandler, config: { csrf: 'own' } },
    answering(async (request, reply) => {
      allowed(request)
      return upload(deps, queue, request, reply)
    }),
  )
  get(one, async (request, reply) => sendOne(deps, request, reply, await asked(deps, request)))
  get(`${one}/original`, async (request, reply) => {
    const { sha256, name } = await asked(deps, request)
    if (sha256 === null) throw importUnknown()
    return download(reply, name, 'application/octet-stream').send(await deps.files.open(sha256, personOf(request).id))
  })
  get(`${one}/texto.manual.md`, async (request, reply) => {
    const { source, name } = await asked(deps, request)
    if (source === null) throw importUnknown()
    return download(reply, `${name.replace(/\.[^.]+$/, '')}.manual.md`, 'text/markdown; charset=utf-8').send(source)
  })
  post(`${one}/borrador`, async (request, reply) => reply.redirect(draftPath(await openDraft(deps, request)), 303))
  post(`${one}/reintentar`, async (request, reply) => {
    const row = await asked(deps, request)
    const again = row.state === 'refused' || stopped(deps, row)
    if (again && row.sha256 !== null && (await restartImport(deps.db, row.id, deps.clock())))
      queue.add({ id: row.id, sha256: row.sha256, name: row.name, person: row.askedBy })
    return reply.redirect(importPath(row.id), 303)
  })
  post(`${one}/descartar`, async (request, reply) => {
    const row = await asked(deps, request)
    await discardImport(deps.db, row.id)
    leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, 'discard.done') })
    return reply.redirect(IMPORTS_PATH, 303)
  })
}

function allowed(request: FastifyRequest): void {
  if (!mayDraft(personOf(request), directoryOf(request))) throw new Refused(importNotAllowed().refusal)
}

async function asked(deps: CaseRouteDeps, request: FastifyRequest): Promise<ManualImport> {
  const { id } = request.params as { id: string }
  const row = await readImport(deps.db, id, personOf(request).id)
  if (row === null || row.state === 'discarded') throw importUnknown()
  return row
}

function stopped(deps: CaseRouteDeps, { state, heardAt }: ManualImport): boolean {
  const silent = Temporal.Instant.from(deps.clock()).since(Temporal.Instant.from(heardAt)).total('seconds')
  return state === 'reading' && silent > DEAD
}

async function upload(
  deps: CaseRouteDeps,
  queue: ImportQueue,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const person = personOf(request).id
  const { locale } = viewOf(deps.people, request)
  const { fields, file } = await readUpload(deps, request, person)
  if (!csrfFits(request, fields)) throw new Refused(peopleRefusal('stale-form'))
  const since = Temporal.Instant.from(deps.clock()).subtract({ seconds: DEAD }).toString()
  const fault =
    file === null
      ? 'no-file'
      : file.infected
        ? 'infected'
        : file.size > DOCUMENT_LIMITS.file
          ? 'too-large'
          : (await countReading(deps.db, person, since)) >= MOST_AT_ONCE
            ? 'too-many'
            : null
  if (fault !== null || file === null)
    return sendList(deps, request, reply.code(422), words(locale, fault ?? 'no-file'))
  const id = await insertImport(deps.db, { file: file.id, name: file.name, person, at: deps.clock() })
  queue.add({ id, sha256: file.sha256, name: file.name, person })
  return reply.redirect(importPath(id), 303)
}

async function readUpload(deps: CaseRouteDeps, request: FastifyRequest, person: string) {
  const fields: Record<string, string> = {}
  let file: Awaited<ReturnType<typeof storeFile>> | null = null
  if (!request.isMultipart()) return { fields: { ...(request.body as Record<string, string> | undefined) }, file }
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        if (typeof part.value === 'string') fields[part.fieldname] = part.value
        // The token comes first: nothing is stored for a form that is not ours.
      } else if (part.filename === '' || part.fieldname !== 'documento' || file !== null || !csrfFits(request, fields))
        part.file.resume()
      else file = await storeFile(deps, person, part.fieldname, part.filename, part.file)
    }
  } catch (fault) {
    throw brokenUpload(fault)
  }
  return { fields, file }
}

async function openDraft(deps: CaseRouteDeps, request: FastifyRequest): Promise<string> {
  const { id } = await asked(deps, request)
  const person = personOf(request).id
  return transaction(deps.db, async (tx) => {
    await lockImport(tx, id)
    const row = await readImport(tx, id, person)
    if (row === null || row.source === null) throw importUnknown()
    if (row.draftId !== null) return row.draftId
    const draft = await createDraft(tx, {
      source: row.source,
      origin: 'import',
      originFile: row.fileId,
      by: { person, at: deps.clock() },
    })
    await noteDraft(tx, id, draft.id)
    return draft.id
  })
}

async function sendList(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  fault?: string,
): Promise<FastifyReply> {
  const since = deps.live.cursor()
  const view = viewOf(deps.people, request)
  const { id, csrf } = personOf(request)
  const imports = await listImports(deps.db, id)
  const body = importsPage(view, { csrf, imports, ...(fault === undefined ? {} : { fault }) })
  return send(deps, request, reply, {
    title: words(view.locale, 'title'),
    body,
    path: IMPORTS_PATH,
    since: imports.some(({ state }) => state === 'reading') ? since : undefined,
  })
}

async function sendOne(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  row: ManualImport,
): Promise<FastifyReply> {
  const since = deps.live.cursor()
  const view = viewOf(deps.people, request)
  const findings =
    row.source === null ? [] : checkManual(row.source).findings.filter(({ code }) => code !== 'duda-pendiente')
  const body = importPage(view, { csrf: personOf(request).csrf, row, stopped: stopped(deps, row), findings })
  return send(deps, request, reply, { title: row.name, body, since: row.state === 'reading' ? since : undefined })
}

async function send(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { title, body, path, since }: { title: string; body: HtmlFragment; path?: string; since: string | undefined },
): Promise<FastifyReply> {
  const shell = await shellOf(deps.people, request, reply)
  const live =
    since === undefined ? {} : { live: { url: deps.live.url, topics: [`person:${personOf(request).id}`], since } }
  return reply
    .type('text/html; charset=utf-8')
    .send(render(page({ ...shell, ...(path === undefined ? {} : { path }), title, body, ...live })))
}

function download(reply: FastifyReply, name: string, type: string): FastifyReply {
  return reply.type(type).header('content-disposition', attachment(name)).header('x-content-type-options', 'nosniff')
}
