import type { Step } from '../types.ts'
import type { OwnRule } from './rule.ts'

/** A time whose empty cells below reach rows of somebody else: it cannot be told whose time it is. */
export const timeOfSeveral: OwnRule = (procedure, { source }, say) => {
  for (const [index, step] of procedure.steps.entries()) {
    if (!step.time) continue
    const next = procedure.steps.findIndex((other, at) => at > index && other.time !== undefined)
    const under = procedure.steps.slice(index + 1, next === -1 ? undefined : next)
    const blocked =
      procedure.blockTimes.length > 0 ||
      under.some(({ facts }) => facts.wait !== undefined || facts.deadline !== undefined)
    const others = under.filter((other) => other.role !== step.role && !timeless(other, source))
    // Within the time above, as the notation has it, is clear for one row that follows; not for a whole hand-over and back.
    if (others.length < 3 || blocked) continue
    const message = `El tiempo del paso ${step.number} cubre también los pasos ${step.number + 1} a ${under.at(-1)!.number}, y algunos son de otro responsable; dé a cada uno el suyo, o «—».`
    say('tiempo-de-varios', step.span, message, String(step.number))
  }
}

// «—» says that the row has no time of its own; an empty cell, that it is within the one above.
function timeless({ span }: Step, source: string): boolean {
  const line = source.slice(span.start.offset, span.end.offset).split(/[\r\n]/)[0]!
  return (
    line
      .replace(/\|\s*$/, '')
      .split('|')
      .at(-1)!
      .trim() === '—'
  )
}
