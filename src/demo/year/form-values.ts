import type { Field, Form } from '#src/manual/types.ts'
import type { FormValue } from '#src/procedure/types.ts'
import type { Random } from './random.ts'
import type { YearFile, YearSubject } from './year-file.ts'

export interface FillContext {
  readonly random: Random
  readonly file: YearFile
  readonly subject: YearSubject
  /** The institution's date at that moment, `2026-11-02`. */
  readonly today: string
  readonly people: readonly string[]
  readonly units: readonly string[]
  /** What was filled before in the case, by field: asked again, it is answered alike. */
  readonly given: Map<string, FormValue>
  /** Notes that a file is needed, and gives its id. */
  attach(name: string): string
}

/** Values for a form as a person of the ministry would fill it: all that is required, and most of the rest. */
export function formValues(form: Form, context: FillContext): Record<string, FormValue> {
  const values: Record<string, FormValue> = {}
  for (const field of form.fields) {
    const earlier = context.given.get(field.name)
    const before = earlier !== undefined && fits(field, earlier) ? earlier : undefined
    const value = before ?? valueFor(field, context)
    if (value === null) continue
    if (before === undefined && !field.required && !context.random.chance(0.6)) continue
    values[field.name] = value
    context.given.set(field.name, value)
  }
  return values
}

function valueFor(field: Field, context: FillContext): FormValue {
  const { random, file, subject } = context
  const told = subject.fields?.[field.name]
  if (told !== undefined && fits(field, told)) return told
  const { type } = field
  switch (type.kind) {
    case 'text':
    case 'long-text': {
      const texts = file.fields[field.name]
      return texts === undefined ? subject.title : random.pick(texts)
    }
    case 'number': {
      const least = type.min ?? 1
      return least + random.below(Math.max(1, Math.min(type.max ?? least + 20, least + 20) - least))
    }
    case 'date':
      return Temporal.PlainDate.from(context.today)
        .add({ days: random.below(10) })
        .toString()
    case 'time':
      return `${String(8 + random.below(8)).padStart(2, '0')}:${random.pick(['00', '15', '30', '45'])}`
    case 'yes-no':
      return random.chance(0.8)
    case 'list':
      return random.pick(type.options)
    case 'person':
      return random.pick(context.people)
    case 'unit':
      return random.pick(context.units)
    case 'extension':
      return String(2100 + random.below(800))
    case 'equipment':
      return `EQ-${String(1 + random.below(1800)).padStart(4, '0')}`
    case 'email':
      return `contacto${1 + random.below(60)}@entidad.example`
    case 'phone':
      return `2${String(random.below(1000)).padStart(3, '0')}-${String(random.below(10_000)).padStart(4, '0')}`
    case 'ip-address':
      return `10.20.${random.below(40)}.${1 + random.below(250)}`
    case 'file':
      return field.required ? { file: context.attach('comprobante.txt') } : null
  }
}

function fits({ type }: Field, value: FormValue): boolean {
  if (type.kind === 'file') return typeof value === 'object'
  if (type.kind === 'list') return type.options.includes(String(value))
  if (type.kind === 'number') return typeof value === 'number'
  if (type.kind === 'yes-no') return typeof value === 'boolean'
  return typeof value === 'string'
}
