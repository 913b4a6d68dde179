import type { Fault } from './check-geometry.ts'
import type { Composition } from './compose.ts'
import type { Geometry } from './geometry.ts'
import { keysOf } from './plan.ts'

/** Every edge of the procedure is a line, or two halves that a letter joins. */
export function notDrawn({ plan, pages }: Pick<Composition, 'plan' | 'pages'>): Fault[] {
  const lines = pages.flatMap((page) => page.lines.map(({ edge }) => edge))
  return plan.edges.flatMap(({ key, from, to }) => {
    const own = lines.filter((edge) => keysOf(edge).includes(key))
    const leaves = own.some((edge) => edge.from === from)
    const arrives = own.some((edge) => edge.to === to || edge.to.startsWith(`${to} `))
    return leaves && arrives ? [] : [{ kind: 'not-drawn' as const, page: 0, what: key }]
  })
}

/** The letter of a circle stands twice or more on its page; that of a page connector also on another page. */
export function connectorFaults(pages: readonly Geometry[]): Fault[] {
  const all = pages.flatMap((page, at) => page.cells.map(({ cell }) => ({ page: at + 1, ...cell.node })))
  const opposite = {
    'page-in': 'page-out',
    'page-out': 'page-in',
    'circle-in': 'circle-out',
    'circle-out': 'circle-in',
  } as const
  return all.flatMap((node) => {
    const { kind } = node
    if (!(kind in opposite)) return []
    const other = opposite[kind as keyof typeof opposite]
    const same = kind.startsWith('circle')
    const paired = all.some(
      (each) => each.kind === other && each.says === node.says && (each.page === node.page) === same,
    )
    const twice = all.some(
      (each) =>
        each !== node &&
        each.says === node.says &&
        each.page === node.page &&
        each.kind === kind &&
        !kind.endsWith('out'),
    )
    return paired && !twice ? [] : [{ kind: 'connector' as const, page: node.page, what: node.id }]
  })
}
