import { type TSchema, Type } from 'typebox'
import type { DateText } from '#src/calendar/types.ts'
import type { InstitutionDirectory } from '../types.ts'

/** What is wrong with one field, in both languages; it says what to write. */
export interface Fault {
  readonly code: string
  readonly es: string
  readonly en: string
}

export interface Option {
  readonly value: string
  readonly label: string
  /** Where the label is words of the program and not a name. */
  readonly en?: string
}

/** One field of an administrator's form: how it reads, how it is drawn, how the API describes it. */
export interface Field<Value> {
  readonly kind: 'text' | 'lines' | 'date' | 'time' | 'number' | 'choice' | 'choices' | 'hidden'
  readonly es: string
  readonly en: string
  readonly help?: { readonly es: string; readonly en: string }
  readonly required: boolean
  readonly schema: TSchema
  /** Of `choice` and `choices`. */
  readonly options?: (directory: InstitutionDirectory) => readonly Option[]
  /** Reads a JSON value of the API or the string of a form. */
  read(raw: unknown): { readonly value: Value } | { readonly fault: Fault }
}

export type Fields = Readonly<Record<string, Field<unknown>>>
export type Input<F extends Fields> = { readonly [Name in keyof F]: F[Name] extends Field<infer Value> ? Value : never }

type Words = { readonly es: string; readonly en: string; readonly help?: { readonly es: string; readonly en: string } }

/** The values of a form, or the faults by field. Fields that the command does not know are refused in the API by its schema. */
export function readFields<F extends Fields>(
  fields: F,
  raw: Readonly<Record<string, unknown>>,
): { readonly input: Input<F> } | { readonly faults: Readonly<Record<string, Fault>> } {
  const input: Record<string, unknown> = {}
  const faults: Record<string, Fault> = {}
  for (const [name, field] of Object.entries(fields)) {
    const read = field.read(raw[name])
    if ('fault' in read) faults[name] = read.fault
    else input[name] = read.value
  }
  return Object.keys(faults).length > 0 ? { faults } : { input: input as Input<F> }
}

/** TypeBox schema of a whole form. */
export const schemaOf = (fields: Fields) =>
  Type.Object(
    Object.fromEntries(
      Object.entries(fields).map(([name, { schema, required }]) => [
        name,
        required ? schema : Type.Optional(Type.Union([schema, Type.Null()])),
      ]),
    ),
    { additionalProperties: false },
  )

const missing: Fault = { code: 'missing', es: 'Escriba este dato.', en: 'Fill this in.' }
const notChosen: Fault = { code: 'missing', es: 'Elija una opción.', en: 'Choose an option.' }

interface TextRule {
  readonly max?: number
  readonly pattern?: RegExp
  readonly fault?: Fault
  readonly lower?: boolean
}

const readText = (
  raw: unknown,
  { max = 200, pattern, fault, lower }: TextRule,
): { value: string | null } | { fault: Fault } => {
  const trimmed = typeof raw === 'string' ? raw.normalize('NFC').replace(/\s+/g, ' ').trim() : ''
  const value = lower ? trimmed.toLowerCase() : trimmed
  if (value === '') return { value: null }
  if (value.length > max)
    return { fault: { code: 'too-long', es: `Use ${max} caracteres o menos.`, en: `Use at most ${max} characters.` } }
  if (/\p{Cc}/u.test(value))
    return {
      fault: { code: 'control', es: 'Quite los caracteres que no se ven.', en: 'Remove the invisible characters.' },
    }
  if (pattern && !pattern.test(value)) return { fault: fault! }
  return { value }
}

export function text(words: Words, rule: TextRule = {}): Field<string> {
  return {
    kind: 'text',
    ...words,
    required: true,
    schema: Type.String({ minLength: 1, maxLength: rule.max ?? 200, title: words.es }),
    read(raw) {
      const read = readText(raw, rule)
      if ('fault' in read) return read
      return read.value === null ? { fault: missing } : { value: read.value }
    },
  }
}

export function optionalText(words: Words, rule: TextRule = {}): Field<string | null> {
  return {
    kind: 'text',
    ...words,
    required: false,
    schema: Type.String({ maxLength: rule.max ?? 200, title: words.es }),
    read: (raw) => readText(raw, rule),
  }
}

const codeRule: TextRule = {
  max: 40,
  pattern: /^[\p{L}\p{N}][\p{L}\p{N}._/-]*$/u,
  fault: {
    code: 'not-a-code',
    es: 'Use letras, números, punto, guion o barra, sin espacios.',
    en: 'Use letters, digits, dots, dashes or slashes, without blanks.',
  },
}
export const code = (words: Words) => text(words, codeRule)
export const optionalCode = (words: Words) => optionalText(words, codeRule)

const badDate: Fault = {
  code: 'not-a-date',
  es: 'Escriba una fecha que exista, por ejemplo 2026-11-02.',
  en: 'Write a date that exists, for example 2026-11-02.',
}

const readDate = (raw: unknown): { value: DateText | null } | { fault: Fault } => {
  if (raw === undefined || raw === null || raw === '') return { value: null }
  if (typeof raw !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(raw)) return { fault: badDate }
  try {
    const date = Temporal.PlainDate.from(raw, { overflow: 'reject' })
    return date.year >= 1950 && date.year <= 2200 ? { value: raw } : { fault: badDate }
  } catch {
    return { fault: badDate }
  }
}

