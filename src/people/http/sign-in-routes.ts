import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { render } from '#src/platform/http/html.ts'
import type { Server } from '#src/platform/http/server.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { publicPage } from '#src/web/layout.ts'
import { localPath } from '#src/web/preferences.ts'
import { loadDirectory } from '../directory.ts'
import { peopleRefusal } from '../refusals.ts'
import { endSession, openSession } from '../session.store.ts'
import { type Door, fieldsOf, openDoor } from '../sign-in/door.ts'
import { type Entered, enterWithCode } from '../sign-in/enter.ts'
import { endOpenid } from '../sign-in/oidc/end-openid.ts'
import { openidButton } from '../sign-in/oidc/settings.ts'
import { passkeysWork } from '../sign-in/passkeys/relying-party.ts'
import { refusedSignIn } from '../sign-in/refusals.ts'
import { codeBody } from '../sign-in/totp/code-page.ts'
import { signIn } from '../sign-in.ts'
import { answering, localeOf } from './answering.ts'
import type { PeopleDeps } from './deps.ts'
import { personOf, requirePerson, sessionCookie } from './identify.ts'
import { servePassword } from './password-routes.ts'
import { leaveFlash, publicShellOf } from './shell.ts'
import { signInBody, signInWords } from './sign-in-pages.ts'

export { fieldsOf } from '../sign-in/door.ts'

const hidden = { hide: true } as object

export interface SignInPages {
  readonly door: Door
  /** The sign-in page, with what was refused. */
  show(
    request: FastifyRequest,
    reply: FastifyReply,
    about: { readonly back: string; readonly username?: string; readonly refusal?: Refusal },
  ): Promise<string>
}

