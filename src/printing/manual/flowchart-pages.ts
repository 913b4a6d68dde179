import { drawFlowchart } from '#src/flowchart/index.ts'
import type { Manual, Procedure } from '#src/manual/types.ts'
import { compileProcedure } from '#src/procedure/index.ts'
import { bodyOf } from '../paper/lay-out.ts'
import { type PaperSize, SHEETS } from '../paper/sheets.ts'
import type { Block } from '../paper/types.ts'
import { flowchartPlace } from './places.ts'

/** Margin of the chart's own page, which the document's margins take the place of. */
const CHART_MARGIN = 28

/** The flowchart of a procedure, on pages of its own, upright or lying as the chart is wide. */
export function flowchartPages(manual: Manual, procedure: Procedure, paper: PaperSize): Block[] {
  const { number } = procedure
  if (procedure.steps.length === 0) return []
  const { pages, text } = drawFlowchart(compileProcedure(manual, number), { paper })
  return pages.flatMap((page, at): Block[] => {
    const landscape = page.width > page.height
    const crop = { width: page.width - 2 * CHART_MARGIN, height: page.height - 2 * CHART_MARGIN }
    const body = bodyOf(SHEETS[paper], landscape)
    const scale = Math.min(body.width / crop.width, body.height / crop.height)
    const sheet = pages.length === 1 ? '' : `, hoja ${at + 1} de ${pages.length}`
    return [
      { kind: 'page', landscape },
      {
        kind: 'picture',
        svg: cropped(page.svg, crop, scale),
        width: crop.width * scale,
        height: crop.height * scale,
        alt: `Flujograma del procedimiento No. ${number}${sheet}. ${at === 0 ? text.join(' ') : ''}`.trim(),
        ...(at === 0
          ? {
              place: flowchartPlace(number),
              outline: { title: `Flujograma del procedimiento No. ${number}`, level: 1 },
            }
          : {}),
      },
    ]
  })
}

/** The chart without its margins, in the size that it takes on the page. */
function cropped(
  svg: string,
  { width, height }: { readonly width: number; readonly height: number },
  scale: number,
): string {
  return svg.replace(
    /^<svg([^>]*?) width="[^"]*" height="[^"]*" viewBox="[^"]*"/,
    `<svg$1 width="${width * scale}" height="${height * scale}" viewBox="${CHART_MARGIN} ${CHART_MARGIN} ${width} ${height}"`,
  )
}
