import type { CompiledProcedure } from '#src/procedure/index.ts'
import { measureCell } from './cell.ts'
import { placeColumns } from './columns.ts'
import { type Geometry, placeSheet } from './geometry.ts'
import type { LabelOf } from './labels.ts'
import type { LaidSheet, Sheet } from './lay.ts'
import { type Look, type PaperSize, SCREEN_WIDTH } from './look.ts'
import { notesOf } from './notes.ts'
import { type Measure, onPages, type Room } from './on-pages.ts'
import { type PagePlan, wholePlan } from './pages.ts'
import type { Plan } from './types.ts'
import { bestOrder, untangled } from './untangle.ts'

/** A chart laid out: its pages' geometry. */
export interface Composition {
  readonly plan: Plan
  readonly pages: readonly Geometry[]
  /** Null on the screen, where the page is as large as the chart. */
  readonly paper: PaperSize | null
  /** 1 wherever a page can hold the chart in type of its own size. */
  readonly scale: number
}

/** Lays out a plan as one page, or on pages of the look that shows it best. */
export function composeChart(
  version: CompiledProcedure,
  plan: Plan,
  looks: readonly Look[] | null,
  labelOf: LabelOf,
  room: Room,
): Composition {
  const notes = notesOf(version)
  const cellOf: Measure['cellOf'] = (node, width) => measureCell(version, node, width, (row) => notes.numberOf.get(row))
  const sheetOf = ({ nodes, ...part }: PagePlan): Sheet => ({
    ...part,
    cells: nodes.map((node) => cellOf(node, SCREEN_WIDTH)),
  })
  const lay = (part: PagePlan): LaidSheet => {
    const { order, laid } = bestOrder(sheetOf(part))
    return untangled(part, order, sheetOf, laid)
  }
  if (looks === null) {
    const laid = lay(wholePlan(plan))
    const page = placeSheet(laid, placeColumns(laid, SCREEN_WIDTH, labelOf), labelOf)
    return { plan, pages: [page], paper: null, scale: 1 }
  }
  const measure: Measure = { plan, cellOf, lay, labelOf, room }
  for (let scale = 1; ; scale *= 0.9) {
    const best = looks
      .flatMap((look) => onPages(measure, look, scale) ?? [])
      .reduce<ReturnType<typeof onPages>>((a, b) => (a !== null && a.cost <= b.cost ? a : b), null)
    if (best !== null) return { plan, pages: best.pages, paper: best.paper, scale }
  }
}
