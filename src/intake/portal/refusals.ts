import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { CONFORMITY_DAYS, RATING_DAYS } from '#src/procedure/index.ts'

const REFUSALS = {
  'not-over': {
    status: 409,
    es: 'La solicitud todavía no termina. Podrá decir si quedó resuelta, y calificar la atención, cuando termine.',
    en: 'The request is not over yet. You can say whether it was solved, and rate it, when it is.',
  },
  'conformity-late': {
    status: 409,
    es: `Ya pasaron los ${CONFORMITY_DAYS} días hábiles para decir si quedó resuelta. Si el problema sigue, presente una solicitud nueva.`,
    en: `The ${CONFORMITY_DAYS} working days for saying whether it was solved are over. If the problem goes on, make a new request.`,
  },
  'conformity-given': {
    status: 409,
    es: 'Usted ya dijo que quedó resuelta. Si el problema volvió, presente una solicitud nueva y mencione el número de esta.',
    en: 'You said already that it was solved. If the problem came back, make a new request and name the number of this one.',
  },
  'rating-late': {
    status: 409,
    es: `La calificación se puede cambiar durante ${RATING_DAYS} días, y ya pasaron. Queda la que usted dio.`,
    en: `A rating may be changed for ${RATING_DAYS} days, and they are over. The one that you gave stays.`,
  },
  'stars-needed': {
    status: 422,
    es: 'Elija de 1 a 5 cómo fue la atención.',
    en: 'Choose from 1 to 5 how the service was.',
  },
  'title-needed': {
    status: 422,
    es: 'Escriba en pocas palabras qué necesita (hasta 200 letras).',
    en: 'Write in a few words what you need (up to 200 letters).',
  },
  'message-needed': {
    status: 422,
    es: 'Escriba su mensaje o adjunte un documento.',
    en: 'Write your message or attach a document.',
  },
  'too-many-files': {
    status: 422,
    es: 'Son más de 20 documentos. Quite algunos, o envíelos después en un mensaje.',
    en: 'There are more than 20 documents. Remove some, or send them later in a message.',
  },
} satisfies Record<string, Omit<Refusal, 'code'>>

export function refusedHere(code: keyof typeof REFUSALS): Refused {
  return new Refused({ code, ...REFUSALS[code] })
}
