import { placesOf } from '../places.ts'
import type { ManualRule } from './rule.ts'
import { withoutComments } from './without-comments.ts'

const DOUBT = /⚠(?: ?\(([^()\n]{0,300})\))?/g

/** What an import could not decide, wherever it stands; runs on texts with errors too. */
export const doubtLeft: ManualRule = ({ source, procedures }, say) => {
  if (!source.includes('⚠')) return
  const places = placesOf(source)
  for (const found of withoutComments(source).matchAll(DOUBT)) {
    const span = places.span(found.index, found.index + found[0].length)
    const procedure = procedures.find(
      (one) => one.span.start.offset <= found.index && found.index < one.span.end.offset,
    )
    const step = procedure?.steps.find((one) => one.span.start.line === span.start.line)
    const branch = procedure?.steps
      .flatMap(({ branches }) => branches)
      .find((one) => one.span.start.line === span.start.line)
    const reason = found[1] ? `: ${found[1].trim()}` : ''
    const message = `Queda una duda por resolver${reason}. Corrija lo que haga falta y borre la marca con su paréntesis.`
    say('duda-pendiente', span, message, branch?.number ?? (step && String(step.number)), procedure?.number)
  }
}
