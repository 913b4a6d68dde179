import { foldText } from '../fold-text.ts'
import { linesOf, type OwnRule } from './rule.ts'

const TIME = /\b(\d{1,3}) (minutos?|horas?|dias?|meses|mes)\b/

/** A norm of the procedure that sets a time which no row cites and no ficha keeps: nothing would make it happen. */
export const unkeptNormTime: OwnRule = (procedure, _manual, say) => {
  const lines = linesOf(procedure)
  for (const norm of procedure.norms) {
    const [, count, unit] = TIME.exec(foldText(norm.text)) ?? []
    if (count === undefined || /\b24 horas del dia\b/.test(foldText(norm.text))) continue
    const cited = lines.some(({ row }) => row.normRefs.some((ref) => !ref.general && ref.number === norm.number))
    const kept = lines.some(({ row }) =>
      [
        row.facts.deadline?.duration,
        row.facts.wait?.kind === 'duration' ? row.facts.wait.duration : undefined,
        row.facts.archive?.kind === 'temporary' ? row.facts.archive.duration.duration : undefined,
      ].some((duration) => String(duration?.count) === count),
    )
    const text = lines.map(({ row }) => foldText(row.text)).join(' ')
    if (cited || kept || text.includes(`${count} ${unit!.slice(0, 3)}`)) continue
    say(
      'tiempo-de-norma-sin-uso',
      norm.span,
      `La norma ${norm.number} fija ${count} ${unit} y ningún paso la cita ni lo cumple; escriba «ver norma ${norm.number}» en su paso, o una ficha Plazo, Espera o Archivo.`,
    )
  }
}
