import type { FastifyReply, FastifyRequest } from 'fastify'
import { directoryOf, personOf } from '#src/people/http/identify.ts'
import { shellOf, viewOf } from '#src/people/http/shell.ts'
import { type HtmlFragment, html, render } from '#src/platform/http/html.ts'
import { sendCompressed } from '#src/platform/http/send-compressed.ts'
import type { NavItem } from '#src/web/layout.ts'
import { lightPage } from '#src/web/light-page.ts'
import type { PortalDeps } from './deps.ts'
import { landsInPortal } from './lands-in-portal.ts'
import { words } from './words.ts'

/** Sends a page of the portal. `path` where it is another than the request's, after a refused form. */
export async function sendPortalPage(
  deps: PortalDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { title, body, path }: { readonly title: string; readonly body: HtmlFragment; readonly path?: string },
): Promise<FastifyReply> {
  // Turbo of a desk's page cannot draw this one and would load it twice: the word that the last action left is for the second time.
  if (request.method === 'GET' && request.headers['x-turbo-request-id'] !== undefined)
    return reply.type('text/html; charset=utf-8').send(LOAD_ANEW)
  // The navigation of the desk is not asked for: it may count what waits in trays.
  const shell = await shellOf({ ...deps.people, nav: async () => portalNav(deps, request) }, request, reply)
  const page = lightPage({ ...shell, ...(path === undefined ? {} : { path }), home: '/portal', title, body })
  return sendCompressed(request, reply, render(page))
}

const LOAD_ANEW = render(html`<!doctype html>
<html lang="es">
<head>
<meta charset="utf-8">
<title>Ventanilla</title>
<meta name="turbo-visit-control" content="reload">
</head>
<body></body>
</html>
`)

async function portalNav(deps: PortalDeps, request: FastifyRequest): Promise<NavItem[]> {
  const { locale } = viewOf(deps.people, request)
  const items: NavItem[] = [
    { label: words(locale, 'nav.home'), href: '/portal', icon: 'plus' },
    { label: words(locale, 'nav.requests'), href: '/portal/solicitudes', icon: 'cases' },
  ]
  if (!(await onlyAsks(deps, request)))
    items.push({ label: words(locale, 'nav.trays'), href: '/bandejas', icon: 'tray' })
  return items
}

/** Has this person no work at the desk? */
export async function onlyAsks(
  deps: Pick<PortalDeps, 'db' | 'manuals' | 'clock'>,
  request: FastifyRequest,
): Promise<boolean> {
  return landsInPortal(personOf(request), directoryOf(request), await deps.manuals.inForce(deps.db, deps.clock()))
}
