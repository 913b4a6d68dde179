import { foldText } from '#src/manual/fold-text.ts'
import type { FormValue } from '../types.ts'
import type { Grade } from './priority.ts'
import type { Grades, PriorityTable } from './priority-table.ts'

export interface DeclaredGrades {
  readonly impact: Grade
  readonly urgency: Grade
}

/**
 * What an opening form says in its fields «Impacto» and «Urgencia», by the names of the table's grades; null unless it says both. A form
 * that uses other words for them says nothing here: nobody guesses how pressing a case is.
 */
export function declaredGrades(
  { impacts, urgencies }: Pick<PriorityTable, 'impacts' | 'urgencies'>,
  form: Readonly<Record<string, FormValue>> | undefined,
): DeclaredGrades | null {
  const impact = gradeOf(impacts, form, 'impacto')
  const urgency = gradeOf(urgencies, form, 'urgencia')
  return impact === null || urgency === null ? null : { impact, urgency }
}

function gradeOf(
  grades: Grades,
  form: Readonly<Record<string, FormValue>> | undefined,
  field: 'impacto' | 'urgencia',
): Grade | null {
  const value = Object.entries(form ?? {}).find(([name]) => foldText(name) === field)?.[1]
  if (typeof value !== 'string') return null
  const at = grades.findIndex(({ name }) => foldText(name) === foldText(value))
  return at < 0 ? null : ((at + 1) as Grade)
}
