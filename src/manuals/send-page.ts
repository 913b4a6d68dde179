import type { FastifyReply, FastifyRequest } from 'fastify'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { shellOf } from '#src/people/http/shell.ts'
import { type HtmlFragment, render } from '#src/platform/http/html.ts'
import { page } from '#src/web/layout.ts'

/** A whole page of the manuals. */
export async function sendPage(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  title: string,
  body: HtmlFragment,
): Promise<FastifyReply> {
  const shell = await shellOf(deps.people, request, reply)
  return reply.type('text/html; charset=utf-8').send(render(page({ ...shell, title, body })))
}
