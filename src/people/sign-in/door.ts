import type { FastifyReply, FastifyRequest } from 'fastify'
import { hashToken, randomToken } from '#src/platform/crypto/token.ts'
import { csrfToken, csrfTokenFits } from '#src/platform/http/csrf.ts'
import type { PeopleDeps } from '../http/deps.ts'
import { sessionCookie } from '../http/identify.ts'
import type { Browser, Entered } from './enter.ts'
import type { StepKind } from './step.store.ts'

const VISIT = 'ventanilla_visita'

/** The cookie that ties a step to the browser that began it. */
const stepCookie = (kind: StepKind) => `ventanilla_paso_${kind.replaceAll('-', '_')}`

/** The cookies of the way in: a visit before there is a session, a step between two factors, the session at the end. */
export function openDoor({ https, now }: Pick<PeopleDeps, 'https' | 'now'>) {
  const session = sessionCookie(https)
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: https } as const
  const keep = (reply: FastifyReply, name: string, value: string) => reply.setCookie(name, value, options)

  return {
    keepSession: (reply: FastifyReply, token: string) => keep(reply, session, token),
    keepStep: (reply: FastifyReply, kind: StepKind, token: string) => keep(reply, stepCookie(kind), token),
    stepOf: (request: FastifyRequest, kind: StepKind): string | undefined => request.cookies[stepCookie(kind)],
    forgetStep: (reply: FastifyReply, kind: StepKind) => reply.clearCookie(stepCookie(kind), { path: '/' }),

    /** Keeps the new token of a session that was rotated, for this answer's forms too. */
    renewSession(
      request: FastifyRequest,
      reply: FastifyReply,
      { token, csrf }: { readonly token: string; readonly csrf: string },
    ): void {
      keep(reply, session, token)
      if (request.session) request.session = { ...request.session, tokenHash: hashToken(token), csrf }
    },

    /** The token of this visit's forms: before a session there is none to bind it to. */
    visitToken(request: FastifyRequest, reply: FastifyReply): string {
      const known = request.cookies[VISIT]
      const visit = known?.length === 43 ? known : randomToken()
      if (visit !== known) keep(reply, VISIT, visit)
      return csrfToken(visit, visit)
    },

    visitFits(request: FastifyRequest, token: unknown): boolean {
      const visit = request.cookies[VISIT]
      return visit?.length === 43 && csrfTokenFits(token, visit, visit)
    },

    browserOf: (request: FastifyRequest): Browser => ({
      device: request.headers['user-agent'] ?? '',
      address: request.ip,
      now: now().toString(),
      previousToken: request.cookies[session],
    }),

    /** Lets in, or on to the code; gives the page that comes next. */
    admit(reply: FastifyReply, entered: Entered, back: string): string {
      if (entered.kind === 'second-factor') {
        keep(reply, stepCookie('second-factor'), entered.step)
        return `/entrar/segundo-factor?volver=${encodeURIComponent(back)}`
      }
      keep(reply, session, entered.token)
      reply.clearCookie(VISIT, { path: '/' })
      reply.clearCookie(stepCookie('second-factor'), { path: '/' })
      return entered.mustChangePassword ? '/contrasena' : back
    },
  }
}

export type Door = ReturnType<typeof openDoor>

/** The text fields of a form; whatever else was sent is as if it were not there. */
export function fieldsOf(request: FastifyRequest): Readonly<Record<string, string | undefined>> {
  const { body } = request
  if (typeof body !== 'object' || body === null) return {}
  return Object.fromEntries(Object.entries(body).filter(([, value]) => typeof value === 'string'))
}
