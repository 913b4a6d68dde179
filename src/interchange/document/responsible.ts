import { foldText } from '#src/manual/index.ts'
import { matchUnit, type Names, opensPost, opensUnit } from './names.ts'
import type { RawRow, Remark } from './types.ts'

/** Who does each row: the role as the notation writes it, empty where it is that of the row above; and what is to be said. */
export interface Responsible {
  readonly role: string
  readonly remarks: readonly Remark[]
}

interface Word {
  readonly text: string
  readonly row: number
  /** Line inside its cell. */
  readonly line: number
}

interface Named {
  readonly unit: string | undefined
  readonly inherited: boolean
  readonly misread: string | undefined
  readonly post: string
  /** Rows of its first and last word. */
  readonly from: number
  readonly to: number
}

const LINK = /^(?:de|del|la|las|los|el|y|e|o|u|y\/o|en|a|al|con|para|que)$/

/**
 * Reads the RESPONSABLE column as one stream: extraction tears a cell with dependencia and cargo over the rows beside it. A
 * role begins at the row where its name is complete.
 * @param steps which rows are steps of their own; the others are titles, INICIO, or the rest of a row
 */
export function readResponsibles(rows: readonly RawRow[], steps: readonly boolean[], names: Names): Responsible[] {
  const words = rows.flatMap(({ responsible }, row) =>
    responsible.split('\n').flatMap((cellLine, line) =>
      cellLine
        .split(/\s+/)
        .filter((text) => text === '/' || /[\p{L}\p{N}]/u.test(text))
        .map((text) => ({ text, row, line })),
    ),
  )
  const result: { role: string; remarks: Remark[] }[] = rows.map(() => ({ role: '', remarks: [] }))
  let taken = -1
  for (const named of readNames(words, names)) {
    let at = Math.max(named.to, taken + 1)
    while (at < rows.length && !steps[at]) at += 1
    if (at >= rows.length) continue
    const role = named.unit ? `${named.unit} / ${named.post}` : named.post
    const { where } = rows[at]!
    result[at] = { role, remarks: remarksOf(named, role, where) }
    const torn = rows
      .slice(named.from, at)
      .findIndex((row, index) => steps[named.from + index] && row.responsible !== '' && named.from + index > taken)
    if (torn !== -1 && named.from + torn > 0 && taken !== -1) {
      const place = named.from + torn
      const message = `la celda del responsable «${role}» empieza a la altura de este paso y acaba más abajo; se le dejó el responsable anterior`
      result[place]!.remarks.push({ code: 'sin-responsable', message, where: rows[place]!.where })
    }
    taken = at
  }
  return result
}

function remarksOf({ inherited, misread, unit, from, to }: Named, role: string, where: string): Remark[] {
  const remarks: Remark[] = []
  if (misread)
    remarks.push({
      code: 'nombre-mal-leido',
      message: `«${misread}» se escribió «${unit}», como en el resto del documento.`,
      where,
    })
  else if (inherited)
    remarks.push({
      code: 'dependencia-heredada',
      message: `El cargo está bajo su dependencia, escrita más arriba: «${role}».`,
      where,
    })
  else if (from !== to)
    remarks.push({
      code: 'responsable-unido',
      message: `El responsable estaba partido en varias filas: «${role}».`,
      where,
    })
  return remarks
}

