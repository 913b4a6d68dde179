import { foldText } from '../fold-text.ts'
import { placesOf } from '../places.ts'
import { linesOf, type OwnRule } from './rule.ts'

const TYPED =
  /^[ \t]*\**\bpasos\W{0,3}(\d{1,2})(?:\W{1,3}formas\W{0,3}(\d{1,2}))?[.\s*]*$|^[ \t]*\**\bformas\W{0,3}(\d{1,2})[.\s*]*$/gim
const GETS_FORM = /\bformularios?\b|\bformatos? de solicitud\b/

/** Counts typed under a procedure's title (`Pasos 08, Formas 00`) that are not those of its table. */
export const printedCounts: OwnRule = (procedure, { source }, say) => {
  const { start, end } = procedure.span
  const text = source.slice(start.offset, end.offset)
  const lines = linesOf(procedure)
  const declared = new Set(lines.flatMap(({ row }) => row.facts.form ?? [])).size
  const taking = lines.find(({ row }) => GETS_FORM.test(foldText(row.text)))
  for (const found of text.matchAll(TYPED)) {
    const [written, steps, after, alone] = found
    const forms = after ?? alone
    const wrong: string[] = []
    if (steps !== undefined && Number(steps) !== procedure.steps.length)
      wrong.push(`dice ${Number(steps)} pasos y la tabla tiene ${procedure.steps.length}`)
    if (forms !== undefined && Number(forms) !== declared)
      wrong.push(`dice ${Number(forms)} formas y los pasos declaran ${declared}`)
    else if (forms !== undefined && Number(forms) === 0 && taking)
      wrong.push(`dice que no hay formas y el paso ${taking.number} recibe un formulario`)
    if (wrong.length === 0) continue
    const from = start.offset + found.index + written.search(/\S/)
    const span = placesOf(source).span(from, start.offset + found.index + written.trimEnd().length)
    say(
      'conteo-distinto',
      span,
      `El conteo escrito ${wrong.join('; ')}. Bórrelo: se calcula al imprimir.`,
      taking?.number,
    )
  }
}
