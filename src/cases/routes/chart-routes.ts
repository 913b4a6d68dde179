import type { FastifyInstance } from 'fastify'
import { answering } from '#src/people/http/answering.ts'
import { personOf, requirePerson } from '#src/people/http/identify.ts'
import { shellOf, viewOf } from '#src/people/http/shell.ts'
import { render } from '#src/platform/http/html.ts'
import { page } from '#src/web/layout.ts'
import { caseChartPage, chartPath } from '../case-chart.ts'
import { chartWords } from '../chart-words.ts'
import { readCase } from '../read-case.ts'
import type { CaseRouteDeps } from './deps.ts'

/** The flowchart of a case, for whoever may read the case. */
export function registerCaseChart(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    chartPath(':number'),
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const since = deps.live.cursor()
      const { number } = request.params as { number: string }
      const reading = await readCase(deps, number, personOf(request).id, request.revision)
      const view = viewOf(deps.people, request)
      const shell = await shellOf(deps.people, request, reply)
      const title = `${chartWords(view.locale, 'chart.title')} ${number}`
      const live = { url: deps.live.url, topics: [`case:${number}`], since }
      const body = caseChartPage(view, reading)
      return reply
        .type('text/html; charset=utf-8')
        .send(render(page({ ...shell, path: chartPath(number), title, body, live })))
    }),
  )
}
