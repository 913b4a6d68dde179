import type { Cell } from './cell.ts'
import { placeColumns } from './columns.ts'
import { lineCrossings } from './crossings.ts'
import { cheapestCuts } from './cuts.ts'
import { type Geometry, placeSheet } from './geometry.ts'
import type { LabelOf } from './labels.ts'
import type { LaidSheet } from './lay.ts'
import { type Look, MOST_WIDTH, type PaperSize } from './look.ts'
import { cutPlan, type PagePlan, usedSlots } from './pages.ts'
import { bandExtents } from './rows.ts'
import type { Plan, PlanNode } from './types.ts'

/** Room for a page's chart, in points of the chart, when it is drawn at that scale. */
export interface Room {
  readonly width: (paper: PaperSize, scale: number) => number
  readonly height: (paper: PaperSize, page: Geometry, scale: number) => number
}

/** How a plan is measured and laid. */
export interface Measure {
  readonly plan: Plan
  readonly cellOf: (node: PlanNode, width: number) => Cell
  readonly lay: (part: PagePlan) => LaidSheet
  readonly labelOf: LabelOf
  readonly room: Room
}

export interface OnPages {
  readonly pages: readonly Geometry[]
  readonly paper: PaperSize
  readonly cost: number
}

/** What counts in pages: lines that cross, a cut within a group, a page that is filled less than the others, paper that lies. */
const CROSSED = 0.4
const CUT_WITHIN = 3
const UNEVEN = 0.5
const LYING = 0.5
/** At least the room of a channel, and of a page connector with its channel. */
const CHANNEL = 17
const CONNECTOR = 41
/** Title and heads of lanes, at least. */
const HEADS = 44
/** Boxes that are narrower are not read well. */
const LEAST_WIDTH = 80
/** Pages that are laid out before those known are preferred to what might be better still. */
const PATIENCE = 24

/**
 * The plan on as few pages of a look as hold it at a scale, each with boxes as wide as its own columns allow. Null when some band fits on
 * none. What a page costs is guessed, the cheapest pages are laid out, and so on until all of the cheapest are laid.
 */
export function onPages(measure: Measure, { paper }: Look, scale: number): OnPages | null {
  const { plan, room } = measure
  const guess = guesses(measure, room.width(paper, scale), paper.height / scale)
  const costs = new Map<string, number>()
  const laid = new Map<string, Geometry | null>()
  const lying = paper.width > paper.height ? LYING : 0
  for (;;) {
    const wary = laid.size > PATIENCE ? 1 : 0
    const found = cheapestCuts(plan.bands, (from, to) => costs.get(`${from} ${to}`) ?? guess(from, to) + wary)
    if (found === null) return null
    const tops = [0, ...found.cuts]
    let isNew = false
    const pages = cutPlan(plan, found.cuts).map((part, at) => {
      const range = `${tops[at]} ${tops[at + 1] ?? plan.bands}`
      const key = JSON.stringify(part)
      const page = laid.has(key) ? laid.get(key)! : layPage(measure, part, paper, scale)
      laid.set(key, page)
      if (page === null || !costs.has(range)) {
        isNew = true
        const full = page === null ? 0 : page.height / room.height(paper, page, scale)
        costs.set(range, page === null ? Number.POSITIVE_INFINITY : costOf(plan, tops[at]!, full, page))
      }
      return page
    })
    if (!isNew) return { pages: pages as Geometry[], paper, cost: found.cost + lying }
  }
}

/** One page as it will be, or null when it is too large. */
function layPage({ cellOf, lay, labelOf, room }: Measure, part: PagePlan, paper: PaperSize, scale: number) {
  const lines = lay(part)
  const inner = room.width(paper, scale)
  const columns = lines.board.columns
  const channels = placeColumns(lines, 0, labelOf).borders.at(-1)!
  const width = Math.min(MOST_WIDTH, (inner - channels) / columns)
  // Where the lines run does not depend on how wide boxes are.
  const measured = { ...lines, cells: lines.cells.map(({ node }) => cellOf(node, Math.max(width, 1))) }
  if (width < LEAST_WIDTH || measured.cells.some(({ broken }) => broken)) return null
  const page = placeSheet(measured, placeColumns(measured, width, labelOf, inner), labelOf)
  return page.height <= room.height(paper, page, scale) ? page : null
}

function costOf(plan: Plan, from: number, full: number, { lines }: Pick<Geometry, 'lines'>): number {
  return (
    1 + (plan.groups.includes(from) ? 0 : CUT_WITHIN) + UNEVEN * (1 - full) ** 2 + CROSSED * lineCrossings(lines).length
  )
}

/** What the bands of a page may cost, before they are laid: rather less than they will. */
function guesses({ plan, cellOf }: Measure, inner: number, height: number): (from: number, to: number) => number {
  const heights = new Map<number, readonly number[]>()
  const heightsAt = (columns: number, width: number) => {
    const known = heights.get(columns)
    if (known) return known
    const cells = plan.nodes.map((node) => cellOf(node, width))
    const above = bandExtents(cells, plan.bands, 'above')
    const below = bandExtents(cells, plan.bands, 'below')
    const made = above.map((each, band) => each + below[band]! + CHANNEL)
    heights.set(columns, made)
    return made
  }
  return (from, to) => {
    const nodes = plan.nodes.filter(({ band }) => band >= from && band < to)
    const columns = usedSlots(plan.lanes, nodes).reduce((sum, slots) => sum + slots.length, 0)
    const width = Math.min(MOST_WIDTH, (inner - columns * CHANNEL) / columns)
    if (width < LEAST_WIDTH) return Number.POSITIVE_INFINITY
    const bands = heightsAt(columns, width).slice(from, to)
    const ends = (from > 0 ? CONNECTOR : 0) + (to < plan.bands ? CONNECTOR : 0)
    const full = (bands.reduce((sum, each) => sum + each, 0) + ends) / (height - HEADS)
    return full > 1 ? Number.POSITIVE_INFINITY : costOf(plan, from, full, { lines: [] })
  }
}
