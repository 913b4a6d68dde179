import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { leaveFlash } from '../http/shell.ts'

export interface FormAnswer {
  readonly work: (request: FastifyRequest) => Promise<void>
  /** The page again, with what was refused. */
  readonly show: (request: FastifyRequest, reply: FastifyReply, refusal: Refusal) => Promise<unknown>
  /** What the page says when it is done. */
  readonly done: (request: FastifyRequest) => string
  readonly home: string
}

/** Does what a form asks and comes back to its page; what is refused is said on it. */
export function answerForm({ work, show, done, home }: FormAnswer) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    try {
      await work(request)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return show(request, reply, error.refusal)
    }
    leaveFlash(reply, { kind: 'done', text: done(request) })
    return reply.redirect(home, 303)
  }
}
