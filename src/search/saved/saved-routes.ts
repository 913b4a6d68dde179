import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answering, localeOf } from '#src/people/http/answering.ts'
import { personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash } from '#src/people/http/shell.ts'
import { Refused } from '#src/platform/refusal.ts'
import { askedOf, type SearchAsked } from '../asked.ts'
import { KIND_NAMES, place, SEARCH_PATH } from '../search-page.ts'
import type { SearchDeps } from '../types.ts'
import { words } from '../words.ts'
import { forgetSearch, saveSearch } from './save-search.ts'
import { type NotSaved, SAVED_PATH } from './saved-panel.ts'

type SendSearch = (
  deps: SearchDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: SearchAsked,
  notSaved: NotSaved,
) => Promise<FastifyReply>

/** Keeping searches and forgetting them; a search that was not kept is shown again by `sendSearch`, with what was typed. */
export function registerSavedSearches(server: FastifyInstance, deps: SearchDeps, sendSearch: SendSearch): void {
  const callOf = (request: FastifyRequest) => ({ db: deps.db, person: personOf(request).id, now: deps.clock() })
  server.post(
    SAVED_PATH,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const asked = askedOf(request.body)
      const kind = asked.kind ?? 'cases'
      const said = (request.body as { nombre?: unknown } | undefined)?.nombre
      const name = typeof said === 'string' ? said : ''
      try {
        await saveSearch(callOf(request), { name, query: asked.text, kind: KIND_NAMES[kind] })
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        const { refusal } = error
        reply.code(refusal.status)
        return sendSearch(deps, request, reply, { ...asked, kind }, { name, message: refusal[localeOf(request)] })
      }
      leaveFlash(reply, { kind: 'done', text: words(localeOf(request), 'saved.done') })
      return reply.redirect(place(asked.text, kind), 303)
    }),
  )
  server.post(
    `${SAVED_PATH}/:id/borrar`,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      await forgetSearch(callOf(request), (request.params as { id: string }).id)
      leaveFlash(reply, { kind: 'done', text: words(localeOf(request), 'saved.deleted') })
      return reply.redirect(SEARCH_PATH, 303)
    }),
  )
}
