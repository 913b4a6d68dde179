import { foldText } from '#src/manual/fold-text.ts'
import type { CompiledProcedure } from '../compile-procedure.ts'
import type { Directory, PositionId } from '../types.ts'

/** Person and position of whoever asks for the case in an example. */
export const REQUESTER = 'solicitante'

/** A directory in which every role has one position with one person, whose id is the position's, and every unit a head. */
export function syntheticDirectory(version: CompiledProcedure): Directory {
  const roles = version.manual.roles
  const units = new Map<string, string>()
  for (const role of roles) if (role.unit) units.set(foldText(role.unit), role.unit)
  for (const unit of unitsInNorms(version)) units.set(foldText(unit), unit)
  const names = new Map<PositionId, { unit: string; post: string }>()
  const define = (unit: string, post: string): PositionId => {
    const id = foldText(unit === '' ? post : `${unit} / ${post}`)
    if (!names.has(id)) names.set(id, { unit, post })
    return id
  }
  const heads = new Map<string, PositionId>()
  for (const role of roles) {
    const unit = isHead(role.post) ? (unitNamedBy(role.post, units) ?? role.unit) : null
    if (unit !== null && !heads.has(foldText(unit))) heads.set(foldText(unit), define(role.unit ?? unit, role.post))
  }
  const headOfUnit = (unit: string): PositionId | null => {
    const known = units.get(foldText(unit))
    return known === undefined ? null : (heads.get(foldText(known)) ?? define(known, `Jefatura de ${known}`))
  }
  return {
    position: (unit, post) => {
      if (unit !== null) return define(unit, post)
      const same = roles.filter((r) => r.unit !== null && foldText(r.post) === foldText(post))
      if (same.length > 1) return null
      return define(same[0]?.unit ?? (isHead(post) ? (unitNamedBy(post, units) ?? '') : ''), post)
    },
    holders: (position) => [position],
    holds: (person, position) => person === position,
    away: () => false,
    headOfUnit,
    headOfPosition: (position) => {
      const name = names.get(position)
      const head = name ? headOfUnit(name.unit) : null
      return head === position ? null : head
    },
    headOfPerson: (person) => (person === REQUESTER ? define('', 'Jefatura del solicitante') : null),
    nameOf: (position) => names.get(position) ?? null,
    group: (id) => [foldText(`grupo ${id}`)],
    hasUnit: (unit) => units.has(foldText(unit)),
  }
}

function isHead(post: string): boolean {
  return /^(jef[ea]|director|directora|coordinador|coordinadora|subdirector|subdirectora|gerente)\b/.test(
    foldText(post),
  )
}

/** The unit that a head's post names: *Jefe del Departamento X*, *Director de X* of a *Dirección de X*. */
function unitNamedBy(post: string, units: ReadonlyMap<string, string>): string | null {
  const folded = foldText(post)
  for (const [key, unit] of units) {
    if (folded.endsWith(` ${key}`) || foldText(post.replace(/^directora?/i, 'direccion')) === key) return unit
  }
  return null
}

/** Cells of the columns whose unit's head is assigned, and cells that begin as units do. */
function unitsInNorms(version: CompiledProcedure): string[] {
  const tables = [...version.manual.norms, ...version.procedure.norms].flatMap((norm) => norm.table ?? [])
  const headed = new Set(
    [...version.assignments.values()].flatMap((a) => (a.by.kind === 'head-of-column' ? a.by.column : [])),
  )
  return tables.flatMap((table) =>
    table.rows.flatMap((cells) =>
      cells.filter(
        (cell, i) =>
          headed.has(table.columns[i] ?? '') ||
          /^(departamento|direccion|unidad|seccion|coordinacion|division|soporte)\b/.test(foldText(cell)),
      ),
    ),
  )
}
