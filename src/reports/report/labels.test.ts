import assert from 'node:assert/strict'
import { test } from 'node:test'
import { labelOf, type Naming } from './labels.ts'

const naming: Naming = {
  locale: 'es',
  directory: {} as never,
  codes: [],
  titles: new Map([['DTI-MNP-01/11', 'COPIAS DE SEGURIDAD']]),
}

test('a service is called as it is asked for; what nobody asks for, by its procedure and how it opens', () => {
  const kind = (value: string) => labelOf(naming, 'kind', value)
  assert.equal(kind('DTI-MNP-01/2/Soporte técnico'), 'Soporte técnico (DTI-MNP-01, 2)')
  assert.equal(kind('DTI-MNP-01/11/plan'), 'COPIAS DE SEGURIDAD, por plan (DTI-MNP-01, 11)')
  assert.equal(kind('DTI-MNP-01/11/procedimiento'), 'COPIAS DE SEGURIDAD, desde otro trámite (DTI-MNP-01, 11)')
  assert.equal(kind('DTI-MNP-01/11/A/B'), 'A/B (DTI-MNP-01, 11)')
})
