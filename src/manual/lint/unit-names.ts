import { foldText } from '../fold-text.ts'
import { splitRole } from '../roles.ts'
import type { Manual } from '../types.ts'
import { linesOf } from './rule.ts'

const EMPTY = new Set(['de', 'del', 'la', 'las', 'los', 'el', 'y', 'e', 'en', 'a', 'al'])
const RANK =
  /^(?:departamento|direccion|subdireccion|subgerencia|gerencia|unidad|oficina|area|seccion|division|coordinacion|jefatura|despacho)\b/

/** The words of a name that tell it from others of its rank: `departamento de infraestructura tecnologica` → infraestructura, tecnologica. */
export function wordsOf(name: string): readonly string[] {
  return foldText(name)
    .replace(RANK, '')
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '' && !EMPTY.has(word))
}

/** Whether one name is the other, or the other cut short. */
export function sameUnit(a: string, b: string): boolean {
  const [shorter, longer] = [wordsOf(a), wordsOf(b)].sort((x, y) => x.length - y.length) as [
    readonly string[],
    readonly string[],
  ]
  return shorter.every((word) => longer.includes(word))
}

/** The rank of a dependencia, `departamento`; empty when its name begins otherwise. */
export function rankOf(name: string): string {
  return RANK.exec(foldText(name))?.[0] ?? ''
}

/** Dependencia of each role of the tables. */
export function unitsOf(manual: Manual): ReadonlySet<string> {
  const units = manual.procedures
    .flatMap(linesOf)
    .flatMap(({ row }) => (row.role ? (splitRole(row.role).unit ?? []) : []))
  return new Set(units)
}
