import type { FastifyReply, FastifyRequest } from 'fastify'
import type { CaseReading } from '#src/cases/read-case.ts'
import { readCase } from '#src/cases/read-case.ts'
import type { CaseRouteDeps } from '#src/cases/routes/index.ts'
import { personOf } from '#src/people/http/identify.ts'
import { shellOf } from '#src/people/http/shell.ts'
import { type HtmlFragment, render } from '#src/platform/http/html.ts'
import { page } from '#src/web/layout.ts'
import { refusedHere } from './refusals.ts'

export interface DeskPage {
  readonly title: string
  readonly body: HtmlFragment
  readonly topics?: readonly string[]
  /** The page's own address, where it was drawn in answer to a form. */
  readonly path?: string
  readonly width?: 'wide' | 'reading'
}

/** Sends a page of the desk. */
export async function sendDeskPage(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { title, body, topics, path, width = 'reading' }: DeskPage,
): Promise<FastifyReply> {
  const since = deps.live.cursor()
  const shell = await shellOf(deps.people, request, reply)
  const live = topics === undefined ? {} : { live: { url: deps.live.url, topics, since } }
  return reply
    .type('text/html; charset=utf-8')
    .send(render(page({ ...shell, ...(path === undefined ? {} : { path }), title, body, width, ...live })))
}

/** The case of the address, read by an official who takes part in it. A foreign case answers like an unknown one. */
export async function readAsOfficial(deps: CaseRouteDeps, request: FastifyRequest): Promise<CaseReading> {
  const { number } = request.params as { number: string }
  const reading = await readCase(deps, number, personOf(request).id, request.revision)
  if (reading.part !== 'official') throw refusedHere('not-an-official-here')
  return reading
}
