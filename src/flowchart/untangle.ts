import { farCrossingEdges, headBeside, withConnector } from './circles.ts'
import { type LaidSheet, layLike, laySheet, type Sheet, type SideOrder, type Sides } from './lay.ts'
import type { PagePlan } from './pages.ts'

/** The order of side columns with which the lines cross and turn least; each lane is tried on its own. */
export function bestOrder(sheet: Sheet): { readonly order: SideOrder; readonly laid: LaidSheet } {
  const order: Sides[] = sheet.lanes.map(() => 'right')
  let best = laySheet(sheet, order)
  for (const [lane, { slots }] of sheet.lanes.entries()) {
    for (const sides of slots === 3 ? (['around', 'left'] as const) : slots === 2 ? (['left'] as const) : []) {
      const before = order[lane]!
      order[lane] = sides
      const laid = laySheet(sheet, order)
      if (laid.routes.cost < best.routes.cost) {
        best = laid
        break
      }
      order[lane] = before
    }
  }
  return { order, laid: best }
}

/** Connectors at most on one page for lines that cross. */
const MOST_CONNECTORS = 6
/** What a pair of connectors must save: half a crossing. */
const WORTH_CONNECTORS = 500

/** Lays a part; where a line that reaches far crosses others, a pair of connectors stands for it if that leaves fewer crossings. */
export function untangled(
  part: PagePlan,
  order: SideOrder,
  sheetOf: (part: PagePlan) => Sheet,
  known?: LaidSheet,
): LaidSheet {
  let best = known ?? laySheet(sheetOf(part), order)
  for (const head of part.nodes.filter(({ kind }) => kind === 'page-in')) {
    for (const plan of headBeside(part, head)) {
      const laid = laySheet(sheetOf(plan), order)
      if (laid.routes.cost >= best.routes.cost) continue
      part = plan
      best = laid
    }
  }
  for (let tried = 0; tried < MOST_CONNECTORS; tried++) {
    // Which line to replace is told with all others as they lie; only the best is then laid out in full.
    const plans = farCrossingEdges(best)
      .slice(0, 3)
      .flatMap((edge) => withConnector(part, edge))
      .map((plan) => ({ plan, cost: layLike(best, sheetOf(plan), order).routes.cost }))
      .sort((a, b) => a.cost - b.cost)
    if (plans[0] === undefined) return best
    const laid = laySheet(sheetOf(plans[0].plan), order)
    if (laid.routes.cost >= best.routes.cost - WORTH_CONNECTORS) return best
    part = plans[0].plan
    best = laid
  }
  return best
}
