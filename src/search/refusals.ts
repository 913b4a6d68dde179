import { Refused } from '#src/platform/refusal.ts'

const SEARCH_REFUSALS = {
  'saved-name-empty': {
    status: 422,
    es: 'Escriba un nombre de hasta 60 caracteres, en una línea.',
    en: 'Write a name of up to 60 characters, on one line.',
  },
  'saved-name-taken': {
    status: 422,
    es: 'Usted ya guardó una búsqueda con ese nombre. Escriba otro.',
    en: 'You have saved a search of that name already. Write another.',
  },
  'saved-query-unclear': {
    status: 422,
    es: 'Escriba primero qué busca, en no más de 400 letras, y guárdelo después.',
    en: 'First write what you look for, in no more than 400 letters, and save it then.',
  },
  'saved-full': {
    status: 422,
    es: 'Ya tiene 50 búsquedas guardadas, y ese es el máximo. Borre alguna que no use.',
    en: 'You have 50 saved searches already, which is the most. Delete one that you do not use.',
  },
  'saved-unknown': {
    status: 404,
    es: 'No tiene una búsqueda guardada así. Tal vez ya la borró.',
    en: 'You have no such saved search. Perhaps you have deleted it already.',
  },
  'file-unclear': {
    status: 422,
    es: 'La búsqueda no se entiende del todo: {fault} Corríjala y descargue de nuevo.',
    en: 'The search is not quite understood: {fault} Correct it and download again.',
  },
  'file-nothing': {
    status: 422,
    es: 'Se descargan expedientes o mensajes que se buscaron con palabras o filtros. Escriba qué busca.',
    en: 'Cases or messages are downloaded that were looked for by words or filters. Write what you look for.',
  },
} as const satisfies Record<string, { status: number; es: string; en: string }>

/** A refusal of the search, ready to be thrown; `fault` are sentences in both languages. */
export function searchRefused(
  code: keyof typeof SEARCH_REFUSALS,
  fault: { readonly es: string; readonly en: string } = { es: '', en: '' },
): Refused {
  const { status, es, en } = SEARCH_REFUSALS[code]
  return new Refused({ code, status, es: es.replace('{fault}', fault.es), en: en.replace('{fault}', fault.en) })
}
