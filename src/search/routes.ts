import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { shellOf, viewOf } from '#src/people/http/shell.ts'
import { render } from '#src/platform/http/html.ts'
import { page } from '#src/web/layout.ts'
import type { ResultKind } from './query/filters.ts'
import { type Asked, runSearch } from './run-search.ts'
import { KIND_NAMES, place, RESULT_KINDS, SEARCH_PATH, searchPage } from './search-page.ts'
import { suggest } from './suggest.ts'
import type { SearchDeps } from './types.ts'
import { words } from './words.ts'

/** The search: its page, what is offered while typing, and the same for programs. */
export function registerSearch(server: FastifyInstance, deps: SearchDeps): void {
  server.get(
    SEARCH_PATH,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const view = viewOf(deps.people, request)
      const asked = askedOf(request)
      const { search, kind, hits, counts, next, instead, cut } = await runSearch(deps, await contextOf(deps, request), {
        ...asked,
        counted: asked.before === null,
      })
      const body = searchPage(view, {
        query: asked.text,
        kind,
        hits,
        counts,
        next,
        instead,
        cut,
        filters: search.written.filters,
        faults: search.faults.map((fault) => fault[view.locale]),
        later: asked.before !== null,
      })
      const shell = await shellOf(deps.people, request, reply)
      const title = words(view.locale, 'title')
      return reply
        .type('text/html; charset=utf-8')
        .send(render(page({ ...shell, title, body, search: { action: SEARCH_PATH, value: asked.text } })))
    }),
  )
  server.get(
    `${SEARCH_PATH}/sugerencias`,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const { locale } = viewOf(deps.people, request)
      const found = await suggest(deps, await contextOf(deps, request), askedOf(request).text)
      return reply
        .header('cache-control', 'no-store')
        .send({ suggestions: found.map((each) => ({ ...each, kindLabel: words(locale, `suggest.${each.kind}`) })) })
    }),
  )
  server.get(
    '/api/search',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'search',
        summary:
          'What the person may read and the search finds, a page at a time; filters are written in `q` as `estado:abierto`',
        tags: ['search'],
        querystring: Type.Object({
          q: Type.String({ maxLength: 20_000 }),
          en: Type.Optional(Type.String({ maxLength: 20 })),
          desde: Type.Optional(Type.String({ maxLength: 20 })),
        }),
      },
    },
    answering(async (request, reply) => {
      const asked = askedOf(request)
      const { search, kind, hits, next, instead, counts } = await runSearch(deps, await contextOf(deps, request), {
        ...asked,
        counted: false,
      })
      return reply.send({
        kind: KIND_NAMES[kind],
        hits: hits.map(({ icon: _, passage, ...hit }) => ({
          ...hit,
          passage: passage?.map(({ text }) => text).join('') ?? null,
        })),
        more: counts[0]?.more ?? false,
        next: next === null ? null : String(next),
        instead,
        faults: search.faults.map(({ es, en, written }) => ({ es, en, written })),
        href: place(asked.text, kind),
      })
    }),
  )
}

function askedOf(request: FastifyRequest): Omit<Asked, 'counted'> {
  const { q, en, desde } = request.query as { q?: unknown; en?: unknown; desde?: unknown }
  const kind: ResultKind | undefined = RESULT_KINDS.find((each) => KIND_NAMES[each] === en)
  return {
    text: typeof q === 'string' ? q.slice(0, 2_000) : '',
    kind: kind ?? null,
    before: typeof desde === 'string' && /^[1-9]\d{0,14}$/.test(desde) ? Number(desde) : null,
  }
}

async function contextOf(deps: SearchDeps, request: FastifyRequest) {
  const directory = directoryOf(request)
  const view = viewOf(deps.people, request)
  const now = deps.clock()
  return {
    person: personOf(request),
    directory,
    manuals: await deps.manuals.inForce(deps.db, now, request.revision),
    now,
    timeZone: view.timeZone,
    locale: view.locale,
  }
}
