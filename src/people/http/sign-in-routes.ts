import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { randomToken } from '#src/platform/crypto/token.ts'
import { csrfToken, csrfTokenFits } from '#src/platform/http/csrf.ts'
import { render } from '#src/platform/http/html.ts'
import type { Server } from '#src/platform/http/server.ts'
import { Refused } from '#src/platform/refusal.ts'
import { page, publicPage } from '#src/web/layout.ts'
import { localPath } from '#src/web/preferences.ts'
import { changePassword } from '../change-password.ts'
import { loadDirectory } from '../directory.ts'
import { peopleRefusal } from '../refusals.ts'
import { endSession, openSession } from '../session.store.ts'
import { signIn } from '../sign-in.ts'
import { answering, localeOf } from './answering.ts'
import type { PeopleDeps } from './deps.ts'
import { directoryOf, personOf, requirePerson, sessionCookie } from './identify.ts'
import { leaveFlash, publicShellOf, shellOf } from './shell.ts'
import { passwordBody, signInBody, signInWords } from './sign-in-pages.ts'

const VISIT = 'ventanilla_visita'

/** Pages: entrar, salir, contrasena. API: /api/session. */
export function serveSignIn(server: Server, deps: PeopleDeps): void {
  const { db, now, https, embedded, secret } = deps
  const cookie = sessionCookie(https)
  const keep = (reply: FastifyReply, name: string, value: string) =>
    reply.setCookie(name, value, { path: '/', httpOnly: true, sameSite: 'lax', secure: https })

  async function signInPage(
    request: FastifyRequest,
    reply: FastifyReply,
    about: { back: string; username?: string; refused?: string },
  ) {
    const known = request.cookies[VISIT]
    const visit = known?.length === 43 ? known : randomToken()
    if (visit !== known) keep(reply, VISIT, visit)
    const directory = await loadDirectory(db, now().toString())
    const locale = localeOf(request)
    const csrf = csrfToken(visit, visit)
    const demo = embedded && directory.rows.institution?.demo ? directory : undefined
    reply.type('text/html; charset=utf-8')
    return render(
      publicPage({
        ...publicShellOf(request, directory, csrf),
        title: signInWords(locale, 'title'),
        body: signInBody({ locale, csrf, demo, ...about }),
      }),
    )
  }

  // Before a session there is none to bind the token to: it is bound to this browser's visit.
  const visitFits = (request: FastifyRequest) => {
    const visit = request.cookies[VISIT]
    return visit?.length === 43 && csrfTokenFits(fieldsOf(request)._csrf, visit, visit)
  }

  const hidden = { hide: true } as object

  server.get('/entrar', { schema: hidden }, async (request, reply) => {
    const { volver } = request.query as { volver?: unknown }
    const back = localPath(typeof volver === 'string' ? volver : undefined)
    if (request.person) return reply.redirect(back, 303)
    return signInPage(request, reply, { back })
  })

  server.post('/entrar', { schema: hidden, config: { csrf: 'own' } }, async (request, reply) => {
    const { username = '', password = '', volver } = fieldsOf(request)
    const back = localPath(volver)
    const again = (refusal: Refused['refusal']) => {
      reply.code(refusal.status)
      return signInPage(request, reply, { back, username: username.slice(0, 200), refused: refusal[localeOf(request)] })
    }
    if (!visitFits(request)) return again(peopleRefusal('stale-form'))
    try {
      const at = now().toString()
      const opened = await signIn(db, {
        username,
        password,
        address: request.ip,
        now: at,
        previousToken: request.cookies[cookie],
      })
      keep(reply, cookie, opened.token)
      reply.clearCookie(VISIT, { path: '/' })
      return reply.redirect(opened.mustChangePassword ? '/contrasena' : back, 303)
    } catch (error) {
      if (error instanceof Refused) return again(error.refusal)
      throw error
    }
  })

  server.post(
    '/entrar/como',
    { schema: hidden, config: { csrf: 'own' } },
    answering(async (request, reply) => {
      const at = now().toString()
      const directory = await loadDirectory(db, at)
      const { person, volver } = fieldsOf(request)
      if (!embedded || !directory.rows.institution?.demo) throw new Refused(peopleRefusal('not-found'))
      if (!visitFits(request)) throw new Refused(peopleRefusal('stale-form'))
      if (!directory.activePeople.some(({ id }) => id === person)) throw new Refused(peopleRefusal('not-found'))
      const previous = request.cookies[cookie]
      if (previous !== undefined) await endSession(db, previous)
      const { token } = await openSession(db, { person: person!, now: at })
      keep(reply, cookie, token)
      return reply.redirect(localPath(volver), 303)
    }),
  )

  server.post('/salir', { schema: hidden, config: { oneTimePassword: true } }, async (request, reply) => {
    await leave(request, reply)
    leaveFlash(reply, { kind: 'done', text: signInWords(localeOf(request), 'signed-out') })
    return reply.redirect('/entrar', 303)
  })

  async function leave(request: FastifyRequest, reply: FastifyReply) {
    const token = request.cookies[cookie]
    if (token !== undefined) await endSession(db, token)
    reply.clearCookie(cookie, { path: '/', secure: https })
  }

  async function passwordPage(request: FastifyRequest, reply: FastifyReply, refusal?: Refused['refusal']) {
    const locale = localeOf(request)
    const person = personOf(request)
    const username = directoryOf(request).personById(person.id)?.username ?? ''
    reply.type('text/html; charset=utf-8').code(refusal?.status ?? 200)
    return render(
      page({
        ...(await shellOf(deps, request, reply)),
        ...(person.mustChangePassword ? { nav: [], search: undefined } : {}),
        title: signInWords(locale, 'change-title'),
        width: 'reading',
        body: passwordBody({
          locale,
          csrf: person.csrf,
          username,
          first: person.mustChangePassword,
          faults: refusal?.fields,
          refused: refusal && !refusal.fields ? refusal[locale] : undefined,
        }),
      }),
    )
  }

  const open = { schema: hidden, config: { oneTimePassword: true }, preHandler: requirePerson }
  server.get('/contrasena', open, (request, reply) => passwordPage(request, reply))
  server.post('/contrasena', open, async (request, reply) => {
    try {
      keep(reply, cookie, (await change(request, fieldsOf(request))).token)
      leaveFlash(reply, { kind: 'done', text: signInWords(localeOf(request), 'saved') })
      return reply.redirect('/', 303)
    } catch (error) {
      if (error instanceof Refused) return passwordPage(request, reply, error.refusal)
      throw error
    }
  })

  const change = (
    request: FastifyRequest,
    { current = '', next = '', repeated = '' }: Readonly<Record<string, string | undefined>>,
  ) =>
    changePassword(db, {
      person: personOf(request).id,
      current,
      next,
      repeated,
      address: request.ip,
      token: request.cookies[cookie]!,
      now: now().toString(),
      secret,
    })

  const password = Type.String({ maxLength: 1000 })
  const session = (request: FastifyRequest) => {
    const { id, name, positions, administrator, csrf, mustChangePassword } = personOf(request)
    return { person: { id, name, positions, administrator }, csrf, mustChangePassword }
  }

  server.post(
    '/api/session',
    {
      schema: {
        summary:
          'Sign in; the answer sets the session cookie. Then GET /api/session gives the token for `x-csrf-token`',
        tags: ['session'],
        body: Type.Object({ username: Type.String({ maxLength: 200 }), password }, { additionalProperties: false }),
      },
      config: { csrf: 'own' },
    },
    answering(async (request, reply) => {
      // A form of another site can send urlencoded fields, but not JSON.
      if (!request.headers['content-type']?.startsWith('application/json'))
        throw new Refused(peopleRefusal('stale-form'))
      const { username, password } = request.body as { username: string; password: string }
      const opened = await signIn(db, {
        username,
        password,
        address: request.ip,
        now: now().toString(),
        previousToken: request.cookies[cookie],
      })
      keep(reply, cookie, opened.token)
      const { person, csrf, mustChangePassword } = opened
      return reply.code(201).send({ person, csrf, mustChangePassword })
    }),
  )
  const own = { config: { oneTimePassword: true }, preHandler: requirePerson }
  server.get('/api/session', { ...own, schema: { summary: 'Who is signed in', tags: ['session'] } }, async (request) =>
    session(request),
  )
  server.delete(
    '/api/session',
    { ...own, schema: { summary: 'Sign out', tags: ['session'] } },
    async (request, reply) => {
      await leave(request, reply)
      return reply.code(204).send()
    },
  )
  server.post(
    '/api/session/password',
    {
      ...own,
      schema: {
        summary: 'Change the own password; ends all other sessions',
        tags: ['session'],
        body: Type.Object({ current: password, next: password, repeated: password }, { additionalProperties: false }),
      },
    },
    answering(async (request, reply) => {
      keep(reply, cookie, (await change(request, request.body as Record<string, string>)).token)
      return reply.code(204).send()
    }),
  )
}

/** The text fields of a form; whatever else was sent is as if it were not there. */
export function fieldsOf(request: FastifyRequest): Readonly<Record<string, string | undefined>> {
  const { body } = request
  if (typeof body !== 'object' || body === null) return {}
  return Object.fromEntries(Object.entries(body).filter(([, value]) => typeof value === 'string'))
}
