import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { chartWords } from '#src/cases/chart-words.ts'
import { flowchartOf } from '#src/cases/flowchart-cache.ts'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { answering } from '#src/people/http/answering.ts'
import { requirePerson } from '#src/people/http/identify.ts'
import { shellOf, viewOf } from '#src/people/http/shell.ts'
import { render } from '#src/platform/http/html.ts'
import { page } from '#src/web/layout.ts'
import { CHART_PAPERS, chartPage, chartPath } from './chart-page.ts'
import { manualPath, versionPath } from './places.ts'
import { versionAsked } from './read-manuals.ts'
import { procedureUnknown } from './refusals.ts'

/** Flowcharts of the manuals, of a past version too: a page of its own, and each sheet as a file. */
export function registerManualCharts(server: FastifyInstance, deps: CaseRouteDeps): void {
  for (const [url, ofVersion] of [
    ['/manuales/:code', false],
    ['/manuales/:code/versiones/:version', true],
  ] as const) {
    const manualOf = ({ code, version }: { code: string; version: string }) =>
      ofVersion ? versionPath(code, version) : manualPath(code)
    server.get(
      chartPath(url, ':procedure'),
      { preHandler: requirePerson },
      answering(async (request, reply) => {
        const { published, procedure } = await procedureAsked(deps, request)
        const view = viewOf(deps.people, request)
        const chart = flowchartOf(published, procedure, 'screen')
        const body = chartPage(view, { published, procedure, manual: manualOf(published), chart })
        const title = `${chartWords(view.locale, 'chart.title')} ${procedure.procedure.number}`
        const shell = await shellOf(deps.people, request, reply)
        return reply.type('text/html; charset=utf-8').send(render(page({ ...shell, title, body })))
      }),
    )
    server.get(
      `${chartPath(url, ':procedure')}/:sheet`,
      { preHandler: requirePerson },
      answering(async (request, reply) => {
        const { published, procedure } = await procedureAsked(deps, request)
        const [, paper, number] = /^(carta|a4|pantalla)-([1-9]\d{0,2})\.svg$/.exec(sheetOf(request)) ?? []
        if (paper === undefined) throw procedureUnknown()
        const size = paper === 'pantalla' ? 'screen' : CHART_PAPERS[paper as keyof typeof CHART_PAPERS]
        const sheet = flowchartOf(published, procedure, size).pages[Number(number) - 1]
        if (sheet === undefined) throw procedureUnknown()
        return sendSheet(request, reply, sheet.svg)
      }),
    )
  }
}

const sheetOf = (request: FastifyRequest) => (request.params as { sheet: string }).sheet

async function procedureAsked(deps: CaseRouteDeps, request: FastifyRequest) {
  const { published } = await versionAsked(deps, request)
  const { procedure: number } = request.params as { procedure: string }
  const version = await deps.manuals.version(deps.db, published.id)
  const procedure = version.procedure(number)
  if (procedure === null) throw procedureUnknown()
  return { published, procedure }
}

/** The browser asks whether its copy still holds: the same address can be of another version tomorrow. */
function sendSheet(request: FastifyRequest, reply: FastifyReply, svg: string): FastifyReply {
  const tag = `"${createHash('sha256').update(svg).digest('hex').slice(0, 20)}"`
  reply.header('etag', tag).header('cache-control', 'private, no-cache')
  if (request.headers['if-none-match'] === tag) return reply.code(304).send()
  return reply.type('image/svg+xml').send(`<?xml version="1.0" encoding="UTF-8"?>\n${svg}\n`)
}
