import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance } from 'fastify'
import { render } from '#src/platform/http/html.ts'
import { serveAssets } from './assets.ts'
import { GALLERY_PAGES, type GalleryPage, gallery } from './gallery.ts'
import { localeFrom } from './locale/locale.ts'
import { servePreferences, themeFrom } from './preferences.ts'

/** The strictest policy that the pages must live with. */
export const STRICT_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** Serves the gallery alone, without database or session: `/gallery/tray` and so on. For the browser's test and for looking. */
export function galleryServer(): FastifyInstance {
  const app = Fastify()
  app.register(formbody)
  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', STRICT_CSP)
  })
  serveAssets(app)
  servePreferences(app)
  app.get<{ Params: { page: string } }>('/gallery/:page', (request, reply) => {
    const which = GALLERY_PAGES.find((each): each is GalleryPage => each === request.params.page)
    if (!which) return reply.code(404).send()
    const cookie = (name: string) => new RegExp(`(?:^|; )${name}=(\\w+)`).exec(request.headers.cookie ?? '')?.[1]
    return reply
      .type('text/html; charset=utf-8')
      .send(render(gallery(which, { locale: localeFrom(cookie('idioma')), theme: themeFrom(cookie('apariencia')) })))
  })
  return app
}
