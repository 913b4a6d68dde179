import { foldText } from '../fold-text.ts'
import type { Field, Form } from '../types.ts'
import { type Aspects, tellAspects, three } from './aspects.ts'
import { matchUp } from './match-up.ts'
import { AS_IS, type Change } from './types.ts'
import { fieldType, quoted } from './words.ts'

const FORM_ASPECTS: Aspects<Form> = {
  code: { words: (code) => code, say: (after, before) => `se llama ahora ${after} (antes, ${before})` },
  title: { words: (title) => `«${title}»`, say: three('se titula ahora', 'se titula ahora', 'pierde su título') },
  fields: null,
  span: null,
}

const FIELD_ASPECTS: Aspects<Field> = {
  name: { words: (name) => `«${name}»`, say: (after, before) => `se llama ahora ${after} (antes, ${before})` },
  type: { words: fieldType, say: three('es ahora de tipo', 'es ahora de tipo', 'ya no tiene tipo') },
  required: {
    words: (required) => (required ? 'sí' : ''),
    say: (after) => (after ? 'es ahora obligatorio' : 'ya no es obligatorio'),
  },
  help: {
    words: (help) => (help === '' ? '' : `«${help}»`),
    say: (after, before) => {
      if (!after) return `ya no lleva ayuda (era: ${before})`
      return before ? `lleva ahora la ayuda ${after} (antes, ${before})` : `lleva ahora la ayuda ${after}`
    },
  },
}

export function formChanges(before: readonly Form[], after: readonly Form[]): readonly Change[] {
  const { pairs, removed, added } = matchUp<Form>(before, after, [
    ({ code }) => foldText(code),
    ({ title }) => foldText(title),
  ])
  return [
    ...removed.map(
      (form): Change => ({
        kind: 'removed',
        sentence: `Se quita la forma ${form.code}, «${form.title}».`,
        before: form.span,
      }),
    ),
    ...added.map(
      (form): Change => ({
        kind: 'added',
        sentence: `Se añade la forma ${form.code}, «${form.title}».`,
        after: form.span,
      }),
    ),
    ...pairs.flatMap(({ before: old, after: now }) =>
      [...tellAspects(FORM_ASPECTS, old, now, AS_IS), ...fieldChanges(old.fields, now.fields)].map(
        (told): Change => ({
          kind: 'changed',
          sentence: `La forma ${now.code} ${told}.`,
          before: old.span,
          after: now.span,
        }),
      ),
    ),
  ]
}

function fieldChanges(old: readonly Field[], now: readonly Field[]): readonly string[] {
  const fields = matchUp<Field>(
    old,
    now,
    [({ name }) => foldText(name), (field) => `${fieldType(field.type)} ${field.help}`],
    { text: ({ name }) => name, after: 1 },
  )
  const order = fields.pairs.map((pair) => old.indexOf(pair.before))
  return [
    ...[quoted(fields.added.map(({ name }) => name))].flatMap((names) => (names ? [`pide además ${names}`] : [])),
    ...[quoted(fields.removed.map(({ name }) => name))].flatMap((names) => (names ? [`ya no pide ${names}`] : [])),
    ...(order.some((at, index) => index > 0 && at < order[index - 1]!) ? ['cambia el orden de sus campos'] : []),
    ...fields.pairs.flatMap((pair) =>
      tellAspects(FIELD_ASPECTS, pair.before, pair.after, AS_IS).map((told) =>
        told.startsWith('se llama') ? `cambia un campo: ${told}` : `cambia el campo «${pair.after.name}»: ${told}`,
      ),
    ),
  ]
}
