import type { Finding } from '#src/manual/types.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { words as findingWords } from './finding-words.ts'
import { words } from './words.ts'

/** Refusals of manuals; the sentences are those of the pages. */
export function manualUnknown(): Refused {
  return new Refused({
    code: 'manual-unknown',
    status: 404,
    es: 'No hay un manual con ese código y esa versión. Búsquelo en la lista de manuales.',
    en: 'There is no manual with that code and version. Look for it in the list of manuals.',
  })
}

export function procedureUnknown(): Refused {
  return new Refused({
    code: 'procedure-unknown',
    status: 404,
    es: 'El manual no tiene un procedimiento con ese número. Búsquelo en su contenido.',
    en: 'The manual has no procedure of that number. Look for it in its contents.',
  })
}

export function withoutTables(): Refused {
  return new Refused({
    code: 'manual-without-tables',
    status: 404,
    es: 'Ninguna norma de este manual tiene una tabla, así que no hay decisiones que llevar a DMN.',
    en: 'No norm of this manual has a table, so there are no decisions to take to DMN.',
  })
}

export function findingUnknown(): Refused {
  return new Refused({
    code: 'finding-unknown',
    status: 404,
    es: findingWords('es', 'unknown'),
    en: findingWords('en', 'unknown'),
  })
}

export function versionTaken(data: { readonly code: string; readonly version: string }): Refused {
  return new Refused({
    code: 'manual-version-taken',
    status: 409,
    es: words('es', 'publish.taken', data),
    en: words('en', 'publish.taken', data),
  })
}

export function manualHasErrors(findings: readonly Finding[]): Refusal {
  const count = findings.filter(({ severity }) => severity === 'error').length
  return {
    code: 'manual-has-errors',
    status: 422,
    es: words('es', 'publish.refused', { count }),
    en: words('en', 'publish.refused', { count }),
  }
}
