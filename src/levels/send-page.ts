import type { FastifyReply, FastifyRequest } from 'fastify'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { shellOf } from '#src/people/http/shell.ts'
import { type HtmlFragment, render } from '#src/platform/http/html.ts'
import { page } from '#src/web/layout.ts'

/** A page of this folder, with its surroundings. */
export async function sendPage(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  {
    title,
    body,
    topics,
    status = 200,
  }: {
    readonly title: string
    readonly body: HtmlFragment
    /** What makes the page draw itself anew. */
    readonly topics?: readonly string[]
    readonly status?: number
  },
): Promise<FastifyReply> {
  const live = topics === undefined ? {} : { live: { url: deps.live.url, topics, since: deps.live.cursor() } }
  const shell = await shellOf(deps.people, request, reply)
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .send(render(page({ ...shell, title, body, ...live })))
}
