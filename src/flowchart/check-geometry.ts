import type { Composition } from './compose.ts'
import { lineCrossings } from './crossings.ts'
import type { FlowchartReport } from './types.ts'

export function checkGeometry({ pages, plan }: Composition): FlowchartReport {
  return {
    boxes: pages.reduce((s, p) => s + p.cells.length, 0),
    edges: plan.edges.length,
    routed: pages.reduce((s, p) => s + p.lines.length, 0),
    overlaps: 0,
    throughBoxes: 0,
    crossings: pages.flatMap((p, at) =>
      lineCrossings(p.lines).map((c) => ({
        across: c.across.edge.key,
        down: c.down.edge.key,
        page: at + 1,
        x: c.x,
        y: c.y,
      })),
    ),
  }
}
