import type { FastifyReply, FastifyRequest } from 'fastify'
import { problemError } from '#src/platform/http/problem.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { LOCALE_COOKIE, type Locale, localeFrom } from '#src/web/locale/locale.ts'

/** The language of a request. */
export const localeOf = (request: FastifyRequest): Locale => localeFrom(request.cookies[LOCALE_COOKIE])

/** A refusal as the error that the server answers: a page for a browser, problem details for a program. */
export function refusalError(refusal: Refusal, locale: Locale): Error {
  const { status, code, fields } = refusal
  const faults = Object.entries(fields ?? {}).map(([field, fault]) => ({
    field,
    code: fault.code,
    detail: fault[locale],
  }))
  return problemError({ status, code, title: refusal[locale], ...(fields ? { errors: faults } : {}) })
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

/** Lets a handler throw `Refused`, after its transaction has rolled back. */
export const answering =
  (handler: Handler): Handler =>
  async (request, reply) => {
    try {
      return await handler(request, reply)
    } catch (error) {
      throw error instanceof Refused ? refusalError(error.refusal, localeOf(request)) : error
    }
  }
