import { foldText } from '#src/manual/fold-text.ts'
import type { Field, Form } from '#src/manual/types.ts'
import { isIpAddress } from './is-ip-address.ts'
import type { EngineRefusal, FormValue } from './types.ts'

export type FieldFault = NonNullable<EngineRefusal['fields']>[string]

/** Values of a form as they are kept, or the fault of each field that cannot be. Values are kept only under the form's own fields. */
export interface FormReading {
  readonly values: Readonly<Record<string, FormValue>>
  readonly faults: Readonly<Record<string, FieldFault>>
}

const MAX_TEXT = { text: 500, 'long-text': 20_000 }
const IMAGES = ['png', 'jpg', 'jpeg', 'gif', 'webp', 'tif', 'tiff', 'bmp']

/**
 * Checks values against a form, without converting: a number is a number, a date `2026-11-02`, a time `08:00`, a file `{ file }`. Empty text
 * is no value. `files`, when given, are the files sent with it: a file field must name one of them, of an accepted type.
 */
export function validateForm(
  form: Form,
  values: Readonly<Record<string, FormValue>>,
  files: readonly { readonly id: string; readonly name: string }[] = [],
): FormReading {
  const kept: Record<string, FormValue> = Object.create(null)
  const faults: Record<string, FieldFault> = Object.create(null)
  const known = new Set(form.fields.map((f) => f.name))
  for (const name of Object.keys(values)) if (!known.has(name)) faults[name] = { code: 'field-unknown', data: {} }
  for (const field of form.fields) {
    const given = Object.hasOwn(values, field.name) ? values[field.name] : null
    const value = typeof given === 'string' ? given.trim() : (given ?? null)
    if (value === null || value === '') {
      if (field.required) faults[field.name] = { code: 'field-required', data: {} }
      else kept[field.name] = null
      continue
    }
    const read = readValue(field, value, files)
    if (isFault(read)) faults[field.name] = read
    else kept[field.name] = read
  }
  return { values: { ...kept }, faults: { ...faults } }
}

/**
 * Converts what an HTML form sends, all of it text, into values for `validateForm`: the one place where text becomes a number, a yes or a
 * file. What does not convert stays text, so that the check names the fault and the page still shows what was typed.
 */
export function readFormStrings(
  form: Form,
  strings: Readonly<Record<string, string>>,
): Readonly<Record<string, FormValue>> {
  const values: Record<string, FormValue> = {}
  for (const field of form.fields) {
    const text = Object.hasOwn(strings, field.name) ? strings[field.name]!.trim() : ''
    values[field.name] = text === '' ? null : convert(field, text)
  }
  return values
}

function convert(field: Field, text: string): FormValue {
  switch (field.type.kind) {
    case 'number':
      return /^[+-]?\d{1,15}([.,]\d{1,6})?$/.test(text) ? Number(text.replace(',', '.')) : text
    case 'yes-no': {
      const word = foldText(text)
      if (['si', 'on', 'true', '1', 'yes'].includes(word)) return true
      return ['no', 'off', 'false', '0'].includes(word) ? false : text
    }
    case 'file':
      return { file: text }
    default:
      return text
  }
}

function readValue(
  field: Field,
  value: NonNullable<FormValue>,
  files: readonly { id: string; name: string }[],
): FormValue | FieldFault {
  const { type } = field
  if (type.kind === 'number') return readNumber(type, value)
  if (type.kind === 'yes-no') return typeof value === 'boolean' ? value : fault('field-not-yes-no')
  if (type.kind === 'file') return readFile(type.accepts, value, files)
  if (typeof value !== 'string') return fault('field-not-text')
  if (value.includes('\u0000')) return fault('field-not-text')
  switch (type.kind) {
    case 'text':
    case 'long-text': {
      const max = MAX_TEXT[type.kind]
      return value.length > max ? fault('field-too-long', { max }) : value
    }
    case 'date':
      return isDate(value) ? value : fault('field-not-a-date')
    case 'time':
      return /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? value : fault('field-not-a-time')
    case 'list': {
      const option = type.options.find((o) => foldText(o) === foldText(value))
      return option ?? fault('field-not-an-option', { options: type.options.join('; ') })
    }
    case 'email':
      return value.length <= 254 && /^[^\s@<>"(),;:\\[\]]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/.test(value)
        ? value
        : fault('field-not-an-email')
    case 'phone':
      return /^\+?[\d\s().-]{4,24}$/.test(value) && digits(value) >= 4 ? value : fault('field-not-a-phone')
    case 'extension':
      return /^[\d*#]{1,10}$/.test(value) ? value : fault('field-not-an-extension')
    case 'ip-address':
      return isIpAddress(value) ? value : fault('field-not-an-ip-address')
    case 'person':
    case 'unit':
    case 'equipment':
      return value.length > 200 ? fault('field-too-long', { max: 200 }) : value
  }
}

function readNumber(type: { min?: number; max?: number }, value: NonNullable<FormValue>): FormValue | FieldFault {
  if (typeof value !== 'number' || !Number.isFinite(value)) return fault('field-not-a-number')
  const { min, max } = type
  if ((min !== undefined && value < min) || (max !== undefined && value > max))
    return fault('field-out-of-range', { min, max })
  return value
}

function readFile(
  accepts: readonly string[],
  value: NonNullable<FormValue>,
  files: readonly { id: string; name: string }[],
): FormValue | FieldFault {
  if (typeof value !== 'object' || typeof value.file !== 'string' || value.file === '') return fault('field-not-a-file')
  if (files.length === 0) return { file: value.file }
  const sent = files.find((f) => f.id === value.file)
  if (!sent) return fault('field-not-a-file')
  const ending = sent.name.slice(sent.name.lastIndexOf('.') + 1).toLowerCase()
  const accepted =
    accepts.length === 0 ||
    accepts.some((a) => (foldText(a) === 'imagen' ? IMAGES.includes(ending) : foldText(a) === ending))
  return accepted ? { file: value.file } : fault('field-file-type', { accepts: accepts.join(', ') })
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    return Temporal.PlainDate.from(text).toString() === text
  } catch {
    return false
  }
}

function digits(text: string): number {
  return text.replace(/\D/g, '').length
}

function fault(code: string, data: FieldFault['data'] = {}): FieldFault {
  return { code, data }
}

function isFault(read: FormValue | FieldFault): read is FieldFault {
  return typeof read === 'object' && read !== null && 'code' in read
}
