import { countTrail, type Marks } from '#src/flowchart/index.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { type Act, type CompiledProcedure, rowOf } from '#src/procedure/index.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import type { View } from '#src/web/locale/time.ts'
import { chartWords as words } from './chart-words.ts'
import { flowchartOf } from './flowchart-cache.ts'
import { flowchartFigure, flowchartFrame } from './flowchart-figure.ts'
import type { CaseReading } from './read-case.ts'

const FRAME = 'flujograma-del-expediente'

export const chartPath = (number: string): string => `/expedientes/${number}/flujograma`

/** The card of the case page: the chart is fetched when it comes into view. */
export function chartCard(view: View, { file }: CaseReading): HtmlFragment {
  const label = words(view.locale, 'chart.open')
  return card({
    title: words(view.locale, 'chart.title'),
    body: flowchartFrame(FRAME, chartPath(file.number), label),
    id: 'flujograma',
  })
}

/** Beside the list of steps: down to the chart. */
export function chartLink(view: View): HtmlFragment {
  return html`<p class="chart-link"><a href="#flujograma">${words(view.locale, 'chart.open')}</a></p>`
}

/** The procedure's chart with the way that this case has taken, and where it stands, in words too. */
export function caseChartPage(view: View, reading: CaseReading): HtmlFragment {
  const { locale } = view
  const { file, version } = reading
  const procedure = version.procedure(file.procedure)!
  const acts = reading.acts.map(({ text }) => ({ body: (JSON.parse(text) as Pick<Act, 'body'>).body }))
  const marks = countTrail(procedure, acts, file.status === 'open' ? file.state.tasks : [])
  const chart = flowchartOf(version, procedure, 'screen', marks)
  const said = html`<div class="chart-standing"><p><strong>${standing(locale, procedure, file.status === 'open' ? file.state.tasks.map(({ row }) => row) : [])}</strong></p><p>${passed(locale, procedure, marks)}</p><p class="muted">${words(locale, 'chart.case-lead')}</p></div>`
  return html`${pageHead(view, {
    title: words(locale, 'chart.title'),
    number: file.number,
    lead: `${procedure.procedure.number}. ${procedure.procedure.title}`,
    crumbs: [{ label: file.number, href: `/expedientes/${file.number}` }, { label: words(locale, 'chart.title') }],
    action: buttonLink({ label: words(locale, 'chart.back-case'), href: `/expedientes/${file.number}` }),
  })}<turbo-frame class="chart-frame" id="${FRAME}" target="_top">${flowchartFigure(locale, chart, said)}</turbo-frame>`
}

function standing(locale: Locale, procedure: CompiledProcedure, rows: readonly string[]): string {
  const current = [...new Set(rows)]
  if (current.length === 0) return words(locale, 'chart.over')
  const places = current.map((row) => {
    const { role } = rowOf(procedure, row)
    const post = role === null ? null : (procedure.roles.get(role)?.post ?? role)
    return post === null
      ? words(locale, 'chart.place-nobody', { row })
      : words(locale, 'chart.place', { row, role: post })
  })
  return words(locale, 'chart.now', { places: listed(places, words(locale, 'chart.and')) })
}

/** The rows passed in the order printed, answers with theirs: `1, 2, 3 (2 veces), 4 SÍ`. */
function passed(locale: Locale, procedure: CompiledProcedure, { visits, edges }: Marks): string {
  const rows = [...procedure.rows.values()].flatMap((row) => {
    const count = visits[row.number] ?? 0
    if (count === 0 || row.kind === 'branch') return []
    const answers = row.step.branches.flatMap(({ answer }) => {
      const given = Object.keys(edges).some(
        (key) =>
          answer !== undefined &&
          key.startsWith(`${row.number}`) &&
          /^\??>/.test(key.slice(row.number.length)) &&
          key.endsWith(`:${answer}`),
      )
      return given ? [answer] : []
    })
    const told = [row.number, ...(row.kind === 'question' ? answers : [])].join(' ')
    return [count === 1 ? told : words(locale, 'chart.times', { row: told, count })]
  })
  return rows.length === 0 ? '' : words(locale, 'chart.passed', { rows: rows.join(', ') })
}

function listed(items: readonly string[], and: string): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')}${and}${items.at(-1)}`
}
