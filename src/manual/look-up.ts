import { foldText } from './fold-text.ts'
import type { Form, Manual, Norm, Procedure, Role, Step } from './types.ts'

/** The role with that key, whatever its case and accents. */
export function roleOf(manual: Manual, key: string): Role | undefined {
  const folded = foldText(key)
  return manual.roles.find((role) => foldText(role.key) === folded)
}

export function stepOf(procedure: Procedure, number: number): Step | undefined {
  return procedure.steps.find((step) => step.number === number)
}

/** The norm that `según norma …` or `ver norma …` names: of `# NORMAS` when general, else of the procedure's own list. */
export function findNorm(
  manual: Manual,
  procedure: Procedure,
  ref: { readonly general: boolean; readonly number: string },
): Norm | undefined {
  return findNorms(manual, procedure, ref)[0]
}

export function findNorms(
  manual: Manual,
  procedure: Procedure,
  ref: { readonly general: boolean; readonly number: string },
): readonly Norm[] {
  return (ref.general ? manual.norms : procedure.norms).filter((norm) => norm.number === ref.number)
}

export function findForm(manual: Manual, code: string): Form | undefined {
  const folded = foldText(code)
  return manual.forms.find((form) => foldText(form.code) === folded)
}
