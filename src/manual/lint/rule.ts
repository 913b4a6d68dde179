import { FINDINGS, type FindingCode } from '../findings.ts'
import type { Branch, Finding, Manual, Procedure, Span, Step } from '../types.ts'

/** Writes down one finding; `step` is the printed number of the row, when the fault lies in one. */
export type Say = (code: FindingCode, span: Span, message: string, step?: string, procedure?: string) => void

/**
 * A rule about one procedure that reads without errors, whatever the others say. Of the source it looks at the procedure's own stretch:
 * what it says is kept while that stays.
 */
export type OwnRule = (procedure: Procedure, manual: Pick<Manual, 'source'>, say: Say) => void

/** A rule about one procedure that reads without errors, and what the others have to do with it. */
export type ProcedureRule = (procedure: Procedure, manual: Manual, say: Say) => void

/** A rule about the manual as a whole. */
export type ManualRule = (manual: Manual, say: Say) => void

/** A row of a step table, step or branch, with its printed number. */
export interface Line {
  readonly number: string
  readonly row: Step | Branch
}

/** Every row of a procedure in printed order. */
export function linesOf(procedure: Procedure): readonly Line[] {
  return procedure.steps.flatMap((step) => [
    { number: String(step.number), row: step },
    ...step.branches.map((branch) => ({ number: branch.number, row: branch })),
  ])
}

export function sayInto(findings: Finding[], procedure?: Procedure): Say {
  return (code, span, message, step, number = procedure?.number) => {
    findings.push({ code, severity: FINDINGS[code].severity, message, span, procedure: number, step })
  }
}
