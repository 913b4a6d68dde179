import type { FastifyReply, FastifyRequest } from 'fastify'
import { publicShellOf } from '#src/people/index.ts'
import type { ErrorPage } from '#src/platform/http/errors.ts'
import type { Problem } from '#src/platform/http/problem.ts'
import { trayPlaces } from '#src/trays/tray-places.ts'
import { refusalKind, refusalPage } from '#src/web/refusal-page.ts'
import { navigation } from './navigation.ts'

/** Draws errors for a browser, with the navigation of whoever has signed in. */
export function drawErrorPage(): ErrorPage {
  return (problem: Problem, request: FastifyRequest, _reply: FastifyReply) => {
    if (request.url.startsWith('/api/')) return undefined
    const { person, directory } = request
    const shell = publicShellOf(request, directory ?? null, person?.csrf ?? '')
    const signedIn = person
      ? {
          person: {
            id: person.id,
            name: person.name,
            positions: person.positions.map(({ title, unit }) => ({ title, unit })),
          },
          places: trayPlaces(request),
        }
      : {}
    const kind = refusalKind(problem.status)
    const reference = typeof problem.reference === 'string' ? problem.reference : undefined
    // A refusal of ours says what happened in its title; errors of the framework keep the page's own words.
    const own = problem.detail === undefined ? { detail: problem.title } : {}
    return refusalPage(
      { ...shell, ...signedIn, nav: person ? navigation(request) : [], signOut: '/salir' },
      { kind, ...own, ...(reference === undefined ? {} : { reference }), ...backOf(request) },
    )
  }
}

function backOf(request: FastifyRequest): { back?: string } {
  const referer = request.headers.referer
  if (referer === undefined || !URL.canParse(referer)) return {}
  const { host, pathname, search } = new URL(referer)
  return host === request.headers.host && pathname + search !== request.url ? { back: pathname + search } : {}
}
