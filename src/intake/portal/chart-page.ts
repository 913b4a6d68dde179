import { flowchartOf } from '#src/cases/flowchart-cache.ts'
import { flowchartFigure } from '#src/cases/flowchart-figure.ts'
import type { CaseReading } from '#src/cases/read-case.ts'
import { countTrail } from '#src/flowchart/index.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Act } from '#src/procedure/types.ts'
import type { View } from '#src/web/locale/time.ts'
import { words } from './words.ts'

/** The official chart of the procedure with the way that the request has taken. */
export function chartPage(view: View, { file, version, acts }: CaseReading): HtmlFragment {
  const { locale } = view
  const procedure = version.procedure(file.procedure)!
  const trail = acts.map(({ text }) => ({ body: (JSON.parse(text) as Pick<Act, 'body'>).body }))
  const marks = countTrail(procedure, trail, file.status === 'open' ? file.state.tasks : [])
  const chart = flowchartOf(version, procedure, 'screen', marks)
  return html`<p class="light-back"><a href="/portal/solicitudes/${file.number}">${words(locale, 'chart.back', { number: file.number })}</a></p><h1>${words(locale, 'chart.title')}</h1><p class="muted">${words(locale, 'chart.lead')}</p>${flowchartFigure(locale, chart)}`
}
