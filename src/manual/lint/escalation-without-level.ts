import { foldText } from '../fold-text.ts'
import { type Line, linesOf, type OwnRule } from './rule.ts'

const ESCALATES =
  /\bescala\w*\b[^.]{0,60}\bnivel(?:es)?\b(?: (?:que corresponda|correspondiente|siguiente|superior))?|\b(?:siguiente|superior) nivel\b/
const NAMED = /\bnivel(?:es)? \d|\b(?:primer|segundo|tercer) nivel\b/

/** "Escalates to the level that corresponds": at the highest level there is none, and nothing says who decides then. */
export const escalationWithoutLevel: OwnRule = (procedure, _manual, say) => {
  for (const line of linesOf(procedure)) {
    const text = foldText(line.row.text)
    if (!ESCALATES.test(text) || NAMED.test(text) || bounded(line, linesOf(procedure))) continue
    const message = `Escala «al nivel que corresponda» y no dice a quién cuando ya no hay un nivel más alto; escriba «- Paso ${whole(line.number)}, Límite: 3 vueltas; al exceder, escala a Cargo.» o una rama para el último nivel.`
    say('escala-sin-nivel', line.row.span, message, line.number)
  }
}

function bounded(line: Line, all: readonly Line[]): boolean {
  const of = all.filter(({ number }) => whole(number) === whole(line.number))
  return of.some(({ row }) => row.facts.limit !== undefined || row.facts.deadline?.onExpiry.kind === 'escalate')
}

const whole = (number: string) => number.split('.')[0]!
