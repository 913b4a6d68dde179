import type { FastifyRequest } from 'fastify'
import { openBox } from '#src/platform/crypto/sealed-box.ts'
import { type HtmlFragment, html, render } from '#src/platform/http/html.ts'
import type { Server } from '#src/platform/http/server.ts'
import { Refused } from '#src/platform/refusal.ts'
import { card } from '#src/web/components/card.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { publicPage } from '#src/web/layout.ts'
import { defineCatalogue } from '#src/web/locale/catalogue.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import { localPath } from '#src/web/preferences.ts'
import { loadDirectory } from '../../directory.ts'
import { answering, localeOf } from '../../http/answering.ts'
import type { PeopleDeps } from '../../http/deps.ts'
import { publicShellOf } from '../../http/shell.ts'
import { type SignInPages, told } from '../../http/sign-in-routes.ts'
import { enter } from '../enter.ts'
import { originOf } from '../origin.ts'
import { readStep, takeStep } from '../step.store.ts'
import { beginOpenid } from './begin-openid.ts'
import { finishOpenid } from './finish-openid.ts'
import { CALLBACK } from './settings.ts'

const hidden = { schema: { hide: true } as object }
const limited = { ...hidden, config: { rateLimit: { max: 60, timeWindow: '1 minute' } } }

/** Signing in at the institution's OpenID provider, and signing out there too. */
export function serveOidc(server: Server, deps: PeopleDeps, { door, show }: SignInPages): void {
  const { db, now, secret } = deps

  // A link and no form: our own policy lets no form lead to another site.
  server.get('/entrar/openid', limited, async (request, reply) => {
    const { volver } = request.query as { volver?: unknown }
    const back = localPath(typeof volver === 'string' ? volver : undefined)
    try {
      const { url, step } = await beginOpenid(db, deps, {
        origin: originOf(deps, request),
        back,
        now: now().toString(),
      })
      door.keepStep(reply, 'openid', step)
      return reply.redirect(url, 303)
    } catch (error) {
      if (error instanceof Refused) return show(request, reply, { back, refusal: told(request, error) })
      throw error
    }
  })

  server.get(CALLBACK, limited, async (request, reply) => {
    try {
      const { person, idToken, bothFactors, back } = await finishOpenid(db, deps, {
        step: door.stepOf(request, 'openid'),
        query: queryOf(request),
        now: now().toString(),
      })
      const entered = await enter(db, deps, {
        person,
        method: 'openid',
        bothFactors,
        ...(idToken === undefined ? {} : { idToken }),
        from: door.browserOf(request),
      })
      door.forgetStep(reply, 'openid')
      return reply.redirect(door.admit(reply, entered, localPath(back)), 303)
    } catch (error) {
      if (error instanceof Refused) return show(request, reply, { back: '/', refusal: told(request, error) })
      throw error
    }
  })

  server.get('/salir/proveedor', hidden, async (request, reply) => {
    const token = door.stepOf(request, 'openid-end')
    const step = await readStep(db, { kind: 'openid-end', token, now: now().toString() })
    if (step === null) return reply.redirect('/entrar', 303)
    const directory = await loadDirectory(db, now().toString())
    const locale = localeOf(request)
    reply.type('text/html; charset=utf-8')
    return render(
      publicPage({
        ...publicShellOf(request, directory, door.visitToken(request, reply)),
        title: words(locale, 'title'),
        body: leavingBody(locale),
      }),
    )
  })

  server.get(
    '/salir/proveedor/continuar',
    hidden,
    answering(async (request, reply) => {
      const token = door.stepOf(request, 'openid-end')
      const step = await takeStep(db, { kind: 'openid-end', token, now: now().toString() })
      door.forgetStep(reply, 'openid-end')
      const url = step?.sealed && openBox(step.sealed, [secret], 'openid end')
      return reply.redirect(url ? url.toString() : '/entrar', 303)
    }),
  )
}

const queryOf = (request: FastifyRequest): string => request.url.split('?')[1] ?? ''

function leavingBody(locale: Locale): HtmlFragment {
  return html`${pageHead({ locale }, { title: words(locale, 'title'), lead: words(locale, 'lead') })}
<div class="sign-in"><div>${card({
    body: html`<p><a class="button primary wide" href="/salir/proveedor/continuar" data-turbo="false">${words(locale, 'there')}</a></p><p><a class="button secondary wide" href="/entrar">${words(locale, 'here')}</a></p>`,
  })}</div></div>`
}

const words = defineCatalogue({
  es: {
    title: 'Cerró su sesión de Ventanilla',
    lead: 'Su cuenta institucional puede seguir abierta en este navegador. Si el equipo es de uso común, ciérrela también.',
    there: 'Cerrar también la cuenta institucional',
    here: 'Volver a la página de entrada',
  },
  en: {
    title: 'You have signed out of Ventanilla',
    lead: 'Your institutional account may still be open in this browser. If others use this computer, sign out of it too.',
    there: 'Sign out of the institutional account too',
    here: 'Back to the sign-in page',
  },
})
