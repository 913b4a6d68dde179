import { callsOf } from './calls.ts'
import type { ProcedureRule } from './rule.ts'

export const procedureWithoutStart: ProcedureRule = (procedure, manual, say) => {
  if (procedure.starts.length > 0 || callsOf(manual).called.has(procedure.number)) return
  const message = `Nada abre casos del procedimiento ${procedure.number}; escriba «- Procedimiento, Inicio: solicitud «${capital(procedure.title)}» por portal.».`
  say('procedimiento-sin-inicio', { start: procedure.span.start, end: procedure.span.start }, message)
}

function capital(title: string): string {
  return title.slice(0, 1).toUpperCase() + title.slice(1, 60).toLowerCase()
}
