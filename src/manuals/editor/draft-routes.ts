import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readersOf } from '#src/cases/readers.ts'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { sendPage } from '#src/cases/send-page.ts'
import { mergeTexts } from '#src/manual/index.ts'
import { loadCalendars, readCalendars } from '#src/people/calendars.ts'
import { answering } from '#src/people/http/answering.ts'
import { csrfFits, directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { attachment } from '#src/platform/http/attachment.ts'
import { Refused } from '#src/platform/refusal.ts'
import { checkText } from '../check-text.ts'
import {
  createDraft,
  discardDraft,
  listClosedDrafts,
  listDrafts,
  listRevisions,
  mayDraft,
  readRevision,
  type Saved,
  saveDraft,
} from '../drafts/index.ts'
import { draftClosed, draftNotWritable, longText, revisionUnknown } from '../drafts/refusals.ts'
import type { By, Draft } from '../drafts/types.ts'
import { listInForce, listVersions, readSource } from '../manual.store.ts'
import { manualPath, versionPath } from '../places.ts'
import { versionAsked } from '../read-manuals.ts'
import { manualUnknown } from '../refusals.ts'
import { words as manualWords } from '../words.ts'
import { baseOfDraft } from './base-of-draft.ts'
import { blankManual } from './blank-manual.ts'
import { changesPage } from './changes-page.ts'
import { draftAsked, draftToWrite } from './draft-access.ts'
import { draftsPage } from './drafts-page.ts'
import { editorBundle, serveEditor } from './editor-bundle.ts'
import { type EditorPageInput, editorPage } from './editor-page.ts'
import { historyPage } from './history-page.ts'
import { DRAFTS_PATH, draftPath } from './places.ts'
import { readDraftPost } from './read-draft-post.ts'
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
      await transaction(deps.db, (tx) => discardDraft(tx, draft.id, by(deps, request)))
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

const by = (deps: CaseRouteDeps, request: FastifyRequest): By => ({ person: personOf(request).id, at: deps.clock() })

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
    const draft = await transaction(deps.db, (tx) => createDraft(tx, { source, origin: 'new', by: by(deps, request) }))
    return reply.redirect(draftPath(draft.id), 303)
  }
  const base = (await listInForce(deps.db, deps.clock())).find(({ id }) => String(id) === version)
  if (base === undefined) throw manualUnknown()
  const source = await readSource(deps.db, base.id)
  const draft = await transaction(deps.db, (tx) =>
    createDraft(tx, { source, origin: 'version', baseVersion: base.id, by: by(deps, request) }),
  )
  return reply.redirect(draftPath(draft.id), 303)
}

async function sendEditor(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { draft, writes, conflict, refused }: Pick<EditorPageInput, 'draft' | 'writes' | 'conflict' | 'refused'>,
): Promise<FastifyReply> {
  const view = viewOf(deps.people, request)
  const directory = directoryOf(request)
  const person = personOf(request)
  const { procedimiento, ver } = request.query as { procedimiento?: string; ver?: string }
  const [calendars, stored, base, bundle] = await Promise.all([
    loadCalendars(deps.db),
    readCalendars(deps.db),
    baseOfDraft(deps.db, draft),
    editorBundle(),
  ])
  const { rows, today } = directory
  const body = editorPage(view, {
    csrf: person.csrf,
    draft,
    writes,
    administrator: person.administrator,
    personName: (id) => directory.personName(id),
    findings: checkText((conflict ?? refused)?.source ?? draft.source, calendars).findings,
    base,
    calendars,
    bundle,
    settings: {
      id: draft.id,
      revision: refused?.seen ?? draft.revision,
      changedAt: draft.changedAt,
      changedBy: directory.personName(draft.changedBy),
      writes: writes && draft.closedAt === null,
      locale: view.locale,
      base: base === null ? null : { source: base.source, code: base.version.code, version: base.version.version },
      calendars: stored.map(({ data }) => data),
      timeZone: view.timeZone,
      posts: rows.posts
        .filter(({ closedOn }) => closedOn === null || closedOn > today)
        .map(({ title, unit }) => `${directory.unitById(unit)?.name ?? ''} / ${title}`)
        .sort((a, b) => a.localeCompare(b, 'es')),
      groups: rows.groups.map(({ code }) => code),
    },
    procedure: procedimiento,
    run: ver === 'ejemplos',
    conflict,
    refused,
  })
  return sendPage(deps, request, reply, {
    title: draft.title ?? words(view.locale, 'untitled'),
    body,
    path: draftPath(draft.id),
  })
}

