import type { Field, Form } from '#src/manual/types.ts'
import type { FormValue } from '../types.ts'
import { REQUESTER } from './synthetic-directory.ts'

/** Valid values for every field of a form, for examples, which do not say what was written. */
export function sampleValues(form: Form): Readonly<Record<string, FormValue>> {
  return Object.fromEntries(form.fields.map((field) => [field.name, sampleValue(field)]))
}

function sampleValue({ type, name }: Field): FormValue {
  switch (type.kind) {
    case 'text':
    case 'long-text':
      return name
    case 'number':
      return type.min ?? type.max ?? 1
    case 'date':
      return '2026-11-02'
    case 'time':
      return '08:00'
    case 'yes-no':
      return true
    case 'list':
      return type.options[0] ?? null
    case 'person':
      return REQUESTER
    case 'unit':
      return 'Dirección'
    case 'extension':
      return '2405'
    case 'equipment':
      return 'EQ-0001'
    case 'email':
      return 'solicitante@ejemplo.gob.gt'
    case 'phone':
      return '2412-0200'
    case 'ip-address':
      return '10.20.30.40'
    case 'file':
      return { file: 'muestra' }
  }
}