/** Pages: entrar, salir, contrasena. API: /api/session. Gives what the other ways in share with them. */
export function serveSignIn(server: Server, deps: PeopleDeps): SignInPages {
  const { db, now, https, embedded, secret } = deps
  const cookie = sessionCookie(https)
  const door = openDoor(deps)

  const show: SignInPages['show'] = async (request, reply, { back, username, refusal }) => {
    const directory = await loadDirectory(db, now().toString())
    const locale = localeOf(request)
    const csrf = door.visitToken(request, reply)
    const demo = embedded && directory.rows.institution?.demo ? directory : undefined
    reply.type('text/html; charset=utf-8')
    if (refusal) reply.code(refusal.status)
    return render(
      publicPage({
        ...publicShellOf(request, directory, csrf),
        title: signInWords(locale, 'title'),
        body: signInBody({
          locale,
          csrf,
          demo,
          back,
          username,
          refused: refusal?.[locale],
          passkeys: passkeysWork(deps, request),
          openid: await openidButton(db, secret),
        }),
      }),
    )
  }

  server.get('/entrar', { schema: hidden }, async (request, reply) => {
    const { volver } = request.query as { volver?: unknown }
    const back = localPath(typeof volver === 'string' ? volver : undefined)
    if (request.person) return reply.redirect(back, 303)
    return show(request, reply, { back })
  })

  server.post('/entrar', { schema: hidden, config: { csrf: 'own', whileViewing: true } }, async (request, reply) => {
    const { username = '', password = '', volver, _csrf } = fieldsOf(request)
    const back = localPath(volver)
    const again = (refusal: Refusal) => show(request, reply, { back, username: username.slice(0, 200), refusal })
    if (!door.visitFits(request, _csrf)) return again(peopleRefusal('stale-form'))
    try {
      const entered = await signIn(db, deps, { username, password, ...door.browserOf(request) })
      return reply.redirect(door.admit(reply, entered, back), 303)
    } catch (error) {
      if (error instanceof Refused) return again(told(request, error))
      throw error
    }
  })

  async function codePage(request: FastifyRequest, reply: FastifyReply, back: string, refusal?: Refusal) {
    const directory = await loadDirectory(db, now().toString())
    const locale = localeOf(request)
    const csrf = door.visitToken(request, reply)
    reply.type('text/html; charset=utf-8')
    if (refusal) reply.code(refusal.status)
    return render(
      publicPage({
        ...publicShellOf(request, directory, csrf),
        title: signInWords(locale, 'code-title'),
        body: codeBody({ locale, csrf, back, refused: refusal?.[locale] }),
      }),
    )
  }

  server.get('/entrar/segundo-factor', { schema: hidden }, async (request, reply) => {
    const { volver } = request.query as { volver?: unknown }
    const back = localPath(typeof volver === 'string' ? volver : undefined)
    if (door.stepOf(request, 'second-factor') === undefined) return reply.redirect('/entrar', 303)
    return codePage(request, reply, back)
  })

  server.post(
    '/entrar/segundo-factor',
    { schema: hidden, config: { csrf: 'own', whileViewing: true } },
    async (request, reply) => {
      const { code = '', volver, _csrf } = fieldsOf(request)
      const back = localPath(volver)
      if (!door.visitFits(request, _csrf)) return codePage(request, reply, back, peopleRefusal('stale-form'))
      try {
        const step = door.stepOf(request, 'second-factor')
        const entered = await enterWithCode(db, deps, { step, code, from: door.browserOf(request) })
        return reply.redirect(door.admit(reply, entered, back), 303)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        const { refusal } = error
        if (refusal.code === 'step-over' || refusal.code === 'account-gone')
          return show(request, reply, { back, refusal })
        return codePage(request, reply, back, refusal)
      }
    },
  )

  server.post(
    '/entrar/como',
    { schema: hidden, config: { csrf: 'own', whileViewing: true } },
    answering(async (request, reply) => {
      const at = now().toString()
      const directory = await loadDirectory(db, at)
      const { person, volver, _csrf } = fieldsOf(request)
      if (!embedded || !directory.rows.institution?.demo) throw new Refused(peopleRefusal('not-found'))
      if (!door.visitFits(request, _csrf)) throw new Refused(peopleRefusal('stale-form'))
      if (!directory.activePeople.some(({ id }) => id === person)) throw new Refused(peopleRefusal('not-found'))
      const { device, address, previousToken } = door.browserOf(request)
      if (previousToken !== undefined) await endSession(db, previousToken)
      // The demonstration asks for nothing at all, so not for a second factor either.
      const { token } = await openSession(db, {
        person: person!,
        now: at,
        method: 'demonstration',
        secondFactor: true,
        device,
        address,
      })
      door.keepSession(reply, token)
      return reply.redirect(localPath(volver), 303)
    }),
  )

  server.post(
    '/salir',
    { schema: hidden, config: { oneTimePassword: true, whileViewing: true } },
    async (request, reply) => {
      const ending = await endOpenid(deps, request)
      await leave(request, reply)
      leaveFlash(reply, { kind: 'done', text: signInWords(localeOf(request), 'signed-out') })
      if (ending === null) return reply.redirect('/entrar', 303)
      door.keepStep(reply, 'openid-end', ending)
      return reply.redirect('/salir/proveedor', 303)
    },
  )

  async function leave(request: FastifyRequest, reply: FastifyReply) {
    const token = request.cookies[cookie]
    if (token !== undefined) await endSession(db, token)
    reply.clearCookie(cookie, { path: '/', secure: https })
  }

  servePassword(server, deps)

  const answered = (entered: Entered) => {
    if (entered.kind === 'second-factor') throw refusedSignIn('second-factor-needed')
    const { person, csrf, mustChangePassword } = entered
    return { person, csrf, mustChangePassword }
  }

  server.post(
    '/api/session',
    {
      schema: {
        summary:
          'Sign in; the answer sets the session cookie. Then GET /api/session gives the token for `x-csrf-token`. `code` is the second factor, for whoever has one',
        tags: ['session'],
        body: Type.Object(
          {
            username: Type.String({ maxLength: 200 }),
            password: Type.String({ maxLength: 1000 }),
            code: Type.Optional(Type.String({ maxLength: 40 })),
          },
          { additionalProperties: false },
        ),
      },
      config: { csrf: 'own', whileViewing: true },
    },
    answering(async (request, reply) => {
      // A form of another site can send urlencoded fields, but not JSON.
      if (!request.headers['content-type']?.startsWith('application/json'))
        throw new Refused(peopleRefusal('stale-form'))
      const { username, password, code } = request.body as { username: string; password: string; code?: string }
      const from = door.browserOf(request)
      const first = await signIn(db, deps, { username, password, ...from }).catch((error: unknown) => {
        if (error instanceof Refused) told(request, error)
        throw error
      })
      const entered =
        first.kind === 'second-factor' && code !== undefined
          ? await enterWithCode(db, deps, { step: first.step, code, from })
          : first
      const answer = answered(entered)
      if (entered.kind === 'session') door.keepSession(reply, entered.token)
      return reply.code(201).send(answer)
    }),
  )
  const own = { config: { oneTimePassword: true }, preHandler: requirePerson }
  server.get(
    '/api/session',
    { ...own, schema: { summary: 'Who is signed in', tags: ['session'] } },
    async (request) => {
      const { id, name, positions, administrator, csrf, mustChangePassword } = personOf(request)
      const viewer = request.viewer && { id: request.viewer.id, name: request.viewer.name }
      return { person: { id, name, positions, administrator }, csrf, mustChangePassword, ...(viewer ? { viewer } : {}) }
    },
  )
  server.delete(
    '/api/session',
    {
      config: { oneTimePassword: true, whileViewing: true },
      preHandler: requirePerson,
      schema: { summary: 'Sign out', tags: ['session'] },
    },
    async (request, reply) => {
      await leave(request, reply)
      return reply.code(204).send()
    },
  )
  return { door, show }
}

/** The refusal, after its cause was told to the operator where it is the operator's to mend. */
export function told(request: FastifyRequest, { refusal, cause }: Refused): Refusal {
  if (cause instanceof Error) {
    // What a provider answered may hold a token: of its answer only the two words of the error.
    const { code, error } = cause as { code?: unknown; error?: unknown }
    const words = [cause.message, code, error].filter((each) => typeof each === 'string').join(': ')
    request.log.error({ cause: words, code: refusal.code, reference: request.id }, 'somebody could not sign in')
  }
  return refusal
}
