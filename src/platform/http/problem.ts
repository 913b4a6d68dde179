import type { FastifyReply } from 'fastify'

/** An error as RFC 9457 says it, with our code. `title` and `detail` are Spanish sentences for the person. */
export type Problem = {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail?: string
  /** Anything that a program may want: the field, what was expected, the reference number. */
  readonly [extension: string]: unknown
}

/** Sends a problem as `application/problem+json`. */
export function problem(reply: FastifyReply, { status, code, title, ...rest }: Problem): FastifyReply {
  const body = { type: `/problemas/${code}`, title, status, code, ...rest }
  return reply.code(status).type('application/problem+json; charset=utf-8').send(JSON.stringify(body))
}

/** An Error to throw that the server answers with `carried`; whatever is open rolls back on its way. */
export function problemError(carried: Problem): Error & { readonly problem: Problem } {
  return Object.assign(new Error(carried.detail ?? carried.title), { problem: carried })
}

export function problemOf(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !('problem' in error)) return undefined
  return error.problem as Problem
}

/** The problem that stands for an error of the framework's own: what the client did, or undefined when it is our fault. */
export function clientProblem(error: { code?: string; statusCode?: number; message?: string }): Problem | undefined {
  const status = error.statusCode ?? 500
  if (status < 400 || status > 499) return undefined
  return { status, ...(byStatus[status] ?? { code: 'bad-request', title: 'La solicitud no se entiende' }) }
}

const byStatus: Readonly<Record<number, { code: string; title: string; detail: string }>> = {
  400: {
    code: 'bad-request',
    title: 'La solicitud no se entiende',
    detail: 'Lo que se envió no tiene la forma esperada. Regrese a la página anterior y envíelo de nuevo.',
  },
  403: {
    code: 'forbidden',
    title: 'No tiene permiso para hacer esto',
    detail: 'Si lo necesita para su trabajo, solicítelo a quien administra el sistema.',
  },
  404: {
    code: 'not-found',
    title: 'Aquí no hay nada',
    detail: 'La dirección no existe o ya no está disponible. Revise que esté bien escrita.',
  },
  405: { code: 'method-not-allowed', title: 'Eso no se puede hacer aquí', detail: 'Use los botones de la página.' },
  413: {
    code: 'too-large',
    title: 'Lo que envió es demasiado grande',
    detail: 'Envíe un archivo más pequeño o divida el envío en partes.',
  },
  415: {
    code: 'unsupported-type',
    title: 'El servidor no recibe ese tipo de contenido',
    detail: 'Envíe JSON (application/json) o un formulario.',
  },
  429: {
    code: 'too-many-requests',
    title: 'Demasiados intentos seguidos',
    detail: 'Espere un minuto y vuelva a intentarlo.',
  },
}
