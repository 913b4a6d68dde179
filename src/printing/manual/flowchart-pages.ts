import { drawFlowchart } from '#src/flowchart/index.ts'
import type { Manual, Procedure } from '#src/manual/types.ts'
import { compileProcedure } from '#src/procedure/index.ts'
import { bodyOf } from '../paper/lay-out.ts'
import { type PaperSize, SHEETS } from '../paper/sheets.ts'
import type { Block } from '../paper/types.ts'
import { flowchartPlace } from './places.ts'

/** The flowchart of a procedure, on pages of its own, upright or lying as the chart is wide. */
export function flowchartPages(manual: Manual, procedure: Procedure, paper: PaperSize): Block[] {
  const { number } = procedure
  if (procedure.steps.length === 0) return []
  const frame = { upright: bodyOf(SHEETS[paper], false), lying: bodyOf(SHEETS[paper], true) }
  const { pages, text } = drawFlowchart(compileProcedure(manual, number), { paper, frame })
  return pages.flatMap((page, at): Block[] => {
    const landscape = page.width > page.height
    const sheet = pages.length === 1 ? '' : `, hoja ${at + 1} de ${pages.length}`
    return [
      { kind: 'page', landscape },
      {
        kind: 'picture',
        svg: page.svg,
        width: page.width,
        height: page.height,
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
