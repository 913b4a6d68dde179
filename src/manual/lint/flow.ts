import type { Branch, Jump, Procedure, Step } from '../types.ts'

/** FIN as the target of a flow; no step has this number. */
export const FIN = 0

/** Where each step may be followed: step numbers and `FIN`. Includes what a deadline that continues elsewhere does. */
export function flowOf(procedure: Procedure): ReadonlyMap<number, readonly number[]> {
  return new Map(
    procedure.steps.map((step, index) => [step.number, targetsOf(step, procedure.steps[index + 1]?.number ?? FIN)]),
  )
}

/** The steps that can be reached from `from`, itself included. */
export function reachableFrom(from: number, flow: ReadonlyMap<number, readonly number[]>): ReadonlySet<number> {
  const seen = new Set([from])
  const open = [from]
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    for (const next of flow.get(step) ?? []) {
      if (!seen.has(next)) {
        seen.add(next)
        open.push(next)
      }
    }
  }
  return seen
}

function targetsOf(step: Step, next: number): readonly number[] {
  const rows: readonly (Step | Branch)[] = step.branches.length > 0 && !step.parallel ? step.branches : [step]
  const expiries = [step, ...step.branches].map((row) => row.facts.deadline?.onExpiry)
  return [
    ...rows.map((row) => targetOf(row.jump, next)),
    ...expiries.flatMap((expiry) => (expiry?.kind === 'continue' ? [expiry.step] : [])),
  ]
}

function targetOf(jump: Jump | undefined, next: number): number {
  // A called procedure comes back, so its row flows on.
  if (!jump || jump.kind === 'call') return next
  return jump.kind === 'end' ? FIN : jump.step
}
