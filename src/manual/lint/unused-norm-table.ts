import type { Manual, Norm, Procedure } from '../types.ts'
import { linesOf, type ManualRule } from './rule.ts'

export const unusedNormTable: ManualRule = (manual, say) => {
  const check = (norm: Norm, general: boolean, procedures: readonly Procedure[]) => {
    if (!norm.table || procedures.some((procedure) => cites(procedure, norm.number, general))) return
    const name = `${general ? 'general ' : ''}${norm.number}`
    say(
      'norma-sin-uso',
      norm.span,
      `Ningún paso elige según la tabla de la norma ${name}; escriba «según norma ${name}» en el paso que elige.`,
    )
  }
  for (const norm of manual.norms) check(norm, true, manual.procedures)
  for (const procedure of manual.procedures) for (const norm of procedure.norms) check(norm, false, [procedure])
}

function cites(procedure: Manual['procedures'][number], number: string, general: boolean): boolean {
  const byRow = linesOf(procedure).some(({ row }) =>
    row.normRefs.some((ref) => ref.number === number && ref.general === general),
  )
  return (
    byRow ||
    procedure.assignments.some(({ by }) => 'norm' in by && by.norm.number === number && by.norm.general === general)
  )
}
