import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { render } from '#src/platform/http/html.ts'
import type { Server } from '#src/platform/http/server.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { page } from '#src/web/layout.ts'
import { changePassword } from '../change-password.ts'
import { fieldsOf, openDoor } from '../sign-in/door.ts'
import { answering, localeOf } from './answering.ts'
import type { PeopleDeps } from './deps.ts'
import { directoryOf, personOf, requirePerson, sessionCookie } from './identify.ts'
import { leaveFlash, shellOf } from './shell.ts'
import { passwordBody, signInWords } from './sign-in-pages.ts'

/** Changing one's own password: a page, and a route of the API. */
export function servePassword(server: Server, deps: PeopleDeps): void {
  const { db, now, https, secret } = deps
  const cookie = sessionCookie(https)
  const door = openDoor(deps)

  async function show(request: FastifyRequest, reply: FastifyReply, refusal?: Refusal) {
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

  const change = (
    request: FastifyRequest,
    { current = '', next = '', repeated = '' }: Readonly<Record<string, string | undefined>>,
  ) => {
    const { device, address } = door.browserOf(request)
    return changePassword(db, {
      person: personOf(request).id,
      current,
      next,
      repeated,
      address,
      device,
      secondFactor: request.session!.secondFactor,
      token: request.cookies[cookie]!,
      now: now().toString(),
      secret,
    })
  }

  const open = { schema: { hide: true } as object, config: { oneTimePassword: true }, preHandler: requirePerson }
  server.get('/contrasena', open, (request, reply) => show(request, reply))
  server.post('/contrasena', open, async (request, reply) => {
    try {
      door.keepSession(reply, (await change(request, fieldsOf(request))).token)
      leaveFlash(reply, { kind: 'done', text: signInWords(localeOf(request), 'saved') })
      return reply.redirect('/', 303)
    } catch (error) {
      if (error instanceof Refused) return show(request, reply, error.refusal)
      throw error
    }
  })

  const password = Type.String({ maxLength: 1000 })
  server.post(
    '/api/session/password',
    {
      config: { oneTimePassword: true },
      preHandler: requirePerson,
      schema: {
        summary: 'Change the own password; ends all other sessions',
        tags: ['session'],
        body: Type.Object({ current: password, next: password, repeated: password }, { additionalProperties: false }),
      },
    },
    answering(async (request, reply) => {
      door.keepSession(reply, (await change(request, request.body as Record<string, string>)).token)
      return reply.code(204).send()
    }),
  )
}
