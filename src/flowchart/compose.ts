import type { CompiledProcedure } from '#src/procedure/index.ts'
import { type Cell, measureCell } from './cell.ts'
import { type Columns, type Geometry, type LabelOf, placeColumns, placeSheet } from './geometry.ts'
import type { LaidSheet, Sheet } from './lay.ts'
import { LEAST_SCALE, type Look, type PaperSize, SCREEN_WIDTH } from './look.ts'
import { notesOf } from './notes.ts'
import { cutPlan, type PagePlan } from './pages.ts'
import type { Plan } from './types.ts'
import { bestOrder, untangled } from './untangle.ts'

/** A chart laid out: its pages' geometry, all with the same columns. */
export interface Composition {
  readonly plan: Plan
  readonly columns: Columns
  readonly pages: readonly Geometry[]
  /** Null on the screen, where the page is as large as the chart. */
  readonly paper: PaperSize | null
  readonly scale: number
}

/** Room for a page's chart, in points of the chart, when it is drawn at that scale; the scale at which it is as wide as the page. */
export interface Room {
  readonly width: (paper: PaperSize) => number
  readonly fitScale: (columns: Columns, paper: PaperSize) => number
  readonly height: (columns: Columns, paper: PaperSize, page: Geometry, scale: number) => number
}

/** Lays out a plan in one of the looks, or without any as one page: the lines first, then box width and direction of the page, then the cuts. */
export function composeChart(
  version: CompiledProcedure,
  plan: Plan,
  looks: readonly Look[] | null,
  labelOf: LabelOf,
  room: Room,
): Composition {
  const notes = notesOf(version)
  const cellsOf = (part: PagePlan, width: number): Cell[] =>
    part.nodes.map((node) => measureCell(version, node, width, (row) => notes.numberOf.get(row)))
  const sheetOf = (part: PagePlan, width: number): Sheet => ({
    lanes: plan.lanes,
    cells: cellsOf(part, width),
    edges: part.edges,
    bands: part.bands,
  })
  const whole = sheetOf(plan, SCREEN_WIDTH)
  const { order, laid: first } = bestOrder(whole)
  const lay = (part: PagePlan, width: number, known?: LaidSheet) =>
    untangled(part, order, plan, (each) => sheetOf(each, width), known)
  if (looks === null) {
    const laid = lay(plan, SCREEN_WIDTH, first)
    const columns = placeColumns([laid], SCREEN_WIDTH, labelOf)
    return { plan, columns, pages: [placeSheet(laid, columns, labelOf)], paper: null, scale: 1 }
  }
  const laid = first
  // The lines do not depend on how wide boxes are: measured anew, the same lines serve to compare the looks.
  const trials = looks.flatMap((look) => {
    const measured = { ...laid, cells: cellsOf(plan, look.width) }
    const columns = placeColumns([measured], look.width, labelOf)
    const long = placeSheet(measured, columns, labelOf)
    const fit = room.fitScale(columns, look.paper)
    return [1, 0.95, 0.9, 0.85].flatMap((part) => {
      const scale = Math.min(fit, 1) * part
      if (part < 1 && scale < LEAST_SCALE) return []
      const cuts = balancedCuts(plan, long, room.height(columns, look.paper, long, scale))
      return [{ look, scale, cuts, long, cost: lookCost(cuts.length + 1, scale, look) }]
    })
  })
  for (const trial of trials.sort((a, b) => a.cost - b.cost)) {
    const composed = onPages(trial.look, trial.scale, trial.cuts)
    if (composed) return composed
  }
  return shrunk()

  function onPages(
    { width, paper: size }: Look,
    scale: number,
    cuts: readonly number[],
    force = false,
  ): Composition | null {
    const sheets = cutPlan(plan, cuts).map((part) => lay(part, width))
    const tight = placeColumns(sheets, width, labelOf)
    const columns = placeColumns(sheets, width, labelOf, room.width(size) / Math.min(scale, room.fitScale(tight, size)))
    const pages = sheets.map((sheet) => placeSheet(sheet, columns, labelOf))
    const fits = Math.min(scale, room.fitScale(columns, size))
    const all = pages.every((page) => page.height <= room.height(columns, size, page, fits))
    return (all && fits >= scale * 0.93) || force ? { plan, columns, pages, paper: size, scale: fits } : null
  }

  /** Nothing fits as it is: cut more, and if even that does not do, the page is drawn as small as it must be. */
  function shrunk(): Composition {
    const { look, scale, long } = trials[0]!
    const columns = placeColumns([laid], look.width, labelOf)
    let capacity = room.height(columns, look.paper, long, scale) * 0.9
    for (; capacity > 150; capacity *= 0.85) {
      const composed = onPages(look, scale * 0.93, balancedCuts(plan, long, capacity))
      if (composed) return composed
    }
    const last = onPages(look, scale, balancedCuts(plan, long, 150), true)!
    const tight = last.pages.map((page) => room.height(last.columns, look.paper, page, last.scale) / page.height)
    return { ...last, scale: last.scale * Math.min(1, ...tight) * 0.98 }
  }
}

/** Fewer pages, then larger type, then upright paper. */
function lookCost(pages: number, scale: number, { paper }: Look): number {
  const small = scale < LEAST_SCALE ? (LEAST_SCALE - scale) * 12 : 0
  return pages + (1 - scale) * 2.5 + small + (paper.width > paper.height ? 0.3 : 0)
}

/** Where each band begins on the long chart. */
function bandStarts({ cells }: Geometry, bands: number): number[] {
  const starts = Array.from({ length: bands }, () => Number.POSITIVE_INFINITY)
  for (const { cell, y } of cells) starts[cell.node.band] = Math.min(starts[cell.node.band]!, y - cell.above)
  return starts
}

/** As few pages as the capacity allows, as evenly filled as can be. */
function balancedCuts(plan: Plan, long: Geometry, capacity: number): number[] {
  const starts = bandStarts(long, plan.bands)
  const least = cutsFor(plan, starts, long.height, capacity)
  let best = least
  for (let less = capacity * 0.96; less > 100; less *= 0.96) {
    const cuts = cutsFor(plan, starts, long.height, less)
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
      cuts.push(band)
      from = band
    }
  }
  return cuts
}
