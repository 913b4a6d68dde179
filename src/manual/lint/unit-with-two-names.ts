import { foldText } from '../fold-text.ts'
import { splitRole } from '../roles.ts'
import type { Norm, Span } from '../types.ts'
import { linesOf, type ManualRule } from './rule.ts'
import { sameUnit, wordsOf } from './unit-names.ts'

interface Use {
  readonly unit: string
  readonly post: string
  readonly span: Span
  readonly procedure?: string
}

/** One cargo under two dependencias whose names share most of their words: the same one, written in two ways. */
export const unitWithTwoNames: ManualRule = (manual, say) => {
  const uses = [
    ...manual.norms.flatMap((norm) => usesOf(norm)),
    ...manual.procedures.flatMap((procedure) => [
      ...procedure.norms.flatMap((norm) => usesOf(norm, procedure.number)),
      ...linesOf(procedure).flatMap(({ row }) => {
        const { unit, post } = splitRole(row.role ?? '')
        return unit ? [{ unit, post, span: row.span, procedure: procedure.number }] : []
      }),
    ]),
  ]
  const said = new Set<string>()
  // Of each cargo its dependencias in order, each as first written: a manual names few of them, on thousands of rows.
  const before = new Map<string, Map<string, { readonly first: Use; against: number }>>()
  for (const use of uses) {
    const unit = foldText(use.unit)
    const units = before.get(foldText(use.post)) ?? new Map()
    before.set(foldText(use.post), units)
    const own = units.get(unit) ?? { first: use, against: -1 }
    // Compared already with all that came before.
    if (said.has(unit) || own.against === units.size) continue
    const other = [...units.values()].find(({ first }) => alike(first.unit, use.unit))?.first
    units.set(unit, own)
    own.against = units.size
    if (!other) continue
    said.add(unit)
    say(
      'dependencia-con-dos-nombres',
      use.span,
      `«${use.post}» es de «${other.unit}» en un lugar y de «${use.unit}» aquí; si es la misma dependencia, escríbala igual.`,
      undefined,
      use.procedure,
    )
  }
}

function alike(a: string, b: string): boolean {
  if (foldText(a) === foldText(b)) return false
  const [one, two] = [wordsOf(a), wordsOf(b)]
  const shared = one.filter((word) => two.includes(word)).length
  return one.length > 0 && two.length > 0 && (sameUnit(a, b) || shared >= 2)
}

function usesOf({ table, span }: Norm, procedure?: string): Use[] {
  if (!table) return []
  const units = table.columns.findIndex((name) =>
    /^(?:area|dependencia|departamento|unidad|direccion)\b/.test(foldText(name)),
  )
  const posts = table.columns.findIndex((name) => /^(?:responsable|cargo|puesto|tecnico)\b/.test(foldText(name)))
  if (units === -1 || posts === -1) return []
  return table.rows
    .map((row) => ({ unit: row[units] ?? '', post: row[posts] ?? '', span, procedure }))
    .filter(({ unit, post }) => unit !== '' && post !== '')
}
