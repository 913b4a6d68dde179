import type { FastifyReply, FastifyRequest } from 'fastify'
import { shellOf } from '#src/people/http/shell.ts'
import { type HtmlFragment, render } from '#src/platform/http/html.ts'
import { page } from '#src/web/layout.ts'
import type { CaseRouteDeps } from './routes/deps.ts'

export interface PageToSend {
  readonly title: string
  readonly body: HtmlFragment
  readonly width?: 'wide' | 'reading'
  readonly status?: number
  /** The page's own address, where it is drawn in answer to a form. */
  readonly path?: string
  /** A refusal that has no place of its own on the page. */
  readonly refusal?: string
  /** What makes the page ask for itself anew, and the place of the live stream from before what it shows was read. */
  readonly live?: { readonly topics: readonly string[]; readonly since: string }
}

/** Sends a whole page of a feature, with what surrounds every page. */
export async function sendPage(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { status, live, refusal, ...own }: PageToSend,
): Promise<FastifyReply> {
  const shell = await shellOf(deps.people, request, reply)
  const refused =
    refusal === undefined ? {} : { flash: [...(shell.flash ?? []), { kind: 'refused' as const, text: refusal }] }
  const followed = live === undefined ? {} : { live: { ...live, url: deps.live.url } }
  if (status !== undefined) reply.code(status)
  return reply.type('text/html; charset=utf-8').send(render(page({ ...shell, ...own, ...refused, ...followed })))
}
