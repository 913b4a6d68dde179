import type { Manual } from '#src/manual/types.ts'
import { compileProcedure } from '#src/procedure/compile-procedure.ts'
import { cutText } from './carried-text.ts'
import { flowOfProcedure } from './flow-of-procedure.ts'
import { writeBpmn } from './write-bpmn.ts'

/**
 * One procedure of a sound manual as a BPMN 2.0 document with its diagram. The same manual gives the same bytes. Throws when the
 * manual has no procedure of that number.
 */
export function exportBpmn(manual: Manual, procedure: string): Promise<string> {
  const version = compileProcedure(manual, procedure)
  return writeBpmn(manual, version.procedure, flowOfProcedure(version), cutText(manual, procedure))
}
