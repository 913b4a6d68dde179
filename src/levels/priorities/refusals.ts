import { Refused } from '#src/platform/refusal.ts'
import type { TableFault } from '#src/procedure/index.ts'

/** The table as it was sent has faults; each stands beside its place. */
export function tableRefusal(faults: readonly TableFault[]): Refused {
  return new Refused({
    code: 'priorities-faulty',
    status: 422,
    es: 'Hay datos que corregir en la tabla. Lo que escribió sigue en el formulario.',
    en: 'Some data of the table need correcting. What you wrote is still in the form.',
    fields: Object.fromEntries(faults.map(({ place, es, en }) => [place, { code: 'faulty', es, en }])),
  })
}

/** A DMN document from which no table can be read. */
export function dmnRefusal(sentence: string): Refused {
  return new Refused({
    code: 'dmn-unreadable',
    status: 422,
    es: sentence,
    en: `The DMN file cannot be read. (${sentence})`,
  })
}
