import { type Refusal, Refused } from '#src/platform/refusal.ts'
import type { DraftText } from './types.ts'

/** Characters of a text; the reader of manuals takes no more. */
export const MOST_CHARACTERS = 300_000

/** Of one that does not exist, and exactly so of one that the person may not read. */
export function draftUnknown(): Refused {
  return new Refused({
    code: 'draft-unknown',
    status: 404,
    es: 'No hay un borrador con esa dirección. Búsquelo en la lista de borradores.',
    en: 'There is no draft at that address. Look for it in the list of drafts.',
  })
}

export function draftNotWritable(): Refused {
  return new Refused({
    code: 'draft-not-writable',
    status: 403,
    es: 'Usted puede leer este borrador, no cambiarlo. Lo cambia quien redacta manuales, o quien tiene una tarea de su expediente.',
    en: 'You may read this draft, not change it. Those who write manuals may, or whoever holds a task of its case.',
  })
}

export function draftClosed(): Refused {
  return new Refused({
    code: 'draft-closed',
    status: 409,
    es: 'El borrador ya se cerró. Copie su texto y abra un borrador nuevo.',
    en: 'The draft is closed. Copy its text and open a new draft.',
  })
}

export function draftHasCase(): Refused {
  return new Refused({
    code: 'draft-has-case',
    status: 409,
    es: 'El borrador ya tiene un expediente que lleva su aprobación. Siga en ese expediente.',
    en: 'The draft already has a case that runs its approval. Go on in that case.',
  })
}

export function revisionUnknown(): Refused {
  return new Refused({
    code: 'draft-revision-unknown',
    status: 404,
    es: 'El borrador no tiene esa revisión. Elíjala en su historial.',
    en: 'The draft has no such revision. Choose one from its history.',
  })
}

export function refuseLongText(text: DraftText): void {
  const long = longText(text)
  if (long !== null) throw new Refused(long)
}

/** Why a text is not kept, or null. */
export function longText({ source, examples }: DraftText): Refusal | null {
  const long = source.length > MOST_CHARACTERS ? 'texto' : examples.length > MOST_CHARACTERS ? 'ejemplos' : null
  if (long === null) return null
  return {
    code: 'draft-too-long',
    status: 422,
    es:
      long === 'texto'
        ? 'El texto de un manual no pasa de 300 000 caracteres. Divida el manual en dos.'
        : 'Los ejemplos de un manual no pasan de 300 000 caracteres. Quite los que se repiten.',
    en:
      long === 'texto'
        ? 'The text of a manual has at most 300,000 characters. Divide the manual in two.'
        : 'The examples of a manual have at most 300,000 characters. Take out those that repeat.',
  }
}
