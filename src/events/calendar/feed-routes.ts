import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendPage } from '#src/people/http/admin-routes.ts'
import { answering, localeOf, refusalError } from '#src/people/http/answering.ts'
import { personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import { keyFingerprint } from '#src/platform/crypto/signing-key.ts'
import { sha256Hex } from '#src/platform/crypto/token.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Server } from '#src/platform/http/server.ts'
import { when } from '#src/web/components/badges.ts'
import { buttonLink, postButton } from '#src/web/components/button.ts'
import { card, facts } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import type { View } from '#src/web/locale/time.ts'
import type { EventsDeps } from '../deps.ts'
import { dueSteps, type Feed, feedOf, findFeed, makeFeed, noteContent, removeFeed } from './feed.store.ts'
import { feedWords as words } from './words.ts'
import { type IcsEvent, writeIcs } from './write-ics.ts'

/** «Mi calendario», and the calendar itself at its secret address. */
export function serveCalendarFeed(server: Server, deps: EventsDeps): void {
  const { db, people } = deps
  const own = { schema: { hide: true } as object, preHandler: requirePerson }
  server.get(
    '/mi-calendario',
    own,
    answering(async (request, reply) => {
      const view = viewOf(people, request)
      const body = feedBody(view, await feedOf(db, personOf(request).id), personOf(request).csrf)
      return sendPage(people, request, reply, { title: words(view.locale, 'title'), body })
    }),
  )
  server.post(
    '/mi-calendario',
    own,
    answering(async (request, reply) => {
      const locale = localeOf(request)
      const token = await makeFeed(db, personOf(request).id, deps.clock())
      const address = `${people.https ? 'https' : 'http'}://${request.host}/calendario/${token}.ics`
      const body = html`${pageHead({ locale }, { title: words(locale, 'once-title'), lead: words(locale, 'once-lead') })}${card(
        {
          body: html`<p class="secret-token"><code>${address}</code></p><p>${words(locale, 'once-next')}</p><p>${buttonLink({ label: words(locale, 'done'), href: '/mi-calendario', look: 'primary' })}</p>`,
        },
      )}`
      return sendPage(people, request, reply, { title: words(locale, 'once-title'), body })
    }),
  )
  server.post(
    '/mi-calendario/quitar',
    own,
    answering(async (request, reply) => {
      await removeFeed(db, personOf(request).id)
      leaveFlash(reply, { kind: 'done', text: words(localeOf(request), 'removed') })
      return reply.redirect('/mi-calendario', 303)
    }),
  )
  // Open to whoever has the address: calendar programs cannot sign in. The address is 256 random bits.
  server.get(
    '/calendario/:file',
    { schema: { hide: true } as object, config: { rateLimit: { max: 60, timeWindow: '1 minute' } } },
    answering((request, reply) => sendCalendar(deps, request, reply)),
  )
}

function feedBody(view: View, feed: Feed | null, csrf: string): HtmlFragment {
  const { locale } = view
  const post = (label: 'make' | 'renew' | 'remove', action: string, look: 'primary' | 'secondary' | 'quiet') =>
    // The answer shows the address, which Turbo would not.
    html`<div data-turbo="false">${postButton({ action, csrf, label: words(locale, label), look })}</div>`
  const body =
    feed === null
      ? emptyState({
          icon: 'clock',
          title: words(locale, 'none'),
          text: words(locale, 'none-text'),
          action: post('make', '/mi-calendario', 'primary'),
        })
      : html`${facts([
          { term: words(locale, 'made'), value: when(view, feed.madeAt) },
          {
            term: words(locale, 'last-use'),
            value: feed.lastUsedAt === null ? words(locale, 'never') : when(view, feed.lastUsedAt),
          },
        ])}<p class="muted">${words(locale, 'renew-text')}</p><div class="row-actions">${post('renew', '/mi-calendario', 'secondary')}${post('remove', '/mi-calendario/quitar', 'quiet')}</div>`
  return html`${pageHead(view, { title: words(locale, 'title'), lead: words(locale, 'lead') })}${card({
    ...(feed === null ? {} : { title: words(locale, 'there') }),
    body,
  })}`
}

async function sendCalendar(deps: EventsDeps, request: FastifyRequest, reply: FastifyReply) {
  const { db, clock } = deps
  const { file } = request.params as { file: string }
  const token = /^([\w-]{43})\.ics$/.exec(file)?.[1]
  const feed = token === undefined ? null : await findFeed(db, token)
  const now = clock()
  const { directory } = await deps.institution(db, now)
  const person = feed === null ? null : directory.personById(feed.person)
  if (feed === null || person === null || (person.leftOn !== null && person.leftOn <= directory.today))
    throw refusalError(peopleRefusal('not-found'), localeOf(request))
  const base = `${deps.people.https ? 'https' : 'http'}://${request.host}`
  const who = {
    person: person.id,
    positions: directory.trayPositionsOf(person.id),
    groups: directory.groupsOf(person.id),
  }
  const text = writeIcs(words('es', 'name', { name: person.name }), await eventsOf(deps, who, base))
  const hash = sha256Hex(text)
  const changed = await noteContent(db, feed, hash, now)
  const etag = `"${hash.slice(0, 32)}"`
  reply
    .header('etag', etag)
    .header('last-modified', new Date(changed).toUTCString())
    .header('cache-control', 'private, max-age=0, must-revalidate')
  if (isKnown(request, etag, changed)) return reply.code(304).send()
  return reply
    .type('text/calendar; charset=utf-8')
    .header('content-disposition', 'inline; filename="ventanilla.ics"')
    .send(text)
}

/** Whether the calendar program has this content already; `If-None-Match` counts before `If-Modified-Since`. */
function isKnown({ headers }: FastifyRequest, etag: string, changed: string): boolean {
  const none = headers['if-none-match']
  if (none !== undefined)
    return none.split(',').some((each) => each.trim().replace(/^W\//, '') === etag || each.trim() === '*')
  const since = Date.parse(headers['if-modified-since'] ?? '')
  return Number.isFinite(since) && Math.floor(Date.parse(changed) / 1000) * 1000 <= since
}

async function eventsOf(
  deps: EventsDeps,
  who: Parameters<typeof dueSteps>[1],
  base: string,
): Promise<readonly IcsEvent[]> {
  const steps = await dueSteps(deps.db, who)
  const place = keyFingerprint(deps.signingKey.publicPem)
  const versions = new Map<number, Awaited<ReturnType<typeof deps.manuals.version>>>()
  for (const id of new Set(steps.map(({ versionId }) => versionId)))
    versions.set(id, await deps.manuals.version(deps.db, id))
  return steps.map(({ number, title, versionId, procedure, task, row, mine, priority, arrivedAt, dueAt }) => {
    const url = `${base}/expedientes/${number}`
    const text = versions.get(versionId)!.procedure(procedure)?.rows.get(row)?.text ?? ''
    return {
      uid: `${number}-${task}@${place}.ventanilla`,
      at: dueAt,
      stamp: arrivedAt,
      summary: words('es', 'step-of', { row, number, title }),
      description: `${text}\n${words('es', mine ? 'mine' : 'tray')}\n${url}`,
      url,
      alarm: 60,
      priority: [1, 3, 5, 7][priority - 1] ?? 5,
    }
  })
}
