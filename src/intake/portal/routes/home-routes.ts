import type { FastifyInstance, FastifyRequest } from 'fastify'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { viewOf } from '#src/people/http/shell.ts'
import type { View } from '#src/web/locale/time.ts'
import { articlesFor } from '../articles.ts'
import type { PortalDeps } from '../deps.ts'
import { findOffers, portalOffers } from '../find-offers.ts'
import { homePage, type News } from '../home-page.ts'
import { listMyRequests, type MyRequest } from '../my-requests.store.ts'
import { listNews } from '../news.store.ts'
import { offersConformity } from '../offers-conformity.ts'
import { plainEvent } from '../plain-event.ts'
import { onlyAsks, sendPortalPage } from '../portal-page.ts'
import { type RequestLine, requestLine } from '../request-list.ts'
import { listToSign } from '../to-sign.store.ts'
import { words } from '../words.ts'

const MOST_OPEN = 8
const MOST_ENDED = 5
const MOST_NEWS = 6

/** The first page of whoever asks. */
export function registerPortalHome(server: FastifyInstance, deps: PortalDeps): void {
  server.get(
    '/portal',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const view = viewOf(deps.people, request)
      const offers = portalOffers(await deps.manuals.offers(deps.db, deps.clock()))
      const question = askedFor(request)
      const search =
        question === ''
          ? null
          : {
              question,
              found: findOffers(question, offers),
              articles: await articlesFor(deps, request, question),
            }
      const own = search === null ? await ownPart(deps, request, view) : NOTHING
      const body = homePage(view, { firstName: personOf(request).name.split(' ')[0]!, offers, search, ...own })
      return sendPortalPage(deps, request, reply, { title: words(view.locale, 'title'), body })
    }),
  )
}

const NOTHING = { open: [], moreOpen: false, toConfirm: [], news: [], toSign: [] }

function askedFor(request: FastifyRequest): string {
  const { q } = request.query as { q?: unknown }
  return typeof q === 'string' ? q.trim().slice(0, 200) : ''
}

async function ownPart(deps: PortalDeps, request: FastifyRequest, view: View) {
  const { id } = personOf(request)
  const directory = directoryOf(request)
  const [open, ended, toSign] = await Promise.all([
    listMyRequests(deps.db, id, { ended: false }),
    listMyRequests(deps.db, id, { ended: true, limit: MOST_ENDED }),
    listToSign(deps.db, id, {
      positions: directory.trayPositionsOf(id),
      handed: await onlyAsks(deps, request),
    }),
  ])
  const line = async (each: MyRequest): Promise<RequestLine> =>
    requestLine(view, each, await deps.manuals.version(deps.db, each.versionId), id, directory)
  const lines = await Promise.all(open.map(line))
  // What is the person's turn is shown however old it is.
  const shown = [...lines.filter(({ yours }) => yours), ...lines.filter(({ yours }) => !yours).slice(0, MOST_OPEN)]
  return {
    open: shown,
    moreOpen: shown.length < lines.length,
    toConfirm: await Promise.all((await waitingForAWord(deps, ended, view)).map(line)),
    news: await newsOf(deps, view, request, [...open, ...ended]),
    toSign,
  }
}

async function waitingForAWord(deps: PortalDeps, ended: readonly MyRequest[], view: View): Promise<MyRequest[]> {
  const now = view.now.toString()
  const institution = await deps.institution(deps.db, now)
  const waiting: MyRequest[] = []
  for (const each of ended) {
    const procedure = (await deps.manuals.version(deps.db, each.versionId)).procedure(each.procedure)
    if (procedure !== null && offersConformity(procedure, each.state, now, institution)) waiting.push(each)
  }
  return waiting
}

async function newsOf(
  deps: PortalDeps,
  view: View,
  request: FastifyRequest,
  requests: readonly MyRequest[],
): Promise<News[]> {
  const person = personOf(request).id
  const directory = directoryOf(request)
  const moved = new Map(requests.filter(({ seen, seq }) => seen < seq).map((each) => [each.id, each]))
  const news = new Map<number, News>()
  for (const act of await listNews(deps.db, person, [...moved.values()])) {
    const asked = moved.get(act.caseId)
    if (asked === undefined || news.has(act.caseId)) continue
    const procedure = (await deps.manuals.version(deps.db, asked.versionId)).procedure(asked.procedure)
    const event = plainEvent(view, act, { person, procedure, personName: (id) => directory.personName(id) })
    if (event !== null) news.set(act.caseId, { number: asked.number, title: asked.title, event })
  }
  return [...news.values()].slice(0, MOST_NEWS)
}