async function save(deps: CaseRouteDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const post = await readDraftPost(request)
  if (!csrfFits(request, post.fields)) throw new Refused(peopleRefusal('stale-form'))
  const draft = await draftToWrite(deps, request)
  const { source, examples } = post
  const seen = Number(post.fields.revision)
  const long = longText(post)
  if (long !== null) {
    if (post.fields.respuesta === 'json') throw new Refused(long)
    const refused = { source, examples, seen, reason: long[viewOf(deps.people, request).locale] }
    return sendEditor(deps, request, reply.code(long.status), { draft, writes: true, refused })
  }
  const saved = await transaction(deps.db, (tx) =>
    saveDraft(tx, { id: draft.id, source, examples, seen, by: by(deps, request) }),
  )
  if (post.fields.respuesta === 'json') return answerJson(request, reply, saved)
  switch (saved.kind) {
    case 'closed':
      throw draftClosed()
    case 'conflict': {
      const merged = saved.seen === null ? null : mergeTexts(saved.seen.source, source, saved.draft.source)
      const told = saved.seen === null ? null : mergeTexts(saved.seen.examples, examples, saved.draft.examples)
      const conflict = {
        source: merged ?? source,
        examples: told ?? examples,
        merged: merged !== null && told !== null,
      }
      return sendEditor(deps, request, reply.code(409), { draft: saved.draft, writes: true, conflict })
    }
    case 'saved':
    case 'unchanged': {
      leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, 'editor.done') })
      const { hacer } = post.fields
      const where = hacer === 'revisar' ? '#hallazgos' : hacer === 'ejemplos' ? '?ver=ejemplos#ejemplos' : ''
      return reply.redirect(`${draftPath(draft.id)}${where}`, 303)
    }
  }
}

/** For the editor: what came of a saving, and in a conflict what is kept and what both began from. */
function answerJson(request: FastifyRequest, reply: FastifyReply, saved: Saved): FastifyReply {
  const { draft, kind } = saved
  const head = {
    kind,
    revision: draft.revision,
    changedAt: draft.changedAt,
    changedBy: directoryOf(request).personName(draft.changedBy),
  }
  if (saved.kind !== 'conflict') return reply.code(saved.kind === 'closed' ? 409 : 200).send(head)
  const { source, examples } = draft
  return reply.code(409).send({
    ...head,
    source,
    examples,
    seen: saved.seen && { source: saved.seen.source, examples: saved.seen.examples },
  })
}

async function sendHistory(deps: CaseRouteDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { draft, writes } = await draftAsked(deps, request)
  const { revision } = request.query as { revision?: string }
  const seen = revision === undefined ? null : await readRevision(deps.db, draft.id, revisionNumber(revision))
  if (revision !== undefined && seen === null) throw revisionUnknown()
  const view = viewOf(deps.people, request)
  const body = historyPage(view, {
    draft,
    revisions: await listRevisions(deps.db, draft.id),
    seen,
    writes,
    csrf: personOf(request).csrf,
    personName: (id) => directoryOf(request).personName(id),
  })
  return sendPage(deps, request, reply, { title: words(view.locale, 'history.title'), body })
}

/** A revision's number as typed into an address; one that is none is one that does not exist. */
const revisionNumber = (text: string) => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0)

async function restore(deps: CaseRouteDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const draft = await draftToWrite(deps, request)
  const { revision = '', vista = '' } = (request.body ?? {}) as { revision?: string; vista?: string }
  const number = revisionNumber(revision)
  const old = await readRevision(deps.db, draft.id, number)
  if (old === null) throw revisionUnknown()
  const saved = await transaction(deps.db, (tx) =>
    saveDraft(tx, {
      id: draft.id,
      source: old.source,
      examples: old.examples,
      seen: revisionNumber(vista),
      restored: number,
      by: by(deps, request),
    }),
  )
  if (saved.kind === 'closed') throw draftClosed()
  if (saved.kind === 'conflict') return reply.redirect(`${draftPath(draft.id)}/historial?revision=${number}`, 303)
  const { locale } = viewOf(deps.people, request)
  leaveFlash(reply, { kind: 'done', text: words(locale, 'history.restored-done', { revision: number }) })
  return reply.redirect(draftPath(draft.id), 303)
}

async function sendDraftChanges(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { draft } = await draftAsked(deps, request)
  const view = viewOf(deps.people, request)
  const { locale } = view
  const base = await baseOfDraft(deps.db, draft)
  const title = words(locale, 'editor.changes')
  const body = changesPage(view, {
    title,
    lead:
      base === null
        ? words(locale, 'changes.no-base')
        : words(locale, 'changes.lead-base', { code: base.version.code, version: base.version.version }),
    crumbs: [
      { label: manualWords(locale, 'title'), href: '/manuales' },
      { label: words(locale, 'title'), href: DRAFTS_PATH },
      { label: draft.title ?? words(locale, 'untitled'), href: draftPath(draft.id) },
      { label: title },
    ],
    before: base?.source ?? draft.source,
    after: draft.source,
  })
  return sendPage(deps, request, reply, { title, body })
}

/** A published version beside the one before it, or beside the one that `desde` names. */
async function sendVersionChanges(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { published, versions } = await versionAsked(deps, request)
  const { desde } = request.query as { desde?: string }
  const before =
    desde === undefined
      ? versions[versions.findIndex(({ id }) => id === published.id) + 1]
      : versions.find(({ version }) => version === desde)
  if (before === undefined) throw manualUnknown()
  const view = viewOf(deps.people, request)
  const { locale } = view
  const { code, version } = published
  const title = words(locale, 'changes.of', { code, before: before.version, after: version })
  const body = changesPage(view, {
    title,
    crumbs: [
      { label: manualWords(locale, 'title'), href: '/manuales' },
      { label: published.title, href: manualPath(code) },
      { label: version, href: versionPath(code, version) },
      { label: words(locale, 'editor.changes') },
    ],
    before: await readSource(deps.db, before.id),
    after: await readSource(deps.db, published.id),
  })
  return sendPage(deps, request, reply, { title, body })
}
