import { CASE_REFUSALS } from './refusals/case-refusals.ts'
import { FIELD_FAULTS } from './refusals/field-faults.ts'
import { TASK_REFUSALS } from './refusals/task-refusals.ts'
import type { EngineRefusal } from './types.ts'

export type RefusalData = EngineRefusal['data']

/** Status of HTTP: 403 not yours, 404 never was, 409 gone, closed or in conflict, 422 bad input. Sentences say what to do. */
export interface RefusalEntry {
  readonly status: 403 | 404 | 409 | 422
  readonly es: (data: RefusalData) => string
  readonly en: (data: RefusalData) => string
}

/** Every refusal of the engine and every fault of a form's field, by code. */
export const REFUSALS: Readonly<Record<string, RefusalEntry>> = { ...CASE_REFUSALS, ...TASK_REFUSALS, ...FIELD_FAULTS }

/** The sentence for the person. `data.by` is a person's id: put the name in its place before, or the sentence leaves it out when absent. */
export function refusalSentence(refusal: Pick<EngineRefusal, 'code' | 'data'>, locale: 'es' | 'en'): string {
  const entry = REFUSALS[refusal.code]
  if (!entry) throw new Error(`No refusal has the code ${refusal.code}`)
  return entry[locale](refusal.data)
}

export function refusalStatus(code: string): RefusalEntry['status'] {
  const entry = REFUSALS[code]
  if (!entry) throw new Error(`No refusal has the code ${code}`)
  return entry.status
}
