import { Refused } from '#src/platform/refusal.ts'

interface Entry {
  readonly status: number
  readonly es: string
  readonly en: string
}

/** Why something is not done in a book. */
const REFUSALS = {
  'register-unknown': {
    status: 404,
    es: 'No hay un libro con ese número, o ninguno de sus asientos es de un expediente que usted pueda ver.',
    en: 'There is no such register, or none of its entries belongs to a case that you may see.',
  },
  'entry-unknown': {
    status: 404,
    es: 'No hay un asiento con ese folio, o es de un expediente que usted no puede ver.',
    en: 'There is no entry with that folio, or it belongs to a case that you may not see.',
  },
  'may-not-annotate': {
    status: 403,
    es: 'Solo puede anotar un asiento quien lo escribió o la jefatura que responde por el libro. Pida a una de esas personas que lo haga.',
    en: 'Only whoever wrote an entry, or the head who answers for the register, may annotate it. Ask one of them to do it.',
  },
  'entry-erased': {
    status: 409,
    es: 'Lo que decía este asiento se borró por ley: ya no hay qué corregir.',
    en: 'What this entry said was erased by law: there is nothing left to correct.',
  },
  'correction-missing': {
    status: 422,
    es: 'Escriba qué se corrige y por qué, con 2,000 letras como máximo en cada casilla.',
    en: 'Write what is corrected and why, with at most 2,000 letters in each field.',
  },
  'too-many-annotations': {
    status: 409,
    es: 'Este asiento ya tiene 100 anotaciones, y no caben más.',
    en: 'This entry has 100 annotations already, and there is no room for more.',
  },
  'may-not-close': {
    status: 403,
    es: 'Solo la jefatura que responde por el libro puede cerrar sus meses y tomar sus actas.',
    en: 'Only the head who answers for the register may close its months and take its documents.',
  },
  'month-not-next': {
    status: 409,
    es: 'Ese mes no es el que toca cerrar: los meses de un libro se cierran en orden y una sola vez. Vuelva a la página del libro para ver cuál sigue.',
    en: 'That month is not the next to close: the months of a register are closed in order and only once. Go back to the page of the register to see which follows.',
  },
  'month-not-over': {
    status: 409,
    es: 'Ese mes todavía no termina. Podrá cerrarlo desde el primer día del mes siguiente.',
    en: 'That month is not over yet. You can close it from the first day of the next month.',
  },
  'month-changed': {
    status: 409,
    es: 'El libro cambió mientras se imprimía el acta. Vuelva a cerrar el mes.',
    en: 'The register changed while its document was printed. Close the month again.',
  },
  'month-too-long': {
    status: 409,
    es: 'El mes tiene más asientos de los que caben en un acta (5,000). Avise a quien administra Ventanilla.',
    en: 'The month has more entries than one document holds (5,000). Tell whoever administers Ventanilla.',
  },
  'closing-unknown': {
    status: 404,
    es: 'Ese mes del libro no se ha cerrado.',
    en: 'That month of the register has not been closed.',
  },
  'closing-withdrawn': {
    status: 410,
    es: 'El acta de ese mes se retiró porque contenía datos que se borraron por ley. La jefatura que responde por el libro puede reponerla.',
    en: 'The document of that month was withdrawn because it held what was erased by law. The head who answers for the register can issue it again.',
  },
} as const satisfies Record<string, Entry>

export type RegisterRefusalCode = keyof typeof REFUSALS

export function registerRefusal(code: RegisterRefusalCode): Refused {
  return new Refused({ code, ...REFUSALS[code] })
}
