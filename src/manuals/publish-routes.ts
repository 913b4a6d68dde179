import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { answering } from '#src/people/http/answering.ts'
import { csrfFits, directoryOf, personOf, requirePermission } from '#src/people/http/identify.ts'
import { leaveFlash, shellOf, viewOf } from '#src/people/http/shell.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import { render } from '#src/platform/http/html.ts'
import { Refused } from '#src/platform/refusal.ts'
import { page } from '#src/web/layout.ts'
import { formatInstant } from '#src/web/locale/time.ts'
import { checkSummary } from './check-summary.ts'
import { checkText } from './check-text.ts'
import { draftNamed } from './editor/draft-access.ts'
import { listVersions } from './manual.store.ts'
import { manualPath } from './places.ts'
import { publishManual } from './publish-manual.ts'
import { type PublishPageInput, publishPage } from './publish-page.ts'
import { type ManualPost, readManualPost } from './read-manual-post.ts'
import { words } from './words.ts'

/** The page on which an administrator checks and publishes a manual. */
export function registerPublishing(server: FastifyInstance, deps: CaseRouteDeps): void {
  const url = '/manuales/publicar'
  const preHandler = requirePermission('directory.administer')
  server.get(
    url,
    { preHandler },
    answering(async (request, reply) => {
      // A draft's text is brought here to be checked and published; the draft stays as it is.
      const { borrador } = request.query as { borrador?: string }
      const text = borrador === undefined ? '' : (await draftNamed(deps, request, borrador)).source
      return send(deps, request, reply, { text })
    }),
  )
  server.post(
    url,
    { preHandler, config: { csrf: 'own' } },
    answering(async (request, reply) => {
      const post = await readManualPost(request)
      if (!csrfFits(request, post.fields)) throw new Refused(peopleRefusal('stale-form'))
      const fault = faultOf(deps, request, post)
      if (fault !== null) return send(deps, request, reply.code(422), { text: post.text, fault })
      return post.fields.hacer === 'publicar'
        ? publish(deps, request, reply, post)
        : check(deps, request, reply, post.text)
    }),
  )
}

function faultOf(deps: CaseRouteDeps, request: FastifyRequest, { text, fault }: ManualPost): string | null {
  const { locale } = viewOf(deps.people, request)
  if (fault === 'not-utf8') return words(locale, 'publish.not-utf8')
  if (fault === 'too-large') return words(locale, 'publish.too-large', { limit: 300_000 })
  return text.trim() === '' ? words(locale, 'publish.empty') : null
}

async function check(deps: CaseRouteDeps, request: FastifyRequest, reply: FastifyReply, text: string) {
  const checked = await checkedText(deps, request, text)
  if (checked.summary === null) reply.code(422)
  return send(deps, request, reply, { text, checked })
}

async function publish(deps: CaseRouteDeps, request: FastifyRequest, reply: FastifyReply, post: ManualPost) {
  const { text } = post
  const view = viewOf(deps.people, request)
  const { locale } = view
  const reason = post.fields.motivo ?? ''
  const published = await publishManual(deps.db, text, deps.clock(), personOf(request).id, { reason })
  switch (published.kind) {
    case 'published':
      leaveFlash(reply, {
        kind: 'done',
        text: words(locale, 'publish.done', { ...published, from: formatInstant(view, published.from) }),
      })
      return reply.redirect(manualPath(published.code), 303)
    case 'findings':
      return check(deps, request, reply, text)
    case 'reason-needed': {
      const checked = await checkedText(deps, request, text)
      return send(deps, request, reply.code(422), { text, checked, reason, reasonMissing: true })
    }
    case 'later-version': {
      const data = { ...published, from: formatInstant(view, published.from) }
      const said = { kind: 'refused', text: words(locale, 'publish.later', data) } as const
      const checked = await checkedText(deps, request, text)
      return send(deps, request, reply.code(409), { text, said, checked, reason })
    }
    case 'unchanged': {
      const link = { label: words(locale, 'publish.see'), href: manualPath(published.code) }
      const said = { kind: 'notice', text: words(locale, 'publish.unchanged', published), link } as const
      return send(deps, request, reply, { text, said })
    }
    case 'version-taken': {
      const said = { kind: 'refused', text: words(locale, 'publish.taken', published) } as const
      const checked = await checkedText(deps, request, text)
      return send(deps, request, reply.code(409), { text, said, checked })
    }
  }
}

async function checkedText(deps: CaseRouteDeps, request: FastifyRequest, text: string) {
  const { calendar } = await deps.institution(deps.db, deps.clock())
  const { manual, findings } = checkText(text, calendar)
  const summary =
    manual === null ? null : checkSummary(manual, directoryOf(request), await listVersions(deps.db, manual.front.code))
  return { findings, summary }
}

async function send(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  input: Omit<PublishPageInput, 'csrf'>,
): Promise<FastifyReply> {
  const view = viewOf(deps.people, request)
  const shell = await shellOf(deps.people, request, reply)
  const body = publishPage(view, { ...input, csrf: personOf(request).csrf })
  const title = words(view.locale, 'publish')
  // A refused form has no address of its own; the navigation still shows where one is.
  return reply
    .type('text/html; charset=utf-8')
    .send(render(page({ ...shell, path: '/manuales/publicar', title, body })))
}
