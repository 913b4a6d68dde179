import type { Manual, Procedure } from '#src/manual/types.ts'
import type { PaperSize } from '../paper/sheets.ts'
import type { Block } from '../paper/types.ts'

/** The flowchart of a procedure, on pages of its own. */
export function flowchartPages(_manual: Manual, _procedure: Procedure, _paper: PaperSize): Block[] {
  return []
}
