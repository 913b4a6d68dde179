import { drawFlowchart, type Flowchart, type Marks, type Paper } from '#src/flowchart/index.ts'
import type { CompiledProcedure } from '#src/procedure/index.ts'
import type { ManualVersion } from './versions.ts'

/** Charts that are kept drawn: a version never changes, and laying one out takes a tenth of a second. */
const KEPT = 80

const kept = new Map<string, Flowchart>()

/** The flowchart of a procedure of a published version, drawn once while it is looked at. */
export function flowchartOf(
  { sha256 }: Pick<ManualVersion, 'sha256'>,
  procedure: CompiledProcedure,
  paper: Paper,
  marks?: Marks,
): Flowchart {
  const key = JSON.stringify([sha256, procedure.procedure.number, paper, marks ?? null])
  const known = kept.get(key)
  const chart = known ?? drawFlowchart(procedure, { paper, ...(marks ? { marks } : {}) })
  // The one looked at last is forgotten last.
  kept.delete(key)
  kept.set(key, chart)
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!)
  return chart
}
