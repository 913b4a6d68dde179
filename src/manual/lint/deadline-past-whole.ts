import type { Duration } from '#src/calendar/types.ts'
import { linesOf, type OwnRule } from './rule.ts'

/** Compared only where both say the same unit: a working day is never a number of hours. */
export const deadlinePastWhole: OwnRule = (procedure, _manual, say) => {
  const whole = procedure.time
  if (!whole) return
  for (const { number, row } of linesOf(procedure)) {
    const deadline = row.facts.deadline
    if (!deadline || deadline.duration.unit !== whole.unit || deadline.duration.count <= whole.max) continue
    const message = `El plazo (${count(deadline.duration)}) pasa del tiempo de todo el procedimiento (${whole.max}); acorte uno o alargue el otro.`
    say('plazo-mayor-que-el-total', deadline.span, message, number)
  }
}

function count(duration: Duration): string {
  return String(duration.count)
}
