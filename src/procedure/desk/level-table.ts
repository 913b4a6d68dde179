import { foldText } from '#src/manual/fold-text.ts'
import type { Norm, NormTable } from '#src/manual/types.ts'
import type { CompiledProcedure } from '../compile-procedure.ts'
import type { Choice, Directory, PositionId, RoleKey, RowNumber, Task } from '../types.ts'
import type { Level } from './priority-table.ts'

/** A row of a norm's table of levels: the competent area and who attends there. */
export interface LevelArea {
  /** Place in the norm's table, counting from 0. */
  readonly row: number
  readonly level: Level
  readonly unit: string | null
  readonly post: string
}

/** The norm table by which work that is not of one's competence passes to another area (S3, procedure 2, norm 2). */
export interface LevelTable {
  readonly norm: { readonly general: boolean; readonly number: string }
  readonly areas: readonly LevelArea[]
}

/** The procedure's own table of levels, else the manual's; null where no norm has one. */
export function levelTableOf(version: CompiledProcedure): LevelTable | null {
  const known = kept.get(version)
  if (known !== undefined) return known
  const found = firstOf(version.procedure.norms, false) ?? firstOf(version.manual.norms, true)
  kept.set(version, found)
  return found
}

const kept = new WeakMap<CompiledProcedure, LevelTable | null>()

function firstOf(norms: readonly Norm[], general: boolean): LevelTable | null {
  for (const { number, table } of norms) {
    const areas = table === undefined ? null : areasOf(table)
    if (areas !== null) return { norm: { general, number }, areas }
  }
  return null
}

function areasOf({ columns, rows }: NormTable): LevelArea[] | null {
  const folded = columns.map(foldText)
  const level = folded.findIndex((column) => /^nivel\b/.test(column))
  const post = folded.findIndex((column) => /\b(responsable|tecnico|cargo|puesto)\b/.test(column))
  const unit = folded.findIndex((column) => /\b(area|dependencia|departamento|direccion|unidad)\b/.test(column))
  if (level < 0 || post < 0 || rows.length === 0) return null
  const areas = rows.map((cells, row): LevelArea | null => {
    const number = levelNamed(cells[level] ?? '')
    if (number === null) return null
    const whole = cells[post] ?? ''
    const slash = whole.indexOf(' / ')
    if (slash >= 0)
      return { row, level: number, unit: whole.slice(0, slash).trim(), post: whole.slice(slash + 3).trim() }
    return { row, level: number, unit: unit < 0 ? null : (cells[unit] ?? null), post: whole }
  })
  return areas.every((area) => area !== null) ? areas : null
}

/** `Segundo nivel`, `Nivel 2`, `2`. */
function levelNamed(cell: string): Level | null {
  const text = foldText(cell)
  const named = /\b(primer|segundo|tercer)(?:o)? nivel\b/.exec(text)?.[1]
  if (named !== undefined) return named === 'primer' ? 1 : named === 'segundo' ? 2 : 3
  const digit = /^(?:nivel )?([123])$/.exec(text)?.[1]
  return digit === undefined ? null : (Number(digit) as Level)
}

/** The area's role as the manual writes it, and its position in the directory. */
export function placeOfArea(
  area: LevelArea,
  directory: Directory,
): { readonly role: RoleKey; readonly position: PositionId | null } {
  return {
    role: area.unit === null ? area.post : `${area.unit} / ${area.post}`,
    position: directory.position(area.unit, area.post),
  }
}

/** The area that a choice in the table names; null where the choice is of another norm. */
export function chosenArea(table: LevelTable, choice: Choice): LevelArea | null {
  if (choice.norm.general !== table.norm.general || choice.norm.number !== table.norm.number) return null
  const cells = choice.cells.map(foldText)
  return (
    table.areas.find(
      ({ unit, post }) =>
        (cells.includes(foldText(post)) || cells.includes(foldText(`${unit ?? ''} / ${post}`))) &&
        (unit === null || cells.includes(foldText(unit)) || cells.includes(foldText(`${unit} / ${post}`))),
    ) ?? null
  )
}

/** Rows of a task's card by which the procedure itself passes the case to another area: there the step is answered, not the desk asked. */
export function stepsThatEscalate(version: CompiledProcedure, task: Task, table: LevelTable): readonly RowNumber[] {
  const step = task.question === undefined ? undefined : version.steps.get(task.question)
  const rows = [
    task.row,
    ...(step === undefined ? [] : [String(step.number), ...step.branches.map(({ number }) => number)]),
  ]
  return [...new Set(rows)].filter((number) => {
    const applies = version.rows.get(number)?.applies
    return applies !== undefined && applies.general === table.norm.general && applies.number === table.norm.number
  })
}

/** The level of whoever receives a case of the procedure; 1 where the table does not name that role. */
export function levelOfFirst(version: CompiledProcedure): Level {
  const role = version.steps.get(version.first)?.role ?? ''
  const areas = levelTableOf(version)?.areas ?? []
  const named = areas.filter(
    ({ unit, post }) => foldText(unit === null ? post : `${unit} / ${post}`) === foldText(role),
  )
  return named[0]?.level ?? 1
}
