import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { FieldType } from '#src/manual/types.ts'
import { render } from '#src/platform/http/html.ts'
import { type FieldInput, field, fieldId } from './field.ts'
import { errorSummary } from './form.ts'

const kinds: Record<FieldType['kind'], FieldType> = {
  text: { kind: 'text' },
  'long-text': { kind: 'long-text' },
  date: { kind: 'date' },
  time: { kind: 'time' },
  'yes-no': { kind: 'yes-no' },
  person: { kind: 'person' },
  unit: { kind: 'unit' },
  extension: { kind: 'extension' },
  equipment: { kind: 'equipment' },
  email: { kind: 'email' },
  phone: { kind: 'phone' },
  'ip-address': { kind: 'ip-address' },
  number: { kind: 'number', min: 1, max: 32 },
  list: { kind: 'list', options: ['a', 'b', 'c', 'd', 'e', 'f'] },
  file: { kind: 'file', accepts: ['pdf', 'imagen'] },
}

const draw = (input: Omit<FieldInput, 'name' | 'label'>) =>
  render(field({ locale: 'es' }, { name: 'Número de núcleos', label: 'Número de núcleos', ...input }))

for (const [kind, type] of Object.entries(kinds))
  test(`a field of type ${kind} has its label, its help and its fault tied to its control`, () => {
    const text = draw({ type, help: 'Ayuda propia.', error: 'Falta.', required: true })
    assert.match(
      text,
      /<label for="campo-numero-de-nucleos">Número de núcleos<\/label>|<legend>Número de núcleos<\/legend>/,
    )
    assert.match(text, /aria-describedby="campo-numero-de-nucleos-ayuda campo-numero-de-nucleos-error"/)
    assert.match(text, /id="campo-numero-de-nucleos-ayuda">Ayuda propia\./)
    assert.match(text, /id="campo-numero-de-nucleos-error">.*Falta\./)
    assert.match(text, /id="campo-numero-de-nucleos"/)
    assert.match(text, /aria-invalid="true"/)
    assert.match(text, /name="Número de núcleos"/)
  })

test('what was typed is kept, whatever it was', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('text', 'long-text', 'email', 'number', 'date', 'list', 'person'),
      (value, kind) => {
        const text = draw({ type: kinds[kind as FieldType['kind']], value })
        const kept =
          kind === 'long-text'
            ? />\n([^<]*)<\/textarea>/.exec(text)?.[1]
            : kind === 'list'
              ? / value="([^"]*)" selected>/.exec(text)?.[1]
              : / value="([^"]*)">/.exec(text)?.[1]
        assert.equal(plain(kept ?? ''), value)
      },
    ),
  )
})

test('a yes or no is two buttons with the chosen one marked', () => {
  assert.match(draw({ type: { kind: 'yes-no' }, value: true }), /value="SÍ" checked/)
  assert.match(draw({ type: { kind: 'yes-no' }, value: 'NO' }), /value="NO" checked/)
  assert.doesNotMatch(draw({ type: { kind: 'yes-no' } }), / checked/)
})

test('a value that the list no longer offers stays chosen', () => {
  assert.match(
    draw({ type: { kind: 'person' }, choices: [{ value: '1', label: 'Ana' }], value: '9' }),
    /value="9" selected/,
  )
})

test('the summary of faults links to the fields', () => {
  const text = render(
    errorSummary({ locale: 'es' }, [{ name: 'Número de núcleos', message: 'Falta.' }]) || assert.fail(),
  )
  assert.match(text, new RegExp(`href="#${fieldId('Número de núcleos')}"`))
  // What is said of the whole is no fault of its own.
  const both = [{ message: 'Corrija 1 dato.' }, { name: 'Asunto', message: 'Falta.' }]
  assert.match(render(errorSummary({ locale: 'es' }, both) || assert.fail()), /Hay un dato que corregir/)
  assert.equal(errorSummary({ locale: 'es' }, []), '')
})

function plain(text: string): string {
  const signs: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (sign) => signs[sign]!)
}

test('how something is written is said where it is written, and not where it is chosen', () => {
  assert.match(draw({ type: { kind: 'equipment' } }), /Código de inventario/)
  const chosen = draw({ type: { kind: 'equipment' }, choices: [{ value: 'a', label: 'Relacionado con' }] })
  assert.doesNotMatch(chosen, /Código de inventario|-ayuda/)
})
