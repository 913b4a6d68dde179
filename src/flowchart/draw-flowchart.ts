import type { CompiledProcedure } from '#src/procedure/index.ts'
import { type Composition, composeChart } from './compose.ts'
import { looksOf } from './look.ts'
import { keysOf, planChart } from './plan.ts'
import { reportChart } from './report-chart.ts'
import { chartSentences } from './sentences.ts'
import { drawPage, pageWords, roomOn } from './svg/draw-page.ts'
import type { Flowchart, FlowchartOptions, PlanEdge } from './types.ts'

/** Draws a procedure as the official flowchart: the same input gives the same text. Never throws on a sound procedure. */
export function drawFlowchart(version: CompiledProcedure, options: FlowchartOptions): Flowchart {
  const words = pageWords(version, options.title)
  const composed = layFlowchart(version, options)
  return {
    pages: composed.pages.map((_, at) => drawPage(version, words, composed, at, options.marks, options.heat)),
    report: reportChart(composed),
    text: chartSentences(version),
  }
}

/** Where everything stands, before it is drawn. */
export function layFlowchart(
  version: CompiledProcedure,
  { paper, marks, title, frame }: FlowchartOptions,
): Composition {
  const plan = planChart(version)
  const labelOf = (edge: PlanEdge) => {
    const times = keysOf(edge).reduce((sum, key) => sum + (marks?.edges[key] ?? 0), 0)
    const said = [edge.label, times > 1 ? `×${times}` : undefined].filter((part) => part !== undefined)
    return said.length === 0 ? undefined : said.join(' ')
  }
  const looks = paper === 'screen' ? null : looksOf(paper, frame)
  return composeChart(version, plan, looks, labelOf, roomOn(version, pageWords(version, title)))
}
