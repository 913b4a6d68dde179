import type { CompiledProcedure } from '#src/procedure/index.ts'
import { type Cell, measureCell } from './cell.ts'
import { type Columns, type Geometry, type LabelOf, placeColumns, placeSheet } from './geometry.ts'
import { laySheet, type Sheet, type SideOrder } from './lay.ts'
import { chooseLook, PAPERS, type PaperSize } from './look.ts'
import { notesOf } from './notes.ts'
import { cutPlan, type PagePlan } from './pages.ts'
import type { Paper, Plan } from './types.ts'

/** A chart laid out: its pages' geometry, all with the same columns. */
export interface Composition {
  readonly plan: Plan
  readonly columns: Columns
  readonly pages: readonly Geometry[]
  /** Null on the screen, where the page is as large as the chart. */
  readonly paper: PaperSize | null
}

/** Room on a page for the chart itself, in points of the chart. */
export type RoomOf = (
  columns: Columns,
  paper: PaperSize,
  page: Geometry,
) => { readonly scale: number; readonly height: number }

/** Lays out a plan for a paper: box width and direction of the page first, then the lines, then the cuts. */
export function composeChart(
  version: CompiledProcedure,
  plan: Plan,
  paper: Paper,
  labelOf: LabelOf,
  roomOf: RoomOf,
): Composition {
  const count = plan.lanes.reduce((sum, { slots }) => sum + slots, 0)
  const look = chooseLook(paper === 'screen' ? null : PAPERS[paper], count)
  const notes = notesOf(version)
  const cellsOf = (part: PagePlan): Cell[] =>
    part.nodes.map((node) => measureCell(version, node, look.width, (row) => notes.numberOf.get(row)))
  const sheetOf = (part: PagePlan): Sheet => ({
    lanes: plan.lanes,
    cells: cellsOf(part),
    edges: part.edges,
    bands: part.bands,
  })
  const whole = sheetOf(plan)
  const order = bestOrder(whole)
  const laid = laySheet(whole, order)
  const columns = placeColumns([laid], look.width, labelOf)
  const long = placeSheet(laid, columns, labelOf)
  if (look.paper === null) return { plan, columns, pages: [long], paper: null }
  const size = look.paper
  const starts = bandStarts(long, plan.bands)
  const fit = (cuts: readonly number[]) => {
    const sheets = cutPlan(plan, cuts).map((part) => laySheet(sheetOf(part), order))
    const shared = placeColumns(sheets, look.width, labelOf)
    const pages = sheets.map((sheet) => placeSheet(sheet, shared, labelOf))
    return { plan, columns: shared, pages, paper: size }
  }
  let capacity = roomOf(columns, size, long).height
  for (;;) {
    const composed = fit(balancedCuts(plan, starts, long.height, capacity))
    const full = composed.pages.some((page) => page.height > roomOf(composed.columns, size, page).height)
    if (!full || capacity < 120) return composed
    capacity *= 0.93
  }
}

/** The order of side columns with which the lines cross and turn least; each lane is tried on its own. */
function bestOrder(sheet: Sheet): SideOrder {
  const order: ('left' | 'right')[] = sheet.lanes.map(() => 'right')
  let least = laySheet(sheet, order).routes.cost
  for (const [lane, { slots }] of sheet.lanes.entries()) {
    if (slots < 2) continue
    order[lane] = 'left'
    const { cost } = laySheet(sheet, order).routes
    if (cost < least) least = cost
    else order[lane] = 'right'
  }
  return order
}

/** Where each band begins on the long chart. */
function bandStarts({ cells }: Geometry, bands: number): number[] {
  const starts = Array.from({ length: bands }, () => Number.POSITIVE_INFINITY)
  for (const { cell, y } of cells) starts[cell.node.band] = Math.min(starts[cell.node.band]!, y - cell.above)
  return starts
}

/** As few pages as the capacity allows, as evenly filled as can be. */
function balancedCuts(plan: Plan, starts: readonly number[], height: number, capacity: number): number[] {
  const least = cutsFor(plan, starts, height, capacity)
  let best = least
  for (let less = capacity * 0.96; less > 100; less *= 0.96) {
    const cuts = cutsFor(plan, starts, height, less)
    if (cuts.length > least.length) break
    best = cuts
  }
  return best
}

/** A page connector with its channel. */
const CONNECTOR = 50

function cutsFor(plan: Plan, starts: readonly number[], height: number, capacity: number): number[] {
  const cuts: number[] = []
  let from = 0
  const tops = [...plan.groups, plan.bands]
  const topOf = (band: number) => starts[band] ?? height
  for (let at = 1; at < tops.length; at++) {
    const room = capacity - (cuts.length > 0 ? CONNECTOR : 0) - (tops[at] === plan.bands ? 0 : CONNECTOR)
    if (topOf(tops[at]!) - topOf(from) <= room) continue
    const start = tops[at - 1]!
    if (start > from) {
      cuts.push(start)
      from = start
    }
    // A group that no page can hold is cut within.
    for (let band = from + 1; band < tops[at]!; band++) {
      if (topOf(band + 1) - topOf(from) <= capacity - 2 * CONNECTOR) continue
      if (band > from) {
        cuts.push(band)
        from = band
      }
    }
  }
  return cuts
}
