import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readersOf } from '#src/cases/readers.ts'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { sendPage } from '#src/cases/send-page.ts'
import { loadCalendars } from '#src/people/calendars.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { attachment } from '#src/platform/http/attachment.ts'
import { Refused } from '#src/platform/refusal.ts'
import { checkText } from '../check-text.ts'
import { createDraft, discardDraft, listClosedDrafts, listDrafts, mayDraft } from '../drafts/index.ts'
import { draftNotWritable } from '../drafts/refusals.ts'
import type { Draft } from '../drafts/types.ts'
import { listInForce, listVersions, readSource } from '../manual.store.ts'
import { manualUnknown } from '../refusals.ts'
import { blankManual } from './blank-manual.ts'
import { draftAsked, draftBy, draftToWrite } from './draft-access.ts'
import { restore, sendDraftChanges, sendHistory, sendVersionChanges } from './draft-history.ts'
import { draftsPage } from './drafts-page.ts'
import { save, sendEditor } from './edit-draft.ts'
import { serveEditor } from './editor-bundle.ts'
import { DRAFTS_PATH, draftPath } from './places.ts'
import { words } from './words.ts'

/** Drafts of manuals: the list, the editor, what each was and what it changes. */
export function registerDrafts(server: FastifyInstance, deps: CaseRouteDeps): void {
  serveEditor(server)
  const preHandler = requirePerson
  const get = (path: string, handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>) =>
    server.get(path, { preHandler }, answering(handler))
  const one = `${DRAFTS_PATH}/:id`
  get(DRAFTS_PATH, (request, reply) => sendList(deps, request, reply))
  server.post(
    DRAFTS_PATH,
    { preHandler },
    answering((request, reply) => openDraft(deps, request, reply)),
  )
  get(one, async (request, reply) => {
    const { draft, writes } = await draftAsked(deps, request)
    return sendEditor(deps, request, reply, { draft, writes })
  })
  // The text is longer than a form's body may be elsewhere.
  server.post(
    one,
    { preHandler, config: { csrf: 'own' } },
    answering((request, reply) => save(deps, request, reply)),
  )
  get(`${one}/historial`, (request, reply) => sendHistory(deps, request, reply))
  get(`${one}/cambios`, (request, reply) => sendDraftChanges(deps, request, reply))
  server.post(
    `${one}/restaurar`,
    { preHandler },
    answering((request, reply) => restore(deps, request, reply)),
  )
  server.post(
    `${one}/descartar`,
    { preHandler },
    answering(async (request, reply) => {
      const draft = await draftToWrite(deps, request)
      if (draft.caseId !== null) throw draftNotWritable()
      await transaction(deps.db, (tx) => discardDraft(tx, draft.id, draftBy(deps, request)))
      leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, 'discard.done') })
      return reply.redirect(DRAFTS_PATH, 303)
    }),
  )
  for (const [file, part] of [
    ['fuente.md', 'source'],
    ['ejemplos.md', 'examples'],
  ] as const)
    get(`${one}/${file}`, async (request, reply) => {
      const { draft } = await draftAsked(deps, request)
      const name = `${draft.code ?? 'borrador'}.${part === 'source' ? 'manual' : 'examples'}.md`
      return reply
        .type('text/markdown; charset=utf-8')
        .header('content-disposition', attachment(name))
        .send(draft[part])
    })
  get('/manuales/:code/versiones/:version/cambios', (request, reply) => sendVersionChanges(deps, request, reply))
}

async function sendList(deps: CaseRouteDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const person = personOf(request)
  const directory = directoryOf(request)
  const view = viewOf(deps.people, request)
  const drafts = mayDraft(person, directory)
  const calendars = await loadCalendars(deps.db)
  const [open, closed, inForce] = await Promise.all([
    listDrafts(deps.db, drafts ? null : readersOf(directory, person.id)),
    drafts ? listClosedDrafts(deps.db) : [],
    listInForce(deps.db, deps.clock()),
  ])
  const versions = new Map<number, string>()
  for (const code of new Set(open.flatMap((draft) => (draft.baseVersion === null ? [] : [draft.code ?? '']))))
    for (const { id, version } of await listVersions(deps.db, code)) versions.set(id, version)
  const body = draftsPage(view, {
    csrf: person.csrf,
    open: open.map((draft) => ({ ...draft, ...countFindings(draft, calendars) })),
    closed,
    inForce,
    versions,
    directory,
    drafts,
  })
  return sendPage(deps, request, reply, { title: words(view.locale, 'title'), body })
}

// By the revision's text, so that a list of long drafts is checked once.
const counted = new Map<string, { readonly errors: number; readonly warnings: number }>()

function countFindings({ id, revision, source }: Draft, calendars: Parameters<typeof checkText>[1]) {
  const key = `${id} ${revision}`
  const known = counted.get(key)
  if (known !== undefined) return known
  const { findings } = checkText(source, calendars)
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const count = { errors, warnings: findings.length - errors }
  if (counted.size >= 500) counted.clear()
  counted.set(key, count)
  return count
}

async function openDraft(deps: CaseRouteDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const directory = directoryOf(request)
  if (!mayDraft(personOf(request), directory)) throw new Refused(peopleRefusal('not-allowed'))
  const { desde, version } = (request.body ?? {}) as { desde?: string; version?: string }
  const institution = directory.rows.institution
  if (desde !== 'version') {
    const source = blankManual({
      institution: institution?.name ?? 'Institución',
      calendar: institution?.calendar ?? 'GT',
    })
    const draft = await transaction(deps.db, (tx) =>
      createDraft(tx, { source, origin: 'new', by: draftBy(deps, request) }),
    )
    return reply.redirect(draftPath(draft.id), 303)
  }
  const base = (await listInForce(deps.db, deps.clock())).find(({ id }) => String(id) === version)
  if (base === undefined) throw manualUnknown()
  const source = await readSource(deps.db, base.id)
  const draft = await transaction(deps.db, (tx) =>
    createDraft(tx, { source, origin: 'version', baseVersion: base.id, by: draftBy(deps, request) }),
  )
  return reply.redirect(draftPath(draft.id), 303)
}
