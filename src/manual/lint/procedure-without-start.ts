import { linesOf, type ProcedureRule } from './rule.ts'

export const procedureWithoutStart: ProcedureRule = (procedure, manual, say) => {
  const called = manual.procedures
    .flatMap(linesOf)
    .some(({ row }) => row.jump?.kind === 'call' && !row.jump.manual && row.jump.procedure === procedure.number)
  if (procedure.starts.length > 0 || called) return
  const message = `Nada abre casos del procedimiento ${procedure.number}; escriba «- Procedimiento, Inicio: solicitud «${capital(procedure.title)}» por portal.».`
  say('procedimiento-sin-inicio', { start: procedure.span.start, end: procedure.span.start }, message)
}

function capital(title: string): string {
  return title.slice(0, 1).toUpperCase() + title.slice(1, 60).toLowerCase()
}
