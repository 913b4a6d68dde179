import { chartWords as words } from '#src/cases/chart-words.ts'
import { flowchartOf } from '#src/cases/flowchart-cache.ts'
import { flowchartFigure, flowchartFrame } from '#src/cases/flowchart-figure.ts'
import type { Flowchart } from '#src/flowchart/index.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { CompiledProcedure } from '#src/procedure/index.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import type { View } from '#src/web/locale/time.ts'
import type { PublishedVersion } from './manual.store.ts'
import { procedureId } from './places.ts'

/** The papers by their name in an address. */
export const CHART_PAPERS = { carta: 'letter', a4: 'a4' } as const

export const chartPath = (manual: string, number: string): string => `${manual}/procedimientos/${number}/flujograma`

const frameId = (number: string) => `flujograma-${number.replaceAll('.', '-')}`

/** Below a step table: the chart, fetched when it is opened. */
export function chartSection(locale: Locale, manual: string, number: string): HtmlFragment {
  const href = chartPath(manual, number)
  return html`<details class="chart-fold"><summary>${words(locale, 'chart.title')}</summary>${flowchartFrame(frameId(number), href, words(locale, 'chart.open'))}<p><a href="${href}">${words(locale, 'chart.own-page')}</a></p></details>`
}

/** The chart of a procedure on a page of its own, with its printable sheets. `manual` is the address of that version. */
export function chartPage(
  view: View,
  {
    published,
    procedure,
    manual,
    chart,
  }: { published: PublishedVersion; procedure: CompiledProcedure; manual: string; chart: Flowchart },
): HtmlFragment {
  const { locale } = view
  const { number, title } = procedure.procedure
  const href = chartPath(manual, number)
  const sheets = (['carta', 'a4'] as const).flatMap((paper) => {
    const { pages } = flowchartOf(published, procedure, CHART_PAPERS[paper])
    return pages.map((_, at) => ({
      href: `${href}/${paper}-${at + 1}.svg`,
      label: words(locale, paper === 'carta' ? 'chart.letter' : 'chart.a4', { page: String(at + 1) }),
    }))
  })
  const links = [{ href: `${href}/pantalla-1.svg`, label: words(locale, 'chart.screen') }, ...sheets]
  return html`${pageHead(view, {
    title,
    number: words(locale, 'chart.of', { number }),
    lead: words(locale, 'chart.lead', { version: published.version, code: published.code }),
    crumbs: [
      { label: published.code, href: manual },
      { label: number, href: `${manual}#${procedureId(number)}` },
      { label: words(locale, 'chart.title') },
    ],
    action: buttonLink({ label: words(locale, 'chart.back'), href: `${manual}#${procedureId(number)}` }),
  })}<turbo-frame class="chart-frame" id="${frameId(number)}" target="_top">${flowchartFigure(locale, chart)}</turbo-frame><section class="chart-sheets"><h2>${words(locale, 'chart.print')}</h2><ul>${links.map((link) => html`<li><a href="${link.href}" data-turbo="false">${link.label}</a></li>`)}</ul></section>`
}
