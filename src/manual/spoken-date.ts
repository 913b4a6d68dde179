import { foldText } from './fold-text.ts'

const MONTHS = [
  'enero',
  'febrero',
  'marzo',
  'abril',
  'mayo',
  'junio',
  'julio',
  'agosto',
  'septiembre',
  'octubre',
  'noviembre',
  'diciembre',
]
const UNITS = [
  'cero',
  'uno',
  'dos',
  'tres',
  'cuatro',
  'cinco',
  'seis',
  'siete',
  'ocho',
  'nueve',
  'diez',
  'once',
  'doce',
  'trece',
  'catorce',
  'quince',
  'dieciseis',
  'diecisiete',
  'dieciocho',
  'diecinueve',
  'veinte',
  'veintiuno',
  'veintidos',
  'veintitres',
  'veinticuatro',
  'veinticinco',
  'veintiseis',
  'veintisiete',
  'veintiocho',
  'veintinueve',
  'treinta',
]
const NUMBER = `(?:\\d{1,2}|primero|treinta y un[oa]?|un|${UNITS.toReversed().join('|')})`
const YEAR = `(?:\\d{4}|dos mil(?: (?:treinta y un[oa]?|treinta y \\w+|${UNITS.toReversed().join('|')}))?)`
const SPOKEN = new RegExp(`\\b(${NUMBER})(?: dias? del mes)? de (${MONTHS.join('|')})(?: del? (?:ano )?| )(${YEAR})\\b`)
const PRINTED = /\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b|\b(\d{4})-(\d{2})-(\d{2})\b/

/** The first date of a text, as `2026-11-02`: `02/11/2026`, `2 de noviembre de 2026`, `dos de noviembre de dos mil veintiséis`. */
export function dateIn(text: string): string | undefined {
  const folded = foldText(text)
  const spoken = SPOKEN.exec(folded)
  const printed = PRINTED.exec(folded)
  if (printed && (!spoken || printed.index < spoken.index)) {
    const [, day, month, year, isoYear, isoMonth, isoDay] = printed
    return isoYear ? valid(isoYear, isoMonth!, isoDay!) : valid(year!, month!, day!)
  }
  if (!spoken) return undefined
  const month = MONTHS.indexOf(spoken[2]!) + 1
  return valid(String(numberOf(spoken[3]!)), String(month), String(numberOf(spoken[1]!)))
}

function numberOf(words: string): number {
  if (/^\d/.test(words)) return Number(words)
  if (words.startsWith('dos mil')) return 2000 + (words === 'dos mil' ? 0 : numberOf(words.slice(8)))
  if (words === 'primero' || words === 'un') return 1
  const [tens, ones] = words.split(' y ')
  return (
    Math.max(0, UNITS.indexOf(tens!)) +
    (ones ? Math.max(1, UNITS.indexOf(ones === 'un' || ones === 'una' ? 'uno' : ones)) : 0)
  )
}

function valid(year: string, month: string, day: string): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined
}
