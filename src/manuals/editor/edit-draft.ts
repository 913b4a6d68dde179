import type { FastifyReply, FastifyRequest } from 'fastify'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { sendPage } from '#src/cases/send-page.ts'
import { mergeTexts } from '#src/manual/index.ts'
import { loadCalendars, readCalendars } from '#src/people/calendars.ts'
import { csrfFits, directoryOf, personOf } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { Refused } from '#src/platform/refusal.ts'
import { checkText } from '../check-text.ts'
import { type Saved, saveDraft } from '../drafts/index.ts'
import { draftClosed, longText } from '../drafts/refusals.ts'
import { baseOfDraft } from './base-of-draft.ts'
import { draftBy, draftToWrite } from './draft-access.ts'
import { editorBundle } from './editor-bundle.ts'
import { type EditorPageInput, editorPage } from './editor-page.ts'
import { draftPath } from './places.ts'
import { readDraftPost } from './read-draft-post.ts'
import { words } from './words.ts'

/** The editor of a draft, with what was not saved when there is such. */
export async function sendEditor(
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

/** Saves what the editor sends; where somebody else was quicker, both texts are put together if they can be. */
export async function save(deps: CaseRouteDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
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
    saveDraft(tx, { id: draft.id, source, examples, seen, by: draftBy(deps, request) }),
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
