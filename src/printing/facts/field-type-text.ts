import type { FieldType } from '#src/manual/types.ts'
import type { Locale } from '#src/platform/catalogue.ts'
import { words } from './words.ts'

/** What may be written in a field, in words: `número de 1 a 64`. */
export function fieldTypeText(locale: Locale, type: FieldType): string {
  switch (type.kind) {
    case 'number':
      return type.min === undefined || type.max === undefined
        ? words(locale, 'type.number')
        : words(locale, 'type.number-between', { min: type.min, max: type.max })
    case 'list':
      return words(locale, 'type.list', { options: type.options.join('; ') })
    case 'file':
      return type.accepts.length === 0
        ? words(locale, 'type.file')
        : words(locale, 'type.file-of', { accepts: type.accepts.join(', ') })
    default:
      return words(locale, `type.${type.kind}`)
  }
}
