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
    es: 'Ese manual no tiene ese procedimiento, o su flujograma no tiene esa hoja. Búsquelo en el contenido del manual.',
    en: 'That manual has no such procedure, or its flowchart no such sheet. Look for it in the contents of the manual.',
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

export function laterVersion(data: {
  readonly code: string
  readonly version: string
  readonly from: string
}): Refused {
  const day = { ...data, from: data.from.slice(0, 10) }
  return new Refused({
    code: 'manual-later-version',
    status: 409,
    es: words('es', 'publish.later', day),
    en: words('en', 'publish.later', day),
  })
}

export function warningsNeedReason(): Refusal {
  return {
    code: 'manual-warnings-need-reason',
    status: 422,
    es: words('es', 'publish.reason-needed'),
    en: words('en', 'publish.reason-needed'),
  }
}
