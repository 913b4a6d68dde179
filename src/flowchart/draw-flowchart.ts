import type { CompiledProcedure } from '#src/procedure/index.ts'
import { checkGeometry } from './check-geometry.ts'
import { composeChart } from './compose.ts'
import { planChart } from './plan.ts'
import { chartSentences } from './sentences.ts'
import { drawPage, pageWords, roomOn } from './svg/draw-page.ts'
import type { Flowchart, FlowchartOptions, PlanEdge } from './types.ts'

/** Draws a procedure as the official flowchart: the same input gives the same text. Never throws on a sound procedure. */
export function drawFlowchart(version: CompiledProcedure, options: FlowchartOptions): Flowchart {
  const { paper, marks, title } = options
  const plan = planChart(version)
  const words = pageWords(version, title)
  const labelOf = (edge: PlanEdge) => {
    const times = edge.key.split(' ').reduce((sum, key) => sum + (marks?.edges[key] ?? 0), 0)
    const said = [edge.label, times > 1 ? `×${times}` : undefined].filter((part) => part !== undefined)
    return said.length === 0 ? undefined : said.join(' ')
  }
  const composed = composeChart(version, plan, paper, labelOf, roomOn(version, words, plan.lanes))
  return {
    pages: composed.pages.map((_, at) => drawPage(version, words, composed, at, marks)),
    report: checkGeometry(composed),
    text: chartSentences(version),
  }
}
