import type { FastifyReply, FastifyRequest } from 'fastify'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { sendPage } from '#src/cases/send-page.ts'
import { directoryOf, personOf } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { listRevisions, readRevision, saveDraft } from '../drafts/index.ts'
import { draftClosed, revisionUnknown } from '../drafts/refusals.ts'
import { readSource } from '../manual.store.ts'
import { manualPath, versionPath } from '../places.ts'
import { versionAsked } from '../read-manuals.ts'
import { manualUnknown } from '../refusals.ts'
import { words as manualWords } from '../words.ts'
import { baseOfDraft } from './base-of-draft.ts'
import { changesPage } from './changes-page.ts'
import { draftAsked, draftBy, draftToWrite } from './draft-access.ts'
import { historyPage } from './history-page.ts'
import { DRAFTS_PATH, draftPath } from './places.ts'
import { words } from './words.ts'

/** What a draft was at each revision. */
export async function sendHistory(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
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

/** Makes an earlier revision the text again; what was there is kept as a revision. */
export async function restore(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
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
      by: draftBy(deps, request),
    }),
  )
  if (saved.kind === 'closed') throw draftClosed()
  if (saved.kind === 'conflict') return reply.redirect(`${draftPath(draft.id)}/historial?revision=${number}`, 303)
  const { locale } = viewOf(deps.people, request)
  leaveFlash(reply, { kind: 'done', text: words(locale, 'history.restored-done', { revision: number }) })
  return reply.redirect(draftPath(draft.id), 303)
}

/** A draft beside the version from which it began. */
export async function sendDraftChanges(
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
export async function sendVersionChanges(
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
