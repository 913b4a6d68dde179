import type { OwnRule } from './rule.ts'

export const loopWithoutLimit: OwnRule = (procedure, _manual, say) => {
  for (const step of procedure.steps) {
    for (const row of [step, ...step.branches]) {
      if (row.jump?.kind !== 'return' || step.facts.limit || row.facts.limit) continue
      const message = `Este regreso no tiene límite; escriba «- Paso ${step.number}, Límite: 3 vueltas; al exceder, escala a Cargo.».`
      say('lazo-sin-limite', row.jump.span, message, String(row.number))
    }
  }
}
