import { flowOf, reachableFrom } from './flow.ts'
import type { OwnRule } from './rule.ts'

export const unreachableStep: OwnRule = (procedure, _manual, say) => {
  const first = procedure.steps[0]
  if (!first) return
  const reached = reachableFrom(first.number, flowOf(procedure))
  for (const step of procedure.steps) {
    if (reached.has(step.number)) continue
    const message = `Ningún camino desde el inicio llega al paso ${step.number}; haga que algún paso continúe en él.`
    say('paso-inalcanzable', step.span, message, String(step.number))
  }
}
