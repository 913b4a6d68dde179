import { type CompiledProcedure, type CompiledRow, rowOf } from './compile-procedure.ts'
import type { RowNumber } from './types.ts'

/**
 * Where each step of a version goes on in another: the number of the step there, or null where there is none. Answers and parallel
 * rows follow their step: an answer goes to the same answer, a parallel row to the one in its place.
 */
export type StepMap = Readonly<Record<string, number | null>>

/** Every row of `from` that has a place in `to` by the map, with that place. */
export function mappedRows(
  from: CompiledProcedure,
  to: CompiledProcedure,
  map: StepMap,
): ReadonlyMap<RowNumber, RowNumber> {
  const rows = new Map<RowNumber, RowNumber>()
  for (const row of from.rows.values()) {
    const step = map[row.step.number]
    if (step == null || !to.steps.has(step)) continue
    const place = row.branch ? branchPlace(row, rowOf(to, step)) : String(step)
    if (place !== null) rows.set(row.number, place)
  }
  return rows
}

/** A map to propose: each step to the one with its identifier, else its words, else its number; never two to the same one. */
export function proposeStepMap(from: CompiledProcedure, to: CompiledProcedure): StepMap {
  const free = new Set(to.steps.keys())
  const map: Record<string, number | null> = Object.fromEntries([...from.steps.keys()].map((step) => [step, null]))
  const take = (step: number, found: number | undefined) => {
    if (found === undefined || map[step] !== null || !free.has(found)) return
    map[step] = found
    free.delete(found)
  }
  const likenesses = [sameId, sameWords, sameQuestion, sameBlock, sameNumber]
  for (const same of likenesses) {
    for (const [number, step] of from.steps) {
      take(
        number,
        [...free].find((candidate) => same(step, to.steps.get(candidate)!)),
      )
    }
  }
  return map
}

type Step = CompiledRow['step']

const sameId = (a: Step, b: Step): boolean => a.id !== undefined && a.id === b.id
const sameWords = (a: Step, b: Step): boolean =>
  a.text !== '' && a.text === b.text && a.role === b.role && a.question === b.question
const sameQuestion = (a: Step, b: Step): boolean =>
  a.question !== undefined && a.question === b.question && a.text === b.text
const sameBlock = (a: Step, b: Step): boolean =>
  a.parallel &&
  b.parallel &&
  a.text === b.text &&
  a.branches.map(({ text }) => text).join() === b.branches.map(({ text }) => text).join()
/** A step of the same number and kind that no better likeness took. */
const sameNumber = (a: Step, b: Step): boolean =>
  a.number === b.number && (a.question === undefined) === (b.question === undefined) && a.parallel === b.parallel

function branchPlace(row: CompiledRow, target: CompiledRow): RowNumber | null {
  const { branch, step } = row
  const found =
    branch?.answer === undefined
      ? target.step.parallel && target.step.branches.length === step.branches.length
        ? target.step.branches[step.branches.indexOf(branch!)]
        : undefined
      : target.step.branches.find(({ answer }) => answer === branch.answer)
  return found?.number ?? null
}