export function date(words: Words): Field<DateText> {
  return {
    kind: 'date',
    ...words,
    required: true,
    schema: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', title: words.es }),
    read(raw) {
      const read = readDate(raw)
      if ('fault' in read) return read
      return read.value === null ? { fault: missing } : { value: read.value }
    },
  }
}

export function optionalDate(words: Words): Field<DateText | null> {
  return {
    kind: 'date',
    ...words,
    required: false,
    schema: Type.String({ maxLength: 10, title: words.es }),
    read: readDate,
  }
}

export function optionalTime(words: Words): Field<string | null> {
  return {
    kind: 'time',
    ...words,
    required: false,
    schema: Type.String({ maxLength: 5, title: words.es }),
    read(raw) {
      if (raw === undefined || raw === null || raw === '') return { value: null }
      if (typeof raw === 'string' && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(raw)) return { value: raw }
      return {
        fault: {
          code: 'not-a-time',
          es: 'Escriba una hora, por ejemplo 12:00.',
          en: 'Write a time, for example 12:00.',
        },
      }
    },
  }
}

export function whole(words: Words, min: number, max: number): Field<number> {
  return {
    kind: 'number',
    ...words,
    required: true,
    schema: Type.Integer({ minimum: min, maximum: max, title: words.es }),
    read(raw) {
      const value = typeof raw === 'string' && /^\d{1,9}$/.test(raw.trim()) ? Number(raw) : raw
      if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return { value }
      return {
        fault: {
          code: 'not-in-range',
          es: `Escriba un número de ${min} a ${max}.`,
          en: `Write a number from ${min} to ${max}.`,
        },
      }
    },
  }
}

/** The revision that the form was drawn from; null when it makes something new. */
export function revision(): Field<number | null> {
  return {
    kind: 'hidden',
    es: 'Revisión',
    en: 'Revision',
    required: false,
    schema: Type.Integer({ minimum: 1, title: 'Revisión' }),
    read(raw) {
      if (raw === undefined || raw === null || raw === '') return { value: null }
      const value = Number(raw)
      if (Number.isInteger(value) && value > 0) return { value }
      return { fault: { code: 'not-a-revision', es: 'Vuelva a abrir el formulario.', en: 'Open the form again.' } }
    },
  }
}

const unknownChoice: Fault = {
  code: 'unknown',
  es: 'Elija una opción de la lista.',
  en: 'Choose an option of the list.',
}

type Options = (directory: InstitutionDirectory) => readonly Option[]

export function choice(words: Words, options: Options): Field<string> {
  return {
    kind: 'choice',
    ...words,
    required: true,
    schema: Type.String({ minLength: 1, maxLength: 100, title: words.es }),
    options,
    read: (raw) =>
      typeof raw !== 'string' || raw === ''
        ? { fault: notChosen }
        : raw.length > 100
          ? { fault: unknownChoice }
          : { value: raw },
  }
}

export function optionalChoice(words: Words, options: Options): Field<string | null> {
  return {
    kind: 'choice',
    ...words,
    required: false,
    schema: Type.String({ maxLength: 100, title: words.es }),
    options,
    read: (raw) =>
      raw === undefined || raw === null || raw === ''
        ? { value: null }
        : typeof raw !== 'string' || raw.length > 100
          ? { fault: unknownChoice }
          : { value: raw },
  }
}

export function choices(words: Words, options: Options): Field<readonly string[]> {
  return {
    kind: 'choices',
    ...words,
    required: false,
    schema: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 10_000, title: words.es }),
    options,
    read(raw) {
      const values = raw === undefined || raw === null || raw === '' ? [] : Array.isArray(raw) ? raw : [raw]
      return values.every((value) => typeof value === 'string')
        ? { value: [...new Set(values)] }
        : { fault: unknownChoice }
    },
  }
}

/** One name a line. */
export function lines(words: Words): Field<readonly string[]> {
  return {
    kind: 'lines',
    ...words,
    required: false,
    schema: Type.Union([Type.String({ maxLength: 100_000 }), Type.Array(Type.String({ maxLength: 200 }))], {
      title: words.es,
    }),
    read(raw) {
      const written = Array.isArray(raw) ? raw : typeof raw === 'string' ? raw.split('\n') : []
      const values: string[] = []
      for (const line of written) {
        const read = readText(line, { max: 200 })
        if ('fault' in read) return read
        if (read.value !== null && !values.includes(read.value)) values.push(read.value)
      }
      return { value: values }
    },
  }
}

export const unitOptions: Options = ({ rows, today }) =>
  rows.units
    .filter(({ closedOn }) => closedOn === null || closedOn > today)
    .map(({ id, name }) => ({ value: id, label: name }))
    .sort((a, b) => a.label.localeCompare(b.label, 'es'))

export const postOptions: Options = (directory) =>
  directory.rows.posts
    .filter(({ closedOn }) => closedOn === null || closedOn > directory.today)
    .map(({ id, title, unit }) => ({ value: id, label: `${title} · ${directory.unitById(unit)?.name ?? ''}` }))
    .sort((a, b) => a.label.localeCompare(b.label, 'es'))

export const personOptions: Options = ({ activePeople }) =>
  activePeople.map(({ id, name, username }) => ({ value: id, label: `${name} (${username})` }))
