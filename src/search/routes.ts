import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { SHEET_FORMATS, type SheetFormat } from '#src/interchange/spreadsheet/index.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { shellOf, viewOf } from '#src/people/http/shell.ts'
import { sendMade } from '#src/platform/http/attachment.ts'
import { render } from '#src/platform/http/html.ts'
import { page } from '#src/web/layout.ts'
import { localMoment } from '#src/web/locale/time.ts'
import { askedOf, type SearchAsked } from './asked.ts'
import { writeSearchFile } from './file/search-file.ts'
import { searchRefused } from './refusals.ts'
import { runSearch } from './run-search.ts'
import type { NotSaved } from './saved/saved-panel.ts'
import { registerSavedSearches } from './saved/saved-routes.ts'
import { listSavedSearches } from './saved/saved-search.store.ts'
import { KIND_NAMES, place, SEARCH_PATH, searchPage } from './search-page.ts'
import { suggest } from './suggest.ts'
import type { SearchDeps } from './types.ts'
import { words } from './words.ts'

/** The search: its page, what is offered while typing, and the same for programs. */
export function registerSearch(server: FastifyInstance, deps: SearchDeps): void {
  server.get(
    SEARCH_PATH,
    { preHandler: requirePerson },
    answering((request, reply) => sendSearch(deps, request, reply, askedOf(request.query))),
  )
  registerSavedSearches(server, deps, sendSearch)
  for (const format of SHEET_FORMATS)
    server.get(
      `${SEARCH_PATH}/resultados.${format}`,
      { preHandler: requirePerson },
      answering((request, reply) => sendFile(deps, request, reply, format)),
    )
  server.get(
    `${SEARCH_PATH}/sugerencias`,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const { locale } = viewOf(deps.people, request)
      const found = await suggest(deps, await contextOf(deps, request), askedOf(request.query).text)
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
      const asked = askedOf(request.query)
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
        more: counts.find((each) => each.kind === kind)?.more ?? false,
        next: next === null ? null : String(next),
        instead,
        faults: search.faults.map(({ es, en, written }) => ({ es, en, written })),
        href: place(asked.text, kind),
      })
    }),
  )
}

async function sendSearch(
  deps: SearchDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: SearchAsked,
  notSaved?: NotSaved,
): Promise<FastifyReply> {
  const view = viewOf(deps.people, request)
  const person = personOf(request)
  const [{ search, kind, hits, counts, next, instead, cut }, saved] = await Promise.all([
    runSearch(deps, await contextOf(deps, request), { ...asked, counted: asked.before === null }),
    listSavedSearches(deps.db, person.id),
  ])
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
    saved,
    csrf: person.csrf,
    notSaved,
  })
  const shell = await shellOf(deps.people, request, reply)
  const title = words(view.locale, 'title')
  return reply
    .type('text/html; charset=utf-8')
    .send(render(page({ ...shell, title, body, search: { action: SEARCH_PATH, value: asked.text } })))
}

async function sendFile(
  deps: SearchDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  format: SheetFormat,
): Promise<FastifyReply> {
  const view = viewOf(deps.people, request)
  const { text, kind } = askedOf(request.query)
  if (kind !== null && kind !== 'cases' && kind !== 'messages') throw searchRefused('file-nothing')
  const asked = { text, kind: kind ?? 'cases' }
  const { type, bytes } = await writeSearchFile(deps, view, await contextOf(deps, request), format, asked)
  const name = `${KIND_NAMES[asked.kind]}-${localMoment(view, view.now).toPlainDate()}.${format}`
  return sendMade(reply, { name, type, bytes })
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
