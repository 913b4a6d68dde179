import type { DateText, Duration } from '#src/calendar/types.ts'
import type { PositionId } from '../types.ts'
import type { Grade } from './priority.ts'

export type PriorityNumber = 1 | 2 | 3 | 4
export type Level = 1 | 2 | 3

/** What the directorate decides of priorities, and what follows from each: one revision of it, in force from a date. */
export interface PriorityTable {
  /** Names of the priorities, the most pressing first. */
  readonly names: readonly [string, string, string, string]
  /** The grades of impact and of urgency, high to low, each with the text that explains it. */
  readonly impacts: Grades
  readonly urgencies: Grades
  /** `matrix[impact - 1][urgency - 1]` */
  readonly matrix: readonly [MatrixRow, MatrixRow, MatrixRow]
  /** What a kind of request has when it is opened. */
  readonly kinds: readonly KindRule[]
  /** Who sets the priority beside whoever has a task of the case and the heads above. */
  readonly setters: readonly PositionId[]
  /** Who edits this table beside the administrators. */
  readonly editors: readonly PositionId[]
  readonly targets: readonly TargetRule[]
  readonly warnings: readonly WarningRule[]
}

export type MatrixRow = readonly [PriorityNumber, PriorityNumber, PriorityNumber]
export type Grades = readonly [GradeWords, GradeWords, GradeWords]

export interface GradeWords {
  readonly name: string
  readonly text: string
}

/** A kind of request is a procedure of a manual, whatever its version. */
export interface Kind {
  readonly manual: string
  readonly procedure: string
}

export interface KindRule extends Kind {
  readonly impact: Grade
  readonly urgency: Grade
  readonly level: Level
  /** What the opening form declares goes before these grades, which stand where it declares nothing. */
  readonly declared?: true
}

/** By when a case of a priority is attended and solved; of a kind where one is named, else of every kind that has no rule of its own. */
export interface TargetRule {
  readonly kind: Kind | null
  readonly priority: PriorityNumber
  readonly attention: Duration | null
  readonly solution: Duration | null
  /** The norm by which the time stands still while the case waits for the requester; null where none says so. */
  readonly suspends: string | null
}

export type WarningPercent = 50 | 80 | 100
export type Warned = 'assignee' | 'head'

export interface WarningRule {
  readonly percent: WarningPercent
  readonly to: readonly Warned[]
}

/** A table with its place in the history. */
export interface KeptTable {
  /** 0 is the one that the product begins with. */
  readonly id: number
  readonly from: DateText
  readonly table: PriorityTable
}

export const PERCENTS: readonly WarningPercent[] = [50, 80, 100]

/** What holds until the institution decides: the usual matrix, no targets, no warnings. */
export const FIRST_TABLE: PriorityTable = {
  names: ['Crítica', 'Alta', 'Media', 'Baja'],
  impacts: [
    { name: 'Alto', text: 'Detiene un servicio de toda la institución o de muchas personas.' },
    { name: 'Medio', text: 'Afecta a una dependencia o a varias personas.' },
    { name: 'Bajo', text: 'Afecta a una persona, que puede seguir trabajando.' },
  ],
  urgencies: [
    { name: 'Alta', text: 'No puede esperar: el daño crece cada hora.' },
    { name: 'Media', text: 'Puede esperar unas horas.' },
    { name: 'Baja', text: 'Puede esperar días.' },
  ],
  matrix: [
    [1, 2, 3],
    [2, 3, 4],
    [3, 4, 4],
  ],
  kinds: [],
  setters: [],
  editors: [],
  targets: [],
  warnings: [
    { percent: 50, to: [] },
    { percent: 80, to: ['assignee'] },
    { percent: 100, to: ['assignee', 'head'] },
  ],
}

export function priorityOf(table: PriorityTable, impact: Grade, urgency: Grade): PriorityNumber {
  return table.matrix[impact - 1]![urgency - 1]!
}

export function kindRuleOf(table: PriorityTable, kind: Kind): KindRule | null {
  return table.kinds.find((rule) => sameKind(rule, kind)) ?? null
}

/** The target of a kind and priority: the kind's own, else that of every kind. */
export function targetRuleOf(table: PriorityTable, kind: Kind, priority: number): TargetRule | null {
  const rules = table.targets.filter((rule) => rule.priority === priority)
  return (
    rules.find((rule) => rule.kind !== null && sameKind(rule.kind, kind)) ?? rules.find((r) => r.kind === null) ?? null
  )
}

export function sameKind(a: Kind, b: Kind): boolean {
  return a.manual === b.manual && a.procedure === b.procedure
}

/** The table in force on a day: of those that have begun, the one that begins last; of one day, the one decided last. */
export function tableOn(history: readonly KeptTable[], day: DateText): KeptTable {
  let found: KeptTable = { id: 0, from: '0001-01-01', table: FIRST_TABLE }
  for (const each of history) {
    if (each.from <= day && (each.from > found.from || (each.from === found.from && each.id > found.id))) found = each
  }
  return found
}
