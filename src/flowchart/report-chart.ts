import { chartFaults, type FaultKind, related } from './check-geometry.ts'
import type { Composition } from './compose.ts'
import { lineCrossings } from './crossings.ts'
import type { FlowchartReport } from './types.ts'

/** The figures of a chart: what was drawn, what is wrong, and which lines cross. */
export function reportChart(chart: Composition): FlowchartReport {
  const faults = chartFaults(chart)
  const count = (kind: FaultKind) => faults.filter((fault) => fault.kind === kind).length
  return {
    boxes: chart.pages.reduce((sum, { cells }) => sum + cells.length, 0),
    edges: chart.plan.edges.length,
    routed: chart.plan.edges.length - count('not-drawn'),
    overlaps: count('overlap'),
    throughBoxes: count('through-box'),
    crossings: chart.pages.flatMap(({ lines }, at) =>
      lineCrossings(lines)
        .filter(({ across, down }) => !related(across, down))
        .map(({ across, down, x, y }) => ({ across: across.edge.key, down: down.edge.key, page: at + 1, x, y })),
    ),
  }
}
