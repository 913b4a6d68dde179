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
export { changeVersion, fatesOf, type TaskFate } from './decide/change-version.ts'
export { nextTimer } from './decide/pass-time.ts'
export { decide } from './decide.ts'
export type { Carried, ConversationAct, Speaker } from './desk/conversation.ts'
export { type DeskAct, type DeskState, deskReaders, isDeskAct } from './desk/index.ts'
export { isInternalAct, maybeInternal } from './desk/internal-act.ts'
export { type Link, OPPOSITE, type Relation } from './desk/links.ts'
export type { RemoteSession, RemoteTool, Visit } from './desk/support.ts'
export { type Coverage, exampleCoverage } from './examples/coverage.ts'
export { readAction } from './examples/read-action.ts'
export { readExamples } from './examples/read-examples.ts'
export { type ExampleSettings, runExamples } from './examples/run-examples.ts'
export type { Example, ExampleResult, ExampleRow, ExamplesReading } from './examples/types.ts'
export { explainTask, type TaskExplanation } from './explain-task.ts'
export { mayAct, type Permission } from './may-act.ts'
export {
  FIN,
  type GraphEdge,
  type GraphNode,
  INICIO,
  type NodeKind,
  type ProcedureGraph,
  procedureGraph,
  unsoundRows,
} from './procedure-graph.ts'
export { REFUSALS, type RefusalEntry, refusalSentence, refusalStatus } from './refusals.ts'
export { mappedRows, proposeStepMap, type StepMap } from './step-map.ts'
export type * from './types.ts'
export { type FieldFault, type FormReading, readFormStrings, validateForm } from './validate-form.ts'
