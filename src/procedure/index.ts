export { apply, replay } from './apply.ts'
export { authorityOf, mayAddTo, mayAnnul, mayCorrect, mayReopen, mayRule } from './authority.ts'
export {
  type AppliedNorm,
  branchOf,
  type CompiledProcedure,
  type CompiledRow,
  compileProcedure,
  rowOf,
} from './compile-procedure.ts'
export { nextTimer } from './decide/pass-time.ts'
export { decide } from './decide.ts'
export { mayAct, type Permission } from './may-act.ts'
export { REFUSALS, type RefusalEntry, refusalSentence, refusalStatus } from './refusals.ts'
export type * from './types.ts'
export { type FieldFault, type FormReading, readFormStrings, validateForm } from './validate-form.ts'
