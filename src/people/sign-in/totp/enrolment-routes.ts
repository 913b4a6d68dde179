import type { FastifyReply, FastifyRequest } from 'fastify'
import { type HtmlFragment, render } from '#src/platform/http/html.ts'
import type { Server } from '#src/platform/http/server.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { page } from '#src/web/layout.ts'
import { answering, localeOf } from '../../http/answering.ts'
import type { PeopleDeps } from '../../http/deps.ts'
import { directoryOf, personOf, requirePerson } from '../../http/identify.ts'
import { shellOf } from '../../http/shell.ts'
import { endSessionsOf, rotateSession } from '../../session.store.ts'
import { accountWords } from '../account/account-words.ts'
import { fieldsOf, openDoor } from '../door.ts'
import { refusedSignIn } from '../refusals.ts'
import { enrolmentBody, recoveryCodesBody } from './enrolment-page.ts'
import { beginSecondFactor, confirmSecondFactor, hasSecondFactor, pendingSecret } from './second-factor.ts'

const HOME = '/mi-cuenta/segundo-factor'

/** Setting up the second factor; open to whoever the institution asks for one. */
export function serveEnrolment(server: Server, deps: PeopleDeps): void {
  const { db, now } = deps
  const door = openDoor(deps)
  const open = { schema: { hide: true } as object, config: { addingFactor: true }, preHandler: requirePerson }

  async function show(request: FastifyRequest, reply: FastifyReply, refusal?: Refusal) {
    // Whoever views the program as another must not see that one's secret.
    if (request.viewer !== null) throw refusedSignIn('viewing-only')
    const { id, csrf, mustAddFactor = false } = personOf(request)
    const directory = directoryOf(request)
    const locale = localeOf(request)
    if (await hasSecondFactor(db, id)) return reply.redirect('/mi-cuenta', 303)
    const body = enrolmentBody({
      locale,
      csrf,
      secret: await pendingSecret(db, deps, id),
      username: directory.personById(id)?.username ?? '',
      institution: directory.rows.institution?.code ?? '',
      needed: mustAddFactor,
      refused: refusal?.[locale],
    })
    return send(request, reply, { title: accountWords(locale, 'factor-title'), body, status: refusal?.status })
  }

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    { title, body, status = 200 }: { readonly title: string; readonly body: HtmlFragment; readonly status?: number },
  ) {
    reply.type('text/html; charset=utf-8').code(status)
    const bare = personOf(request).mustAddFactor ? { nav: [], search: undefined } : {}
    return render(page({ ...(await shellOf(deps, request, reply)), ...bare, title, width: 'reading', body }))
  }

  server.get(HOME, open, answering(show))

  server.post(
    HOME,
    open,
    answering(async (request, reply) => {
      await beginSecondFactor(db, deps, { person: personOf(request).id, now: now().toString() })
      return reply.redirect(HOME, 303)
    }),
  )

  server.post(
    `${HOME}/confirmar`,
    open,
    answering(async (request, reply) => {
      const { id } = personOf(request)
      const { tokenHash } = request.session!
      const at = now().toString()
      try {
        let renewed = { token: '', csrf: '' }
        const codes = await confirmSecondFactor(
          db,
          deps,
          { person: id, code: fieldsOf(request).code ?? '', address: request.ip, now: at },
          async (tx) => {
            // The others were opened with one factor.
            await endSessionsOf(tx, id, tokenHash)
            renewed = await rotateSession(tx, tokenHash, { secondFactorAt: at })
          },
        )
        door.renewSession(request, reply, renewed)
        const locale = localeOf(request)
        const body = recoveryCodesBody(locale, { codes, done: accountWords(locale, 'factor-done') })
        return send(request, reply, { title: accountWords(locale, 'codes-title'), body })
      } catch (error) {
        if (error instanceof Refused) return show(request, reply, error.refusal)
        throw error
      }
    }),
  )
}
