import { editDistance, foldText } from '#src/manual/index.ts'
import type { SourceLine } from './types.ts'

const UNIT_WORDS =
  'departamento|direccion|subdireccion|subgerencia|gerencia|unidad|oficina|area|seccion|division|secretaria general|viceministerio|ministerio|coordinacion|jefatura|despacho|dependencia'
const UNIT = new RegExp(`^(?:${UNIT_WORDS})$`)
const POST =
  /^(?:secretari[oa]|tecnic[oa]s?|jef[ea]s?|director[ae]?s?|subdirector|analista|coordinador[a]?|encargad[oa]|responsable|usuari[oa]|personas?|autoridad|especialista|asistente|profesional|ministr[oa]|viceministr[oa]|administrador[a]?|operador[a]?|recepcionista|gerente|subgerente|auxiliar|supervisor[a]?|receptor[a]?|inspector[a]?|solicitante|proveedor[a]?|ingenier[oa]|delegad[oa]|oficial|residente|implementador[a]?|archivista|mensajer[oa]|cajer[oa])$/

/** Whether a word, folded, may open the name of a dependencia. */
export const opensUnit = (word: string): boolean => UNIT.test(foldText(word).replace(/[.,;:]$/, ''))
/** Whether a word, folded, may open the name of a cargo. */
export const opensPost = (word: string): boolean => POST.test(foldText(word).replace(/[.,;:]$/, ''))

export interface Names {
  /** Dependencias that the text names, as most often written, the longest first. */
  readonly units: readonly string[]
  /** Whether the text, outside the columns of responsibles, says these words together. */
  readonly says: (words: string) => boolean
}

const CONNECTORS = '(?:de|del|la|las|los|el|y|e|en|para)'
const FOUND = new RegExp(
  `(?<![\\p{L}])(?:Departamento|Dirección|Direccion|Subdirección|Subgerencia|Gerencia|Unidad|Oficina|Área|Sección|División|Viceministerio|Ministerio|Coordinación|Jefatura|Despacho)(?:,? (?:${CONNECTORS} ){0,3}\\p{Lu}[\\p{L}]+)+`,
  'gu',
)

/** The names that a document uses in its prose, by which the torn cells of its tables are read. */
export function namesOf(lines: readonly SourceLine[]): Names {
  const prose = lines.flatMap(({ cells, text }) =>
    cells ? cells.filter((cell) => cell.length > 40 && /\p{Ll}[.?]/u.test(cell)) : [text],
  )
  const counts = new Map<string, { written: string; count: number }>()
  for (const text of prose) {
    for (const [found] of text.matchAll(FOUND)) {
      const written = cutAtNext(found)
      if (!written.includes(' ')) continue
      const known = counts.get(foldText(written))
      counts.set(foldText(written), { written: known?.written ?? written, count: (known?.count ?? 0) + 1 })
    }
  }
  const all = foldText(prose.join(' \n '))
  const units = [...counts.values()].map(({ written }) => written).sort((a, b) => b.length - a.length)
  return { units, says: (words) => all.includes(foldText(words)) }
}

// "Departamento de Compras, Departamento de Pagos" is two; "Unidad Técnica Jefe" ends before the cargo.
function cutAtNext(found: string): string {
  const words = found.split(' ')
  const end = words.findIndex(
    (word, index) =>
      index > 0 &&
      /^\p{Lu}/u.test(word) &&
      (opensUnit(word) || /^(?:Secretari|Jefe|Jefa|Director|Encargad)/.test(word)),
  )
  return (end === -1 ? words : words.slice(0, end)).join(' ').replace(new RegExp(`[,]?(?: ${CONNECTORS})*$`), '')
}

/** The known dependencia with which these words begin: how many words it takes, and whether it was misread. */
export function matchUnit(
  words: readonly string[],
  { units }: Names,
): { readonly unit: string; readonly length: number; readonly misread: boolean } | undefined {
  for (const unit of units) {
    const length = unit.split(' ').length
    if (words.length < length) continue
    const read = foldText(words.slice(0, length).join(' ')).replace(/[.,;:]$/, '')
    if (read === foldText(unit)) return { unit, length, misread: false }
    if (length > 2 && editDistance(read, foldText(unit)) <= 2) return { unit, length, misread: true }
  }
  return undefined
}
