import { foldText } from '../fold-text.ts'
import { FIN, flowOf } from './flow.ts'
import { type Line, linesOf, type OwnRule } from './rule.ts'

/** Acts that undo another: who records the second must have passed by the first. */
const PAIRS = [
  {
    opens: /\bregistr\w*(?: [a-z]+){0,4}? (?:de|del|el|la|su) (?:ingreso|entrada)\b/,
    closes: /\bregistr\w*\b.{0,30}\b(?:salida|egreso|retiro)\b/,
    first: 'el ingreso',
    last: 'la salida',
  },
  {
    opens: /\b(?:presta|entrega en prestamo|registr\w* el prestamo)\b/,
    closes: /\b(?:registr\w*|recibe)\b.{0,30}\bdevolucion\b/,
    first: 'el préstamo',
    last: 'la devolución',
  },
] as const

/** A way through the table on which something is closed that was never opened on it. */
export const exitWithoutEntry: OwnRule = (procedure, _manual, say) => {
  const lines = linesOf(procedure)
  for (const { opens, closes, first, last } of PAIRS) {
    const opening = new Set(lines.filter(({ row }) => opens.test(foldText(row.text))).map(stepOf))
    if (opening.size === 0) continue
    const around = reachableAround(procedure.steps[0]?.number ?? FIN, opening, flowOf(procedure))
    for (const line of lines) {
      if (opening.has(stepOf(line)) || !closes.test(foldText(line.row.text)) || !around.has(stepOf(line))) continue
      const message = `Se llega a registrar ${last} por un camino que no pasa por ${first} (paso ${[...opening].join(', ')}); haga que ese camino termine antes.`
      say('salida-sin-ingreso', line.row.span, message, line.number)
    }
  }
}

const stepOf = ({ number }: Line) => Number(number.split('.')[0])

/** The steps that can be reached without passing by any of `barred`. */
function reachableAround(
  from: number,
  barred: ReadonlySet<number>,
  flow: ReadonlyMap<number, readonly number[]>,
): ReadonlySet<number> {
  const seen = new Set<number>()
  const open = barred.has(from) ? [] : [from]
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (seen.has(step)) continue
    seen.add(step)
    for (const next of flow.get(step) ?? []) if (!barred.has(next)) open.push(next)
  }
  return seen
}
