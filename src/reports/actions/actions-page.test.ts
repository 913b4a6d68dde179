import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isForActions } from './actions-page.ts'

test('only a procedure of corrective or preventive actions is chosen beforehand', () => {
  for (const name of ['ACCIONES CORRECTIVAS Y PREVENTIVAS', 'Acción preventiva', 'No conformidad o accion  correctiva'])
    assert.equal(isForActions(name), true, name)
  for (const name of ['MANTENIMIENTO CORRECTIVO', 'Soporte a centro telefónico', 'Mantenimiento preventivo', ''])
    assert.equal(isForActions(name), false, name)
})