function readNames(words: readonly Word[], names: Names): Named[] {
  const named: Named[] = []
  const unitOf = new Map<string, string | undefined>()
  let unit: { name: string; misread: string | undefined; from: number; fresh: boolean; row: number } | undefined
  for (let at = 0; at < words.length; ) {
    const rest = words.slice(at, at + 14).map(({ text }) => text)
    const known = opensUnit(rest[0]!) ? matchUnit(rest, names) : undefined
    const length = known?.length ?? (opensUnit(rest[0]!) ? unitLength(words, at) : 0)
    if (length > 0) {
      alone(unit)
      const written = tidy(rest.slice(0, length).join(' '))
      unit = {
        name: known?.unit ?? written,
        misread: known?.misread ? written : undefined,
        from: words[at]!.row,
        fresh: true,
        row: words[at + length - 1]!.row,
      }
      at += length
      // "Dependencia / Cargo", already as the notation has it.
      if (words[at]?.text === '/') at += 1
      continue
    }
    const end = postEnd(words, at, names)
    const post = tidy(
      words
        .slice(at, end)
        .map(({ text }) => text)
        .join(' '),
    )
    const first = words[at]!.row
    const folded = foldText(post)
    const own = unit?.fresh ?? false
    const stays = !own && unit !== undefined && belongs(folded)
    const before = unitOf.get(folded)
    const name = own || stays ? (own ? unit!.name : (before ?? unit!.name)) : undefined
    if (post !== '') {
      named.push({
        unit: name,
        inherited: stays,
        misread: own ? unit!.misread : undefined,
        post,
        from: own ? unit!.from : first,
        to: words[end - 1]!.row,
      })
      if (!unitOf.has(folded)) unitOf.set(folded, name)
    }
    if (unit) unit = { ...unit, fresh: false }
    at = end
  }
  alone(unit)
  return named

  // A dependencia without a cargo does the step itself.
  function alone(one: typeof unit): void {
    if (one?.fresh)
      named.push({ unit: undefined, inherited: false, misread: undefined, post: one.name, from: one.from, to: one.row })
  }
}

// Somebody from outside, or another person in each case, is not of the dependencia that stands above.
function belongs(post: string): boolean {
  return !/^(?:usuari|personas?\b|solicitante|proveedor|autoridad)|\bcorrespondientes?$|\bdepartamento\b|\bdireccion\b|\bdependencia\b/.test(
    post,
  )
}

function unitLength(words: readonly Word[], at: number): number {
  const whole = lineOfUnit(words, at)
  if (whole > 0) return whole
  let end = at + 1
  while (end < words.length) {
    const { text, row, line } = words[end]!
    const linked = LINK.test(foldText(words[end - 1]!.text))
    if (text === '/' || (!linked && (opensPost(text) || opensUnit(text)))) break
    const before = words[end - 1]!
    if ((row !== before.row || line !== before.line) && !linked && /^\p{Lu}/u.test(text)) break
    end += 1
  }
  return end - at
}

/**
 * Words of a line that is the dependencia whole, because the next line of its cell begins a cargo: «Departamento de Soporte Técnico»
 * above «Técnico Informático» is not a Departamento de Soporte. 0 where the cell is not written so.
 */
function lineOfUnit(words: readonly Word[], at: number): number {
  const { row, line } = words[at]!
  let end = at + 1
  while (words[end]?.row === row && words[end]!.line === line && words[end]!.text !== '/') end += 1
  const next = words[end]
  return next?.row === row && next.line === line + 1 && opensPost(next.text) ? end - at : 0
}

function postEnd(words: readonly Word[], at: number, names: Names): number {
  let end = at + 1
  while (end < words.length) {
    const { text, row, line } = words[end]!
    const previous = words[end - 1]!
    const linked = LINK.test(foldText(previous.text))
    if (!linked && /^\p{Lu}/u.test(text) && (opensUnit(text) || opensPost(text))) break
    const newLine = row !== previous.row || line !== previous.line
    if (newLine && !linked && !/^\p{Ll}/u.test(text)) {
      const joined = words
        .slice(at, end + 1)
        .map((word) => word.text)
        .join(' ')
      if (!names.says(joined)) break
    }
    end += 1
  }
  return end
}

function tidy(text: string): string {
  return text
    .replace(/\s*\/\s*$/, '')
    .replace(/[\s.,;:]+$/, '')
    .replace(/(\S)\/\s|\s\/(\S)/g, '$1/$2')
    .trim()
}
