import type { Flowchart } from '#src/flowchart/index.ts'
import { type HtmlFragment, html, raw } from '#src/platform/http/html.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import { chartWords as words } from './chart-words.ts'

/** Points of the chart are drawn so much larger on a screen: its small type must be read there. */
const SCREEN = 1.5

/** A chart that scrolls in its own region, and below it the same in words. */
export function flowchartFigure(locale: Locale, chart: Flowchart, before: HtmlFragment | '' = ''): HtmlFragment {
  return html`<figure class="chart">${before}<div class="${classOf(chart)}" role="region" tabindex="0" aria-label="${words(locale, 'chart.region')}">${chart.pages.map(({ svg }) => raw(enlarged(svg)))}</div><details class="chart-text"><summary>${words(locale, 'chart.in-words')}</summary><ol>${chart.text.map((sentence) => html`<li lang="es">${sentence}</li>`)}</ol></details></figure>`
}

/**
 * A place where a chart is fetched when it comes into view; without scripts, the link to it. `id` is that of the frame on the page at
 * the address.
 */
export function flowchartFrame(id: string, href: string, label: string): HtmlFragment {
  return html`<turbo-frame class="chart-frame" id="${id}" src="${href}" loading="lazy" refresh="morph" target="_top"><p><a href="${href}">${label}</a></p></turbo-frame>`
}

/** A chart shrinks to its column until its type would be too small to read; how far that is depends on its width. */
function classOf({ pages }: Flowchart): string {
  const width = pages[0]?.width ?? 0
  return width > 1150 ? 'chart-scroll widest' : width > 820 ? 'chart-scroll wide' : 'chart-scroll'
}

function enlarged(svg: string): string {
  return svg.replace(/ width="([\d.]+)" height="([\d.]+)"/, (_, width, height) => {
    return ` width="${Math.round(Number(width) * SCREEN)}" height="${Math.round(Number(height) * SCREEN)}"`
  })
}
