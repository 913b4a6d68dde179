import { FIN, flowOf, reachableFrom } from './flow.ts'
import type { OwnRule } from './rule.ts'

export const noWayToEnd: OwnRule = (procedure, _manual, say) => {
  const back = new Map<number, number[]>()
  for (const [step, targets] of flowOf(procedure)) {
    for (const target of targets) back.set(target, [...(back.get(target) ?? []), step])
  }
  const ends = reachableFrom(FIN, back)
  for (const step of procedure.steps) {
    if (ends.has(step.number)) continue
    const message = `Del paso ${step.number} no se llega nunca a FIN; dé a alguna rama una salida.`
    say('sin-salida-a-fin', step.span, message, String(step.number))
  }
}
